"""`licet token`: access tokens by which programs speak for people at the API (decision 0170)."""

from __future__ import annotations

from typing import Annotated

import typer

from licet.cli.output import AsJson, print_json, print_table
from licet.kernel.actor import Actor, system
from licet.kernel.permission import Permission

app = typer.Typer(help="Access tokens: how programs speak for a person at the API. A token never signs.", no_args_is_help=True)
Username = Annotated[str, typer.Argument(help="Whom the token speaks for.", show_default=False)]


def _actor() -> Actor:
    """Whoever may type on this machine keeps people."""
    return system("command-line", Permission.USER_MANAGE)


@app.command()
def make(
    username: Username,
    name: Annotated[str, typer.Option(help="What the token is for.")],
    days: Annotated[int, typer.Option(min=1, max=90, help="Days that it counts.")] = 30,
    as_json: AsJson = False,
) -> None:
    """Make a token. It is printed once and kept nowhere."""
    from licet.people.public import make_token, user_by_username
    from licet.platform import clock

    made = make_token(actor=_actor(), user=user_by_username(username).pk, name=name, days=days, now=clock.now())
    if as_json:
        print_json({"id": made.token.pk, "expires_on": made.token.expires_on, "secret": made.secret})
        return
    typer.echo(f"Counts until {made.token.expires_on}; end it with: licet token end {made.token.pk}", err=True)
    typer.echo(made.secret)


@app.command("list")
def list_(username: Username, as_json: AsJson = False) -> None:
    """A person's tokens, newest first, never their secrets."""
    from licet.people.public import actor_by_username, tokens_of

    rows = tokens_of(actor=actor_by_username(username))
    cells = [{"id": row.pk, "name": row.name, "made": row.made_at, "expires_on": row.expires_on, "ended": row.ended_at} for row in rows]
    if as_json:
        print_json({"tokens": cells})
        return
    print_table(("id", "name", "made", "until", "ended"), (tuple(row.values()) for row in cells))


@app.command()
def end(token: Annotated[str, typer.Argument(help="Id of the token.", show_default=False)]) -> None:
    """End a token at once."""
    from licet.people.public import end_token
    from licet.platform import clock

    end_token(actor=_actor(), token=token, now=clock.now())
    typer.echo("Ended.", err=True)
