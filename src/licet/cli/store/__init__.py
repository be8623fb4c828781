"""`licet init`, `backup`, `restore`: the place where data live."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
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
    home.write_public_key()
    if demo:
        home.load_demonstration(report=lambda line: typer.echo(line, err=True))
    typer.echo(f"Ready: {folder()}", err=True)


def backup(
    folder: Annotated[
        Path | None, typer.Argument(help="A new folder. With --rehearse, also a backup made before.", file_okay=False)
    ] = None,
    rehearse: Annotated[
        bool, typer.Option("--rehearse", help="Restore the backup into a throw-away store and check log, documents and keys there.")
    ] = False,
) -> None:
    """Copy databases (both as of one moment), files, outbox and the keys of the store into a new folder, with a checksum for each file.

    With --rehearse and without a folder, a temporary backup is made, rehearsed and removed.
    """
    if folder is None and not rehearse:
        raise typer.BadParameter("name a new folder for the backup", param_hint="FOLDER")
    if folder is not None:
        place = folder.resolve()
        if not (rehearse and (place / "manifest.json").exists()):
            _make_backup(place)
        if rehearse:
            _rehearse(place)
        return
    with TemporaryDirectory(prefix="licet-backup-") as temporary:
        _make_backup(Path(temporary) / "backup")
        _rehearse(Path(temporary) / "backup")


def _make_backup(place: Path) -> None:
    from licet.cli.store import backups

    made = backups.backup(place)
    typer.echo(f"Backed up {made.files} files to {place}, both databases as of one moment.", err=True)
    for state in made.keys:
        typer.echo(state.sentence(), err=True)


def _rehearse(place: Path) -> None:
    from licet.cli.store.rehearsal import rehearse
    from licet.kernel.errors import Refused

    if faults := rehearse(place):
        raise Refused(f"The rehearsal failed: {' '.join(faults)}", bars=faults)
    typer.echo("Rehearsed: restored into a throw-away store; its log holds, every document is there, and every key fits.", err=True)


def restore(folder: Folder) -> None:
    """Bring a backup into an empty LICET_HOME, after every checksum was found right, and say which keys the store still needs."""
    from licet.cli.store import backups, home, keys

    source = folder.resolve()
    backups.check(source)
    with backups.home_emptied_on_error():
        backups.restore_home(source)
        home.connect_as_owner()
        from licet.cli.main import django_ready

        django_ready()
        backups.require_empty_folders()
        backups.restore_databases(source)
        backups.restore_files(source)
        home.migrate()
    typer.echo("Restored.", err=True)
    for sentence in keys.still_needed(backups.read_manifest(source)["keys"]):
        typer.echo(sentence, err=True)


COMMANDS = (init, backup, restore)
