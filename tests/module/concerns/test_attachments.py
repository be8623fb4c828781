"""Attachments: sealed, bounded, freed of hidden data where that is possible, gone when the filing is refused."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError
from tests.module.concerns.told import DAY, Office

from licet.concerns import public as concerns
from licet.concerns.public import MOST_BYTES, MOST_FILES, Attached, CannotOpen, Naming
from licet.concerns.services import filing
from licet.kernel.errors import Invalid, InvalidMany, NotFound

pytestmark = pytest.mark.django_db(databases=["default", "concerns"])

SECRET = b"lat 51.1 long 13.7 taken by K. Orel"


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", bytes(13)) + _chunk(b"tEXt", b"Author\x00" + SECRET) + _chunk(b"IDAT", b"pixels")
PNG += _chunk(b"IEND", b"")


def files() -> list[Path]:
    return sorted(Path(settings.LICET_CONCERNS_ROOT).glob("*")) if Path(settings.LICET_CONCERNS_ROOT).is_dir() else []


def test_kept_sealed_and_read_again_by_raiser_and_handler(office: Office) -> None:
    note = b"The note of 2 May. " * 20_000
    given = [
        Attached("C:\\users\\korel\\note of korel.txt", "text/plain", io.BytesIO(note)),
        Attached("map.png", "image/png", [PNG + SECRET]),
    ]
    filed = office.raise_one(attachments=given)
    seen = concerns.come_back(filed.receipt)
    assert [(each.name, each.size == len(note), each.hidden_data_removed) for each in seen.attachments] == [
        ("attachment 1.txt", True, False),
        ("attachment 2.png", False, True),
    ]
    assert b"".join(concerns.attachment_of_raiser(filed.receipt, 1)) == note
    picture = b"".join(concerns.attachment_for_handler(actor=office["head"], concern=office.id_of(filed), number=2))
    assert picture == PNG.replace(_chunk(b"tEXt", b"Author\x00" + SECRET), b"")
    with pytest.raises(NotFound):
        concerns.attachment_of_raiser(filed.receipt, 3)
    with pytest.raises(NotFound):
        concerns.attachment_for_handler(actor=office["head"], concern=office.id_of(filed), number=3)
    assert len(files()) == 2
    assert not any(b"note of 2 May" in path.read_bytes() or SECRET in path.read_bytes() for path in files())


@pytest.mark.parametrize(("name", "ending"), [("note.KOREL-laptop", ""), ("note.TXT", ".txt"), ("note.k orel", "")])
def test_an_ending_tells_the_kind_and_nothing_else(office: Office, name: str, ending: str) -> None:
    filed = office.raise_one(attachments=[Attached(name, "text/plain", [b"x"])])
    assert concerns.come_back(filed.receipt).attachments[0].name == f"attachment 1{ending}"


def test_names_are_kept_for_those_who_give_their_own(office: Office) -> None:
    filed = office.raise_one(attachments=[Attached("a/b/note.txt", "text/plain", [b"x"])], naming=Naming.NAMED, name="Ilse Varn")
    assert concerns.come_back(filed.receipt).attachments[0].name == "note.txt"


def test_endless_file_is_read_to_the_limit_and_nothing_of_the_filing_stays(office: Office) -> None:
    from licet.concerns.models import Concern

    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        while True:
            read += 1024 * 1024
            yield bytes(1024 * 1024)

    with pytest.raises(Invalid, match="Attachment 2 is larger than 10 MB"):
        office.raise_one(attachments=[Attached("good.txt", "text/plain", [b"good"]), Attached("big.bin", "x/y", endless())])
    assert read <= MOST_BYTES + 1024 * 1024
    assert files() == []
    assert not Concern.objects.exists()


@pytest.mark.parametrize(
    ("attachments", "why"),
    [
        ([Attached("a.txt", "text/plain", [b"x"])] * (MOST_FILES + 1), "At most 5 attachments"),
        ([Attached("a.txt", "text/plain", [])], "Attachment 1 is empty"),
    ],
)
def test_what_is_not_taken_leaves_nothing(office: Office, attachments: list[Attached], why: str) -> None:
    with pytest.raises(Invalid, match=why):
        office.raise_one(attachments=attachments)
    assert files() == []


def test_filing_refused_for_another_reason_touches_no_disk(office: Office) -> None:
    with pytest.raises(InvalidMany):
        office.raise_one(points=["One.", ""], attachments=[Attached("a.txt", "text/plain", [b"x"])])
    assert files() == []


def test_filing_that_the_database_refuses_leaves_no_file(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(rows: object, day: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(filing, "_keep", refused)
    with pytest.raises(DatabaseError):
        office.raise_one(attachments=[Attached("a.txt", "text/plain", [b"x"])])
    assert files() == []


def test_damage_is_noticed(office: Office) -> None:
    filed = office.raise_one(attachments=[Attached("a.txt", "text/plain", [b"x" * 200_000])])
    path = files()[0]
    whole = path.read_bytes()
    for damaged in (whole[:-65552], whole[65552:], whole[:-1] + bytes([whole[-1] ^ 1]), b""):
        path.write_bytes(damaged)
        with pytest.raises(CannotOpen):
            b"".join(concerns.attachment_of_raiser(filed.receipt, 1))


def test_times_on_files_tell_the_day_only(office: Office) -> None:
    office.raise_one(attachments=[Attached("a.txt", "text/plain", [b"x"])], today=DAY)
    for path in (*files(), Path(settings.LICET_CONCERNS_ROOT)):
        assert path.stat().st_mtime % 86400 == 43200, "noon of the day"
