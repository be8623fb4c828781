"""Every folder and file that the program makes is for its owner alone, whatever the umask of the process that makes it."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import override_settings
from tests.module.concerns.told import DAY
from tests.stores import Store

from licet.cli.store import backups, home, snapshots
from licet.concerns.services import attaching
from licet.platform.files import DiskStore, write_whole
from licet.platform.mail import FileMailer, Mail
from licet.web.concerns.silence import note
from licet.web.concerns.uploads import SealedFile

FOLDER, FILE, KEPT_FILE = 0o700, 0o600, 0o400


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder that everybody may read, under a umask that takes nothing away."""
    place = tmp_path / "place"
    place.mkdir()
    monkeypatch.setenv("LICET_HOME", str(place / "home"))
    kept = os.umask(0)
    place.chmod(0o755)
    try:
        with override_settings(LICET_CONCERNS_ROOT=place / "concerns"):
            yield place
    finally:
        os.umask(kept)


def send_a_mail(place: Path) -> None:
    on = datetime(2031, 3, 4, tzinfo=UTC)
    mail = Mail(key="first", sender="office@authority.example", to=("a@exporter.example",), subject="Subject", text="Words", on=on)
    FileMailer(place / "outbox").send(mail)


def keep_a_document(place: Path) -> None:
    DiskStore(place / "files").put([b"a document"])


def write_for_customs(place: Path) -> None:
    write_whole(place / "customs" / "licence-data", b"1\\fileTrailer\\0\n")


def take_in_an_upload(place: Path) -> None:
    SealedFile().close()


def note_a_fault(place: Path) -> None:
    note(ValueError("a fault"))


def make_a_home(place: Path) -> None:
    home.prepare(demo=True)


def tighten_an_older_home(place: Path) -> None:
    (place / "home").mkdir(mode=0o700)
    (place / "home" / "licet.sqlite3").touch(mode=0o644)
    home.prepare(demo=True)


def restore_a_home(place: Path) -> None:
    (place / "made").mkdir()
    for name in (".env", "licet.sqlite3"):
        (place / "made" / name).touch(mode=0o644)
    with backups.home_emptied_on_error():
        backups.restore_home(place / "made")


def keep_an_attachment(place: Path) -> None:
    attaching._write(place / "concerns" / "one.new", [b"sealed"], DAY)


@dataclass(frozen=True)
class Made:
    """Something that the program makes: by running what, where, and with which mode."""

    make: Callable[[Path], None]
    modes: dict[str, int]

    def __str__(self) -> str:
        return self.make.__name__


MADE = (
    Made(send_a_mail, {"outbox": FOLDER, "outbox/first-*.eml": FILE}),
    Made(keep_a_document, {"files": FOLDER, "files/??": FOLDER, "files/??/*": KEPT_FILE}),
    Made(write_for_customs, {"customs": FOLDER, "customs/licence-data": FILE}),
    Made(take_in_an_upload, {"concerns": FOLDER}),
    Made(note_a_fault, {"concerns": FOLDER}),
    Made(make_a_home, {"home": FOLDER, "home/.env": FILE}),
    Made(tighten_an_older_home, {"home": FOLDER, "home/licet.sqlite3": FILE}),
    Made(restore_a_home, {"home": FOLDER, "home/.env": FILE, "home/licet.sqlite3": FILE}),
    Made(keep_an_attachment, {"concerns": FOLDER, "concerns/one.new": FILE}),
)


@pytest.mark.parametrize("made", MADE, ids=str)
def test_what_is_made_is_its_owners_alone(place: Path, made: Made) -> None:
    made.make(place)
    assert read_modes(place, *made.modes) == made.modes


@pytest.mark.one_engine
def test_backup_is_its_owners_alone(place: Path, committed_store: Store) -> None:
    with override_settings(LICET_HOME=committed_store.home):
        backups.backup(place / "made")
    assert read_modes(place, "made") == {"made": FOLDER}


def test_copy_of_a_database_is_its_owners_alone(place: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        snapshots._copy_sqlite(database, place / "licet.sqlite3", compact=False)
    assert read_modes(place, "licet.sqlite3") == {"licet.sqlite3": FILE}


def read_modes(place: Path, *patterns: str) -> dict[str, int]:
    """The mode of the one thing that each pattern finds."""
    found = {pattern: list(place.glob(pattern)) for pattern in patterns}
    return {pattern: stat.S_IMODE(path.stat().st_mode) for pattern, (path,) in found.items()}
