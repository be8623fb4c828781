"""Take a corpus file in: keep it whole, read it record by record, and make what is new findable.

One capture per file. Each set of records is one transaction together with how far the file was read, so a
killed intake goes on where it stopped and nothing is taken twice; memory holds one set at a time.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from django.db import transaction

from licet.evidence.domain import Place, Reader, Record, Reject
from licet.evidence.events import CorpusRead
from licet.evidence.models import Capture, Source
from licet.evidence.selectors.intake import Intake, intake
from licet.evidence.services.sources import source_named
from licet.evidence.services.take import Moved, take
from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.platform.files import PIECE, file_store
from licet.platform.ids import new_id
from licet.platform.locking import locked
from licet.policy.public import record_events, today

TAGGED: Final = "tagged"
AT_ONCE: Final = 500
BYTES_AT_ONCE: Final = 4 * 1024 * 1024
_LONGEST_NAME: Final = 255

type Progress = Callable[[int, int], None]
"""Called with the bytes read and the size of the file."""


def ingest_tagged(*, actor: Actor, path: Path, source: str, now: Instant, on_progress: Progress | None = None) -> Intake:
    """Read a file in the tagged format as a capture of ``source``. Leads: tells of it when the file is read to its end.

    The same file again is known and changes nothing; a grown one adds what is new. Raises Invalid for a file that cannot
    be read; a record that cannot be taken is reported in the intake and costs nothing else.
    """
    actor.require(Permission.DOCUMENT_INGEST)
    capture = _captured(actor, path, source, now)
    fresh = capture.finished_at is None
    while capture.finished_at is None:
        try:
            _read(actor, capture, now, on_progress)
        except Moved:  # another process reads the same file: go on from where it has come
            capture.refresh_from_db()
    return intake(capture, again=not fresh, file_name=path.name)


def _captured(actor: Actor, path: Path, source: str, now: Instant) -> Capture:
    """The capture of these bytes: a new one, one that was not finished, or one that is known."""
    with _opened(path) as file:
        stored = file_store().put(iter(lambda: file.read(PIECE), b""))
    with transaction.atomic():
        row = source_named(actor=actor, name=source, now=now)
        return _row(actor, row, path, stored.sha256, stored.size, now)


def _row(actor: Actor, source: Source, path: Path, sha256: str, size: int, now: Instant) -> Capture:
    found = Capture.objects.filter(source=source, format=TAGGED, sha256=sha256).select_related("source").first()
    if found:
        return found
    capture = Capture(
        id=new_id(),
        source=source,
        format=TAGGED,
        file_name=path.name[-_LONGEST_NAME:],
        sha256=sha256,
        size=size,
        captured_at=now,
        captured_by=actor.id,
    )
    Capture.objects.bulk_create([capture], ignore_conflicts=True)
    return Capture.objects.select_related("source").get(source=source, format=TAGGED, sha256=sha256)


def _read(actor: Actor, capture: Capture, now: Instant, on_progress: Progress | None) -> None:
    reader = Reader(_pieces(capture, capture.place), capture.place)
    for found in _sets(reader):
        take(capture, found, reader.place)
        if on_progress:
            on_progress(capture.read_to, capture.size)
    _finish(actor, capture, reader.place, now)


def _sets(found: Iterable[Record | Reject]) -> Iterator[list[Record | Reject]]:
    """As many as are taken in one transaction: few, where they are large."""
    held: list[Record | Reject] = []
    size = 0
    for item in found:
        held.append(item)
        size += item.length if isinstance(item, Record) else 0
        if len(held) == AT_ONCE or size >= BYTES_AT_ONCE:
            yield held
            held, size = [], 0
    if held:
        yield held


@transaction.atomic
def _finish(actor: Actor, capture: Capture, place: Place, now: Instant) -> None:
    kept = locked(Capture.objects.filter(pk=capture.pk)).get()
    if kept.finished_at is not None or kept.place != capture.place:
        raise Moved
    capture.read_to, capture.read_line = place.offset, place.line
    capture.finished_at, capture.finished_by = now, actor.id
    capture.save(update_fields=["read_to", "read_line", "finished_at", "finished_by"])
    record_events(actor=actor, events=[_event(capture, actor, now)], now=now)


def _event(capture: Capture, actor: Actor, now: Instant) -> CorpusRead:
    return CorpusRead(
        on=today(now),
        ref=capture.id,
        source=capture.source.name,
        format=capture.format,
        sha256=capture.sha256,
        size=capture.size,
        documents=capture.taken,
        known=capture.known,
        rejects=capture.rejected,
        by=actor.id,
    )


def _pieces(capture: Capture, at: Place) -> Iterator[bytes]:
    """The kept file's bytes from a place on."""
    passed = 0
    for piece in file_store().pieces(capture.sha256):
        if passed + len(piece) > at.offset:
            yield piece[max(0, at.offset - passed) :]
        passed += len(piece)


def refuse_unreadable(path: Path) -> None:
    """Raises Invalid for a file that cannot be read, before anything is done with others that were named beside it."""
    if not (path.is_fifo() or path.is_char_device()):  # a pipe is opened once, by whoever reads it
        with _opened(path):
            pass


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """The file, or one sentence why it cannot be read."""
    if path.is_dir():
        raise Invalid("This is a folder: name the file of a corpus.", place=str(path))
    try:
        file = path.open("rb")
    except OSError as error:
        raise Invalid(f"The file cannot be read: {error.strerror}.", place=str(path)) from error
    with file:
        yield file
