"""`licet database`: PostgreSQL's roles and what each may do, as SQL."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(help="PostgreSQL: the roles under which processes connect, and their rights, as SQL.", no_args_is_help=True)


@app.command()
def roles(
    database: Annotated[str, typer.Option(help="Name of the main database.")] = "licet",
    concerns_database: Annotated[str, typer.Option(help="Name of the concerns database.")] = "licet_concerns",
) -> None:
    """Print SQL that makes the roles (without passwords) and both databases. A superuser runs it once on a new server."""
    from licet.cli.store.grants import roles_sql

    for statement in roles_sql(database, concerns_database):
        typer.echo(statement)


@app.command()
def grants(
    concerns: Annotated[bool, typer.Option("--concerns", help="Those of the concerns database.")] = False,
) -> None:
    """Print the GRANT statements that `licet init` runs after every migration."""
    from licet.cli.store.grants import grants_sql
    from licet.cli.store.roles import CONCERNS, MAIN

    for statement in grants_sql(CONCERNS if concerns else MAIN):
        typer.echo(statement)
