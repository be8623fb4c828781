"""`licet`: finds the groups beside this file, sets Django up, and turns every refusal into one sentence and an exit code."""

from __future__ import annotations

import os
import pkgutil
from importlib import import_module
from typing import Annotated

import typer

import licet.cli
from licet import __version__
from licet.kernel.errors import LicetError
from licet.platform.database_errors import explain_database_error
from licet.platform.secrets_folder import read_secrets_folder

# These make or choose what the settings read before Django may look at it: the place where data live, or the address.
SET_UP_THEMSELVES = {"init", "restore", "walkthrough", "serve"}

app = typer.Typer(
    name="licet",
    help="An open export-licensing system whose record anyone can check. Exit codes: 0 done, 1 refused, 2 misuse.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def print_version(asked: bool) -> None:
    """Print the version, such as "licet 0.2.0", and end the program without reading any settings."""
    if asked:
        typer.echo(f"licet {__version__}")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option("--version", callback=print_version, is_eager=True, help="Show the version and exit."),
]


@app.callback()
def prepare(context: typer.Context, version: Version = False) -> None:
    read_secrets_folder()
    if context.invoked_subcommand not in SET_UP_THEMSELVES:
        django_ready()


def django_ready() -> None:
    """Read the settings and load the applications."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "licet.project.settings")
    django.setup()


def find_groups() -> None:
    """`<name>.py` with an `app` is the group `licet <name>`; with `command`s, they stand beside `init` and `serve`."""
    if app.registered_commands:
        return
    for found in pkgutil.iter_modules(licet.cli.__path__):
        if found.name == "main":
            continue
        module = import_module(f"licet.cli.{found.name}")
        if hasattr(module, "app"):
            app.add_typer(module.app, name=found.name.replace("_", "-"))
        for command in getattr(module, "COMMANDS", ()):
            app.command()(command)


def main() -> None:
    """The entry point. A typed refusal leaves one sentence on stderr and exit code 1."""
    find_groups()
    try:
        app(prog_name="licet")
    except LicetError as refused:
        typer.echo(str(refused), err=True)
        raise SystemExit(1) from None
    except Exception as error:
        sentence = explain_database_error(error)
        if sentence is None:
            raise
        typer.echo(sentence, err=True)
        raise SystemExit(1) from None
