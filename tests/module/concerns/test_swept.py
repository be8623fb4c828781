"""Files of a filing that was killed before it was kept are swept by a later batch; no other file ever is."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from tests.module.concerns.paused import paused
from tests.module.concerns.test_batch import at
from tests.module.concerns.told import DAY, Office
from tests.stores import Store

from licet.concerns import public as concerns
from licet.concerns.models import Attachment, Concern
from licet.concerns.public import Attached, Naming
from licet.concerns.services import attaching

SEALED_AND_NOT_KEPT = """
pause_once(filing, "_keep", after=False)
file()
"""
HALF_WRITTEN = """
pause_once(attaching.os, "fsync")
file()
"""
NEXT_DAY = DAY + timedelta(days=1)


def files() -> dict[str, str]:
    """Attachment to the ending of its file."""
    return {path.stem: path.suffix for path in Path(settings.LICET_CONCERNS_ROOT).iterdir()}


def killed(store: Store, where: str) -> str:
    """A filing killed there; the attachment whose file it left behind."""
    before = set(files()) if Path(settings.LICET_CONCERNS_ROOT).is_dir() else set()
    with paused(store, where) as process:
        process.kill()
        process.wait()
    (left,) = set(files()) - before
    return left


def file_one() -> concerns.Filed:
    files = [Attached("a.txt", "text/plain", [b"kept"])]
    return concerns.file_concern(topics=["destination:QM"], points=["One."], naming=Naming.NOBODY, attachments=files, today=DAY)


def test_killed_between_sealing_and_keeping_its_file_goes_with_the_next_days_batch(committed_store: Store) -> None:
    kept = file_one()
    left = killed(committed_store, SEALED_AND_NOT_KEPT)
    assert files()[left] == ".new"
    assert Concern.objects.count() == 1
    concerns.daily_batch(at(DAY, 18))
    assert files()[left] == ".new", "of the day whose batch this is: a filing may be on its way"
    concerns.daily_batch(at(NEXT_DAY, 16))
    assert left in files(), "no other day has ended"
    concerns.daily_batch(at(NEXT_DAY, 18))
    assert list(files().values()) == [".sealed"]
    assert b"".join(concerns.attachment_of_raiser(kept.receipt, 1)) == b"kept"
    noon = at(NEXT_DAY, 12).replace(minute=0).timestamp()
    assert Path(settings.LICET_CONCERNS_ROOT).stat().st_mtime == noon, "nor does the folder tell when"


def test_killed_while_a_file_is_written_what_was_written_goes_too(committed_store: Store) -> None:
    left = killed(committed_store, HALF_WRITTEN)
    assert files()[left] == ".partial"
    concerns.daily_batch(at(DAY, 18))
    assert files() == {}, "also before there is any concern"


@pytest.mark.django_db(databases=["default", "concerns"])
def test_what_a_row_names_is_never_swept_however_old(office: Office) -> None:
    filed = office.raise_one(attachments=[Attached("a.txt", "text/plain", [b"x"])])
    (name,) = Attachment.objects.values_list("pk", flat=True)
    concerns.daily_batch(at(DAY + timedelta(days=-1), 18))
    concerns.daily_batch(at(DAY + timedelta(days=400), 16))
    assert files() == {name: ".sealed"}
    Path(settings.LICET_CONCERNS_ROOT, f"{name}.sealed").rename(Path(settings.LICET_CONCERNS_ROOT, f"{name}.new"))
    assert attaching.sweep(DAY + timedelta(days=800)) == 0
    Path(settings.LICET_CONCERNS_ROOT, "Z" * 26 + ".sealed").write_bytes(b"of a newer backup")
    assert attaching.sweep(DAY + timedelta(days=80_000)) == 0
    assert b"".join(concerns.attachment_of_raiser(filed.receipt, 1)) == b"x"
