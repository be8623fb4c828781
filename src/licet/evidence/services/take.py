"""One set of what a reader found, taken in one transaction: documents, their words, rejects, and how far we are."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Max

from licet.evidence.domain import Place, Reason, Record, Reject
from licet.evidence.models import Capture, CaptureReject, Document
from licet.evidence.services.words import index
from licet.platform.ids import new_id
from licet.platform.locking import locked, take_turn

_TURN = "evidence:documents"
_NUL, _SHOWN = "\0", "\N{REPLACEMENT CHARACTER}"


class Moved(Exception):
    """Another process has read on in the same file."""


@transaction.atomic
def take(capture: Capture, found: Sequence[Record | Reject], place: Place) -> None:
    """Keep what is new, count what is known, report the rest. ``place`` is where reading goes on afterwards."""
    take_turn(_TURN)
    if locked(Capture.objects.filter(pk=capture.pk)).get().place != capture.place:
        raise Moved
    fresh, known, rejects = _sorted(capture, found)
    serial = (Document.objects.aggregate(last=Max("serial"))["last"] or 0) + 1
    documents = [_document(capture, number, record) for number, record in enumerate(fresh, serial)]
    Document.objects.bulk_create(documents)
    index(documents)
    CaptureReject.objects.bulk_create(
        [CaptureReject(capture=capture, offset=item.place.offset, line=item.place.line, reason=item.reason) for item in rejects]
    )
    Capture.objects.filter(pk=capture.pk).update(
        read_to=place.offset,
        read_line=place.line,
        taken=F("taken") + len(documents),
        known=F("known") + known,
        rejected=F("rejected") + len(rejects),
    )
    transaction.on_commit(lambda: _moved(capture, place, len(documents), known, len(rejects)), robust=False)


def _moved(capture: Capture, place: Place, taken: int, known: int, rejected: int) -> None:
    capture.read_to, capture.read_line = place.offset, place.line
    capture.taken, capture.known, capture.rejected = capture.taken + taken, capture.known + known, capture.rejected + rejected


def _sorted(capture: Capture, found: Sequence[Record | Reject]) -> tuple[list[Record], int, list[Reject]]:
    """New records, how many are known, and rejects, those in conflict with a number taken before among them."""
    numbers = [item.number for item in found if isinstance(item, Record)]
    held = dict(Document.objects.filter(source=capture.source_id, number__in=numbers).values_list("number", "sha256"))
    fresh: list[Record] = []
    rejects: list[Reject] = []
    known = 0
    for item in found:
        if isinstance(item, Reject):
            rejects.append(item)
        elif item.number not in held:
            held[item.number] = item.sha256
            fresh.append(item)
        elif held[item.number] == item.sha256:
            known += 1
        else:
            rejects.append(Reject(item.place, Reason.CONFLICT))
    return fresh, known, rejects


def _document(capture: Capture, serial: int, record: Record) -> Document:
    """The row of a record. A character of value nought, which no database holds in text, shows as replaced."""
    return Document(
        id=new_id(),
        serial=serial,
        source_id=capture.source_id,
        capture=capture,
        number=record.number,
        dated_on=record.on,
        title=record.title.replace(_NUL, _SHOWN),
        text=record.text.replace(_NUL, _SHOWN),
        sha256=record.sha256,
        offset=record.place.offset,
        length=record.length,
    )
