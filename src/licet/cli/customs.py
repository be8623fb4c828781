"""`licet customs`: read what customs answered."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from licet.cli.output import AsJson, print_json
from licet.kernel.actor import system
from licet.kernel.permission import Permission

app = typer.Typer(help="Files exchanged with customs.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Files exchanged with customs."""


@app.command("read")
def read(path: Annotated[Path, typer.Argument(help="The reply, as customs sent it.", show_default=False)], as_json: AsJson = False) -> None:
    """Note what customs accepted and rejected. A reply that is cut, contradicts itself or overturns an answer is refused whole.

    Replies in the folder customs/replies of LICET_HOME are read by the worker and by run-due.
    """
    from licet.licences import public

    actor = system("command-line", Permission.LICENCE_CUSTOMS)
    reply = public.take_reply(actor=actor, text=public.read_reply_file(path))
    if as_json:
        return print_json({"run": reply.run, "accepted": reply.accepted, "rejected": dict(reply.rejected)})
    typer.echo(f"Run {reply.run}: customs accepted {len(reply.accepted)} messages and rejected {len(reply.rejected)}.")
    for message, words in reply.rejected.items():
        typer.echo(f"  {message}: {words}")
    return None
