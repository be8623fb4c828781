"""`licet init`, `backup`, `restore`: the place where data live."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from licet.platform.home import folder

Folder = Annotated[Path, typer.Argument(help="A folder.", file_okay=False)]


def init(demo: Annotated[bool, typer.Option("--demo", help="Load the demonstration authority.")] = False) -> None:
    """Make LICET_HOME, its keys and its databases; bring older databases up to date. Safe to repeat."""
    from licet.cli.store import home

    home.prepare(demo=demo)
    home.connect_as_owner()
    from licet.cli.main import django_ready

    django_ready()
    home.migrate()
    if demo:
        home.load_demonstration(report=lambda line: typer.echo(line, err=True))
    typer.echo(f"Ready: {folder()}", err=True)


def backup(folder: Folder) -> None:
    """Copy databases, files, outbox and keys into a new folder, with a checksum for each file."""
    from licet.cli.store import backups

    manifest = backups.backup(folder.resolve())
    typer.echo(f"Kept {len(manifest)} files in {folder}.", err=True)


def restore(folder: Folder) -> None:
    """Bring a backup into an empty LICET_HOME, after every checksum was found right."""
    from licet.cli.store import backups

    backups.restore_home(folder.resolve())
    from licet.cli.main import django_ready

    django_ready()
    backups.restore_databases(folder.resolve())
    typer.echo("Restored.", err=True)


COMMANDS = (init, backup, restore)
