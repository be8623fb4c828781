"""What came of reading a file: counts at once, documents and rejects as they are asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from licet.evidence.domain import Reason
from licet.evidence.models import Capture, CaptureReject, Document

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Taken:
    """A document that a capture added. ``number`` is in figures."""

    id: str
    number: str
    on: date
    title: str
    sha256: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class RejectedPlace:
    offset: int
    line: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Intake:
    """``documents`` counts what this reading added, ``known`` what was there with the same bytes, ``rejects`` the rest.

    ``again``: the file was read to its end before, and nothing was read now. A reading that was stopped and went on
    counts as one. ``file_name`` is how it was named now, ``kept_as`` how it was when its bytes first came.
    """

    capture: str
    source: str
    file_name: str
    kept_as: str
    sha256: str
    size: int
    documents: int
    known: int
    rejects: int
    again: bool

    def all_documents(self) -> Iterator[Taken]:
        """In the order of the file; holds one set in memory."""
        if self.again:
            return
        rows = Document.objects.filter(capture=self.capture).order_by("offset")
        fields = ("id", "number", "dated_on", "title", "sha256", "offset", "length")
        for row in rows.values_list(*fields).iterator(chunk_size=_AT_ONCE):
            yield Taken(*row)

    def all_rejects(self) -> Iterator[RejectedPlace]:
        rows = CaptureReject.objects.filter(capture=self.capture).order_by("offset")
        for offset, line, reason in rows.values_list("offset", "line", "reason").iterator(chunk_size=_AT_ONCE):
            yield RejectedPlace(offset, line, Reason(reason))

    def first(self, count: int = 100) -> tuple[list[Taken], list[RejectedPlace]]:
        """At most so many of each."""
        return list(islice(self.all_documents(), count)), list(islice(self.all_rejects(), count))


def intake(capture: Capture, *, again: bool, file_name: str) -> Intake:
    return Intake(
        capture=capture.id,
        source=capture.source.name,
        file_name=file_name,
        kept_as=capture.file_name,
        sha256=capture.sha256,
        size=capture.size,
        documents=0 if again else capture.taken,
        known=capture.known + (capture.taken if again else 0),
        rejects=capture.rejected,
        again=again,
    )
