"""Incidents from quoted words: versions, grades, who changed what, and what those above ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.module.evidence.conftest import ANALYST, NOBODY, NOW, a_draft, record

from licet.evidence import public as evidence
from licet.evidence.models import Document, Incident, IncidentSpan, IncidentVersion, Span
from licet.evidence.public import Action, Attribution, Dropped, Grade, IncidentFilters, Intake, ObjectHit, Reliability, SourceKind, Standing
from licet.kernel.errors import Conflict, Invalid, InvalidMany, MissingReasons, NotAllowed, NotFound
from licet.ledger import public as ledger

pytestmark = pytest.mark.django_db

type Ingest = Callable[..., Intake]


def recorded(spans: list[Span], **changed: object) -> IncidentVersion:
    return evidence.record_incident(actor=ANALYST, draft=a_draft(spans, **changed), now=NOW)


def revised(version: IncidentVersion, draft: evidence.IncidentDraft, expected: int = 1, days: int = 3) -> IncidentVersion:
    return evidence.revise_incident(
        actor=ANALYST,
        incident=version.incident.reference,
        draft=draft,
        reason="A second source.",
        expected_version=expected,
        now=NOW + timedelta(days=days),
    )


def test_quote_is_kept_with_its_place_and_made_once(quoted: list[Span]) -> None:
    first = quoted[0]
    assert first.document.text[first.start : first.end] == first.quote == "killing at least four people"
    again = evidence.quote(actor=ANALYST, document=first.document_id, start=first.start, end=first.end, now=NOW)
    assert (again.pk, Span.objects.count()) == (first.pk, 3)


@pytest.mark.parametrize(
    ("words", "says"), [("not in it", "does not say"), ("", "does not say"), ("s", "times"), ("Residents  spoke\nof six", "")]
)
def test_quote_by_words_wants_them_once(quoted: list[Span], words: str, says: str) -> None:
    if not says:
        assert evidence.quote_words(actor=ANALYST, document=quoted[0].document_id, words=words, now=NOW).quote == "Residents spoke of six"
        return
    with pytest.raises(Invalid, match=says):
        evidence.quote_words(actor=ANALYST, document=quoted[0].document_id, words=words, now=NOW)


@pytest.mark.parametrize("place", [(-1, 5), (5, 5), (9, 3), (0, 100_000)])
def test_quote_outside_the_text_is_refused(quoted: list[Span], place: tuple[int, int]) -> None:
    with pytest.raises(Invalid, match="no words from"):
        evidence.quote(actor=ANALYST, document=quoted[0].document_id, start=place[0], end=place[1], now=NOW)
    with pytest.raises(NotFound):
        evidence.quote(actor=ANALYST, document="none", start=0, end=1, now=NOW)
    with pytest.raises(NotFound):
        evidence.quote_words(actor=ANALYST, document="none", words="six", now=NOW)


def test_a_quote_is_a_sentence_and_not_the_document(ingest: Ingest) -> None:
    ingest(record(1, "Six people died. " * 200, "Six dead"))
    [document] = Document.objects.all()
    evidence.quote(actor=ANALYST, document=document.pk, start=0, end=2_000, now=NOW)
    with pytest.raises(Invalid, match="Quote 2,000 characters at most"):
        evidence.quote(actor=ANALYST, document=document.pk, start=0, end=2_001, now=NOW)


def test_record_makes_a_version_and_tells_no_text(quoted: list[Span]) -> None:
    version = recorded(quoted)
    assert version.incident.reference.startswith("XA-INC 2031/")
    assert version.to_domain() == a_draft(quoted)
    assert IncidentSpan.objects.filter(version=version).count() == 3
    entry = list(ledger.published())[-1]
    assert entry.kind == "evidence:incident:recorded"
    assert entry.published == {
        "destination": "QM",
        "conflict": "sarra-valley",
        "date_from": "2031-05-02",
        "date_to": "2031-05-02",
        "precision": "day",
        "objects": ["health care"],
        "grade": "weak",
        "standing": "registered",
        "marking": "",
    }


def test_grade_follows_the_sources_as_they_were_judged_then(quoted: list[Span]) -> None:
    army = (Attribution("the army", action=Action.LIKELY),)
    before = recorded(quoted, attributions=army)
    for name in ("Bermut Monitor", "Relief Agency"):
        evidence.grade_source(actor=ANALYST, source=name, kind=SourceKind.NGO, reliability=Reliability.B, reasons="Years of work.", now=NOW)
    after = recorded(quoted, attributions=army)
    assert (before.grade, after.grade) == (Grade.WEAK, Grade.FAIR)
    assert "2 credible sources" in after.grade_why
    assert {row.reliability for row in IncidentSpan.objects.filter(version=before)} == {"F"}


def test_analyst_may_depart_from_the_rule_with_a_reason(quoted: list[Span]) -> None:
    version = recorded(quoted, grade=Grade.FAIR, grade_reason="Confirmed on site by our mission.")
    assert version.grade == Grade.FAIR
    assert version.grade_why == "Confirmed on site by our mission. (the rule gives “weak”: no source that is both reliable and credible)"


def test_source_is_judged_with_reasons_and_by_version(quoted: list[Span]) -> None:
    judge = {"actor": ANALYST, "source": "Relief Agency", "kind": SourceKind.UN, "reliability": Reliability.A, "now": NOW}
    with pytest.raises(MissingReasons):
        evidence.grade_source(**judge, reasons=" ")  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        evidence.grade_source(**judge | {"source": "Nobody’s Agency"}, reasons="Unheard of.")  # type: ignore[arg-type]
    evidence.grade_source(**judge, reasons="Present on the ground.")  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        evidence.grade_source(**judge, reasons="Again.")  # type: ignore[arg-type]
    [row] = [row for row in evidence.source_list(actor=ANALYST) if row.name == "Relief Agency"]
    assert (row.standing.reliability, row.standing.number, row.documents) == (Reliability.A, 1, 1)
    assert [item.reasons for item in evidence.grade_history(actor=ANALYST, source=row.id)] == ["Present on the ground."]


def test_revision_is_a_version_with_word_differences_and_moves_what_was_quoted(quoted: list[Span]) -> None:
    first = recorded(quoted[:1])
    other = recorded(quoted)
    second = revised(first, a_draft(quoted, title="Two shells hit the clinic in Bermut"))
    assert evidence.newest_versions([first.pk, second.pk, other.pk]) == {
        first.pk: second.pk,
        second.pk: second.pk,
        other.pk: other.pk,
    }
    detail = evidence.access_incident(actor=ANALYST, incident=first.incident.reference)
    assert [(item.number, item.reason) for item in detail.versions] == [(2, "A second source."), (1, "")]
    assert {item.label for item in detail.current.changed} == {"What happened", "Casualties", "Quotes"}
    assert [quote.source for quote in detail.current.quotes] == ["Bermut Monitor", "Bermut Monitor", "Relief Agency"]
    assert list(ledger.published())[-1].kind == "evidence:incident:revised"


def test_each_version_says_what_it_changed_in_the_one_before_it(quoted: list[Span]) -> None:
    first = recorded(quoted)
    second = revised(first, a_draft(quoted, title="Two shells hit the clinic in Bermut"))
    revised(second, a_draft(quoted, title="Two shells hit the clinic in Bermut", place="Bermut, east"), expected=2)
    versions = evidence.access_incident(actor=ANALYST, incident=first.incident.reference).versions
    assert [[item.label for item in version.changed] for version in versions] == [["Where"], ["What happened"], []]


def test_a_dropped_quote_stays_in_the_version_before_with_why_it_went(quoted: list[Span]) -> None:
    first = recorded(quoted)
    gone = quoted[1]
    kept = a_draft([quoted[0], quoted[2]])
    with pytest.raises(InvalidMany, match="A quote of the version before is missing"):
        revised(first, kept)
    second = revised(first, replace(kept, dropped=(Dropped(gone.pk, "It speaks of another clinic."),)))
    newest, before = evidence.access_incident(actor=ANALYST, incident=first.incident.reference).versions
    assert [item.span for item in newest.quotes] == [quoted[0].pk, quoted[2].pk]
    assert [item.span for item in before.quotes] == [span.pk for span in quoted]
    assert [(item.quote, item.why) for item in newest.dropped] == [(gone.quote, "It speaks of another clinic.")]
    assert before.dropped == ()
    with pytest.raises(Invalid, match="Nothing was changed"):
        revised(second, kept, expected=2)
    third = revised(second, a_draft(quoted, title="It was this clinic after all"), expected=2)
    assert [row.span_id for row in third.cited.order_by("ordinal")] == [span.pk for span in quoted]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"expected_version": 2}, Conflict),
        ({"reason": " "}, MissingReasons),
        ({"incident": "XA-INC 2031/999999"}, NotFound),
        ({"draft": {}}, Invalid),
        ({"draft": {"conflict": "other-valley"}}, Invalid),
        ({"draft": {"destination": "QN"}}, Invalid),
        ({"draft": {"date_to": date(2031, 4, 1)}}, InvalidMany),
        ({"actor": NOBODY}, NotAllowed),
    ],
)
def test_revision_that_cannot_stand_leaves_the_version(quoted: list[Span], change: dict[str, object], error: type[Exception]) -> None:
    first = recorded(quoted)
    draft = a_draft(quoted, **(change.pop("draft", None) or {})) if "draft" in change else a_draft(quoted, title="Otherwise")  # type: ignore[arg-type]
    asked = {"actor": ANALYST, "incident": first.incident.reference, "draft": draft, "reason": "Mended.", "expected_version": 1, "now": NOW}
    size = ledger.size()
    with pytest.raises(error):
        evidence.revise_incident(**(asked | change))  # type: ignore[arg-type]
    assert (IncidentVersion.objects.count(), Incident.objects.get().latest, ledger.size()) == (1, 1, size)


def test_one_fault_in_a_set_leaves_nothing(quoted: list[Span]) -> None:
    good = a_draft(quoted)
    with pytest.raises(InvalidMany):
        evidence.record_incidents(actor=ANALYST, drafts=[good, replace(good, title="")], now=NOW)
    with pytest.raises(Invalid, match="destination"):
        evidence.record_incidents(actor=ANALYST, drafts=[good, replace(good, destination="ZZ")], now=NOW)
    with pytest.raises(NotFound):
        evidence.record_incidents(actor=ANALYST, drafts=[replace(good, cited=(evidence.Cited("none"),), casualties=())], now=NOW)
    assert Incident.objects.count() == 0
    made = evidence.record_incidents(actor=ANALYST, drafts=[good, good], now=NOW)
    assert [row.incident.reference for row in made] == ["XA-INC 2031/000001", "XA-INC 2031/000002"]


def test_set_is_recorded_in_as_many_queries_as_one(quoted: list[Span]) -> None:
    def queries(count: int) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            evidence.record_incidents(actor=ANALYST, drafts=[a_draft(quoted)] * count, now=NOW)
        return len(seen)

    queries(1)
    assert abs(queries(20) - queries(2)) <= 1  # the log may read the edge of its tree, as its size has it


def test_current_versions_are_those_that_stand_or_stood(quoted: list[Span]) -> None:
    first = recorded(quoted)
    aside = recorded(quoted, standing=Standing.SET_ASIDE, standing_reason="The same shell as the other.")
    recorded(quoted, conflict="port-sable")
    second = revised(first, a_draft(quoted, standing=Standing.TRIAGED))
    ask = {"destination": "QM", "conflict": "sarra-valley"}
    assert [row.pk for row in evidence.current_versions(**ask)] == [second.pk]
    assert [row.pk for row in evidence.current_versions(**ask, until=NOW.date())] == [first.pk]
    assert {row.pk for row in evidence.current_versions(**ask, with_set_aside=True)} == {second.pk, aside.pk}
    assert evidence.counts(**ask) == evidence.Counts(registered=1, triaged=1, set_aside=1)
    assert evidence.counts(**ask, until=NOW.date()) == evidence.Counts(registered=1, triaged=0, set_aside=1)
    assert evidence.counts(destination="QM", until=date(2031, 5, 11)) == evidence.Counts()
    assert evidence.counts(destination="QM").registered == 2


def test_list_is_filtered_paged_and_one_query(quoted: list[Span]) -> None:
    for day in range(1, 6):
        recorded(quoted, date_from=date(2031, 5, day), date_to=date(2031, 5, day), title=f"Strike {day}")
    market = recorded(quoted, destination="QO", objects=frozenset({ObjectHit.MARKET}), place="Port Sable", summary="Stalls burnt.")
    with CaptureQueriesContext(connection) as seen:
        page = evidence.incident_list(actor=ANALYST, destination="QM", limit=3)
    assert len(seen) == 1
    assert [row.title for row in page.rows] == ["Strike 5", "Strike 4", "Strike 3"]
    rest = evidence.incident_list(actor=ANALYST, destination="QM", limit=3, after=page.after)
    assert ([row.title for row in rest.rows], rest.after) == (["Strike 2", "Strike 1"], None)

    def found(**asked: object) -> list[str]:
        return [row.version for row in evidence.incident_list(actor=ANALYST, filters=IncidentFilters(**asked)).rows]  # type: ignore[arg-type]

    assert found(object_hit=ObjectHit.MARKET) == found(text="sable burnt") == [market.pk]
    assert len(found(rule=evidence.IhlRule.PRECAUTIONS, grade=Grade.WEAK, standing=Standing.REGISTERED)) == 6
    assert found(since=date(2031, 5, 6)) == found(until=date(2031, 4, 30)) == found(rule=evidence.IhlRule.STARVATION) == []
    with pytest.raises(Invalid, match="no place"):
        evidence.incident_list(actor=ANALYST, after="rubbish")


def test_detail_costs_the_same_however_many_versions(quoted: list[Span]) -> None:
    first = recorded(quoted)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            evidence.access_incident(actor=ANALYST, incident=first.incident.reference)
        return len(seen)

    before = queries()
    for number in range(1, 4):
        revised(first, a_draft(quoted, title=f"Title {number}"), number)
    assert queries() == before == 3


def test_reading_wants_its_permission(quoted: list[Span]) -> None:
    reference = recorded(quoted).incident.reference
    for read in (
        lambda: evidence.access_incident(actor=NOBODY, incident=reference),
        lambda: evidence.incident_list(actor=NOBODY),
        lambda: evidence.search_documents(actor=NOBODY),
        lambda: evidence.access_document(actor=NOBODY, document=quoted[0].document_id),
        lambda: evidence.source_list(actor=NOBODY),
    ):
        with pytest.raises(NotAllowed):
            read()


@pytest.mark.parametrize("model", [IncidentVersion, IncidentSpan, Span])
def test_what_was_recorded_never_changes(quoted: list[Span], model: type[IncidentVersion]) -> None:
    recorded(quoted)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(id="X")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete("default")  # type: ignore[attr-defined]
