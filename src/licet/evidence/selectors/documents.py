"""Documents: found by their words, read with what was quoted of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from licet.evidence.domain.marking import Marked, marked, snippet
from licet.evidence.models import Document, IncidentSpan, Span
from licet.evidence.selectors.paging import read_place, write_place
from licet.evidence.selectors.sources import SourceStanding, standing_grades
from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, NotFound
from licet.kernel.permission import Permission
from licet.platform.search import words

_MOST_WANTED = 12
LONGEST_WORD = 60
_HELD = {
    "sqlite": "evidence_document.serial IN (SELECT rowid FROM evidence_words WHERE evidence_words MATCH %s)",
    "postgresql": "evidence_document.serial IN (SELECT serial FROM evidence_words WHERE vector @@ %s::tsquery)",
}


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """``snippet`` is the piece of the text around its first wanted word; ``quoted`` counts its spans."""

    id: str
    number: str
    source: str
    dated_on: date
    title: str
    snippet: str
    quoted: int


@dataclass(frozen=True, slots=True)
class DocumentList:
    """``after`` is the place of the next page, None on the last."""

    rows: tuple[DocumentRow, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class Quoted:
    """A span of a document, with references of the incidents that cite it now or did before."""

    id: str
    quote: str
    start: int
    end: int
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentDetail:
    """``pieces`` are the text from ``start`` on, parted where quotes begin and end; ``more`` is where the next page starts."""

    document: Document
    standing: SourceStanding
    quotes: tuple[Quoted, ...]
    pieces: tuple[Marked, ...]
    start: int
    more: int | None


def search_documents(
    *,
    actor: Actor,
    text: str = "",
    source: str | None = None,
    destination: str | None = None,
    since: date | None = None,
    until: date | None = None,
    after: str | None = None,
    limit: int = 25,
) -> DocumentList:
    """Documents that hold every word of ``text`` (the last may be a beginning), newest day first. Two queries.

    ``source`` is an id; ``destination`` keeps documents quoted in an incident there; days are those of the documents.
    """
    actor.require(Permission.EVIDENCE_READ)
    wanted = words(text)[:_MOST_WANTED]
    if text.strip() and not wanted:
        return DocumentList((), None)
    rows = _filtered(Document.objects.all(), source, destination, since, until)
    if wanted:
        rows = rows.filter(RawSQL(_HELD[connection.vendor], [_query(wanted)], BooleanField()))  # noqa: S611 -- letters and figures only
    if after:
        on, serial = read_place(after)
        if not serial.isdecimal():
            raise Invalid("This is no place in the list: start again at its beginning.", place="after")
        rows = rows.filter(Q(dated_on__lt=on) | Q(dated_on=on, serial__lt=int(serial)))
    found = list(rows.select_related("source").order_by("-dated_on", "-serial")[: limit + 1])
    page = found[:limit]
    place = write_place(page[-1].dated_on, page[-1].serial) if len(found) > limit else None
    return DocumentList(_rows(page, wanted), place)


def access_document(*, actor: Actor, document: str, start: int = 0, count: int = 40_000) -> DocumentDetail:
    """A document with its quotes, and ``count`` characters of its text. Four queries. Raises NotFound."""
    actor.require(Permission.EVIDENCE_READ)
    row = Document.objects.select_related("source", "capture").filter(pk=document).first()
    if row is None:
        raise NotFound("document")
    quotes = _quotes(row)
    start = max(0, min(start, len(row.text) - 1))
    end = min(start + count, len(row.text))
    pieces = marked(row.text, [(item.start, item.end, item.id) for item in quotes], start, end)
    return DocumentDetail(row, standing_grades([row.source_id])[row.source_id], quotes, pieces, start, end if end < len(row.text) else None)


def spans_by_id(*, actor: Actor, spans: Sequence[str]) -> dict[str, Span]:
    """Spans with their documents and sources, without the texts. One query."""
    actor.require(Permission.EVIDENCE_READ)
    rows = Span.objects.filter(pk__in=list(spans)).select_related("document__source").defer("document__text")
    return {row.id: row for row in rows}


def _filtered(
    rows: QuerySet[Document, Document], source: str | None, destination: str | None, since: date | None, until: date | None
) -> QuerySet[Document, Document]:
    given = {"source": source, "dated_on__gte": since, "dated_on__lte": until}
    rows = rows.filter(**{name: value for name, value in given.items() if value})
    if destination:
        cited = IncidentSpan.objects.filter(span__document=OuterRef("pk"), version__incident__destination=destination)
        rows = rows.filter(Exists(cited))
    return rows


def _query(wanted: Sequence[str]) -> str:
    """All the words; the last may be a beginning, and so may one so long that it was cut. Only letters and figures stand in it."""
    begun = [number == len(wanted) - 1 or len(word) >= LONGEST_WORD for number, word in enumerate(wanted)]
    if connection.vendor == "postgresql":
        return " & ".join(f"'{word}'{':*' if may else ''}" for word, may in zip(wanted, begun, strict=True))
    return " ".join(f'"{word}"{" *" if may else ""}' for word, may in zip(wanted, begun, strict=True))


def _rows(page: Sequence[Document], wanted: Sequence[str]) -> tuple[DocumentRow, ...]:
    counted: dict[str, int] = {}
    for document in Span.objects.filter(document__in=[row.pk for row in page]).values_list("document_id", flat=True):
        counted[document] = counted.get(document, 0) + 1
    return tuple(
        DocumentRow(row.id, row.number, row.source.name, row.dated_on, row.title, snippet(row.text, wanted), counted.get(row.id, 0))
        for row in page
    )


def _quotes(row: Document) -> tuple[Quoted, ...]:
    citing: dict[str, set[str]] = {}
    for span, reference in IncidentSpan.objects.filter(span__document=row).values_list("span", "version__incident__reference"):
        citing.setdefault(span, set()).add(reference)
    spans = row.spans.order_by("start", "end")
    return tuple(Quoted(span.id, span.quote, span.start, span.end, tuple(sorted(citing.get(span.id, ())))) for span in spans)
