"""Finding documents by their words, and reading one with what was quoted of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.module.evidence.conftest import ANALYST, NOW, a_draft, record

from licet.evidence import public as evidence
from licet.evidence.models import Document, Source, Span
from licet.evidence.public import Intake
from licet.kernel.errors import Invalid, NotFound

pytestmark = pytest.mark.django_db

type Ingest = Callable[..., Intake]


def found(text: str = "", **asked: object) -> list[str]:
    return [row.number for row in evidence.search_documents(actor=ANALYST, text=text, **asked).rows]  # type: ignore[arg-type]


def test_words_run_together_accents_and_other_scripts_are_found(ingest: Ingest) -> None:
    ingest(
        record(1, "He said so.Why is the valley contested?", on="2031-05-01")
        + record(2, "Shelling near Čapek and Москва.", "Clinic struck", on="2031-05-03")
        + record(30, "Nothing of note.", "Weather", on="2031-05-02")
    )
    assert found("why valley") == ["1"]
    assert found("capek moskva") == found("CLINIC str") == ["2"]
    assert found("30") == ["30"]
    assert found("clinic weather") == found("?!") == []
    assert found() == ["2", "30", "1"]
    assert found("O'Brien\" AND *) | 'x") == []


def test_filters_and_pages(ingest: Ingest, quoted: list[Span]) -> None:
    ingest("".join(record(number, on=f"2031-04-{number:02}") for number in range(1, 8)), source="Third")
    third = Source.objects.get(name="Third").pk
    first = evidence.search_documents(actor=ANALYST, text="clinic", source=third, limit=4)
    assert [row.number for row in first.rows] == ["7", "6", "5", "4"]
    rest = evidence.search_documents(actor=ANALYST, text="clinic", source=third, limit=4, after=first.after)
    assert ([row.number for row in rest.rows], rest.after) == (["3", "2", "1"], None)
    assert found(source=third, since=date(2031, 4, 3), until=date(2031, 4, 4)) == ["4", "3"]
    assert found(destination="QM") == []
    evidence.record_incident(actor=ANALYST, draft=a_draft(quoted[:2]), now=NOW)
    [row] = evidence.search_documents(actor=ANALYST, text="clinic", destination="QM").rows
    assert (row.id, row.quoted) == (quoted[0].document_id, 2)
    for place in ("rubbish", "2031-04-01~x", "~1"):
        with pytest.raises(Invalid, match="no place"):
            evidence.search_documents(actor=ANALYST, after=place)


def test_list_costs_the_same_however_many(ingest: Ingest) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            found("clinic")
        return len(seen)

    ingest(record(1))
    before = queries()
    ingest("".join(record(number) for number in range(2, 20)))
    assert queries() == before == 2


def test_document_is_read_with_its_quotes_and_who_cites_them(quoted: list[Span]) -> None:
    reference = evidence.record_incident(actor=ANALYST, draft=a_draft(quoted[:1]), now=NOW).incident.reference
    with CaptureQueriesContext(connection) as seen:
        detail = evidence.access_document(actor=ANALYST, document=quoted[0].document_id)
    assert len(seen) == 4
    assert [(item.quote, item.incidents) for item in detail.quotes] == [
        ("killing at least four people", (reference,)),
        ("Residents spoke of six dead.", ()),
    ]
    assert "".join(piece.text for piece in detail.pieces) == detail.document.text
    assert [piece.text for piece in detail.pieces if piece.spans] == ["killing at least four people", "Residents spoke of six dead."]
    assert detail.standing.words == "F, cannot be judged"
    with pytest.raises(NotFound):
        evidence.access_document(actor=ANALYST, document="none")


def test_long_document_is_read_in_parts(ingest: Ingest) -> None:
    ingest(record(1, "word " * 100))
    document = Document.objects.get().pk
    first = evidence.access_document(actor=ANALYST, document=document, count=200)
    last = evidence.access_document(actor=ANALYST, document=document, start=400, count=200)
    assert (first.more, last.more, len(last.pieces[0].text)) == (200, None, 99)
    assert evidence.access_document(actor=ANALYST, document=document, start=10**9).start == 498
