"""Proceedings, and official lines held against the record of their day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.module.evidence.conftest import ANALYST, NOBODY, NOW, a_draft

from licet.evidence import public as evidence
from licet.evidence.models import OfficialLine, OfficialLineVersion, Proceeding, ProceedingVersion, Span
from licet.evidence.public import Asks, OfficialLineDraft, ProceedingDraft, ProceedingKind, Stage, Standing
from licet.kernel.errors import Conflict, Invalid, InvalidMany, LicetError, MissingReasons, NotAllowed, NotFound
from licet.ledger import public as ledger
from licet.register import public as register

pytestmark = pytest.mark.django_db

WARRANT = ProceedingDraft(
    destination="QM",
    kind=ProceedingKind.ARREST_WARRANT,
    title="Warrants against two commanders",
    court="International Chamber",
    text="The prosecutor asked for warrants.",
    sought_on=date(2031, 4, 1),
    asks=Asks.REVIEW,
)
LINE = OfficialLineDraft(
    destination="QM",
    topic="destination:QM",
    said_on=date(2031, 5, 12),
    said_by="Spokesman of the ministry",
    venue="Daily briefing",
    words="We keep all licences under review.",
)


def test_proceeding_is_a_public_fact_whose_stage_follows_from_its_days(quoted: list[Span]) -> None:
    made = evidence.record_proceeding(actor=ANALYST, draft=replace(WARRANT, spans=(quoted[0].pk,)), now=NOW)
    reference = made.proceeding.reference
    issued = replace(WARRANT, issued_on=date(2031, 5, 9), text="The chamber issued the warrants.")
    asked = {"actor": ANALYST, "proceeding": reference, "draft": issued, "reason": "Issued.", "now": NOW}
    evidence.revise_proceeding(**asked, expected_version=1)  # type: ignore[arg-type]
    detail = evidence.access_proceeding(actor=ANALYST, proceeding=reference)
    assert [(item.number, item.draft.stage, item.draft.spans) for item in detail.versions] == [
        (2, Stage.ISSUED, ()),
        (1, Stage.SOUGHT, (quoted[0].pk,)),
    ]
    assert detail.current.changed
    [row] = evidence.proceeding_list(actor=ANALYST, destination="QM")
    assert (row.reference, row.stage, row.asks) == (reference, Stage.ISSUED, Asks.REVIEW)
    entry = list(ledger.published())[-1]
    assert (entry.kind, entry.published["issued_on"], entry.published["reason"]) == ("evidence:proceeding:revised", "2031-05-09", "Issued.")
    assert (entry.published["text"], entry.published["refused_on"]) == ("The chamber issued the warrants.", None)


def test_line_keeps_what_the_record_held_on_its_day(quoted: list[Span]) -> None:
    known = evidence.record_incident(actor=ANALYST, draft=a_draft(quoted, standing=Standing.TRIAGED), now=NOW)
    later = NOW + timedelta(days=5)
    evidence.record_incident(actor=ANALYST, draft=a_draft(quoted), now=later)
    made = evidence.record_official_line(actor=ANALYST, draft=LINE, now=later, also_held={"assessed": 0})
    held = {"on": "2031-05-12", "registered": 1, "triaged": 1, "set_aside": 0, "assessed": 0}
    assert made.held == held | {"versions": [known.pk]}
    detail = evidence.access_official_line(actor=ANALYST, line=made.line.reference)
    assert (detail.now.registered, detail.current.held["registered"]) == (2, 1)
    entry = list(ledger.published())[-1]
    assert (entry.kind, entry.published["held"], entry.published["words"]) == ("evidence:official-line:recorded", held, LINE.words)
    assert "topic" not in entry.published


def test_line_is_corrected_by_version(quoted: list[Span]) -> None:
    made = evidence.record_official_line(actor=ANALYST, draft=LINE, now=NOW)
    mended = replace(LINE, words="We keep licences under careful review.")
    evidence.revise_official_line(actor=ANALYST, line=made.line.reference, draft=mended, reason="Misheard.", expected_version=1, now=NOW)
    [row] = evidence.line_list(actor=ANALYST, destination="QM")
    assert (row.number, row.words) == (2, mended.words)
    pieces = evidence.access_official_line(actor=ANALYST, line=made.line.reference).current.changed[0]
    assert [piece.text for piece in pieces if piece.kind != "same"] == [" all", "careful "]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"reason": ""}, MissingReasons),
        ({"expected_version": 3}, Conflict),
        ({"draft": WARRANT}, Invalid),
        ({"draft": replace(WARRANT, destination="ZZ")}, Invalid),
        ({"draft": replace(WARRANT, issued_on=date(2031, 3, 1))}, InvalidMany),
        ({"draft": replace(WARRANT, title="Otherwise", spans=("none",))}, NotFound),
        ({"draft": replace(WARRANT, title="Otherwise", spans=("none", "none"))}, InvalidMany),
        ({"proceeding": "XA-PRO 2031/000009"}, NotFound),
        ({"actor": NOBODY}, NotAllowed),
    ],
)
def test_proceeding_that_cannot_be_revised_stays(change: dict[str, object], error: type[LicetError]) -> None:
    made = evidence.record_proceeding(actor=ANALYST, draft=WARRANT, now=NOW)
    asked = {"actor": ANALYST, "proceeding": made.proceeding.reference, "draft": replace(WARRANT, title="Otherwise")}
    with pytest.raises(error):
        evidence.revise_proceeding(**(asked | {"reason": "Mended.", "expected_version": 1, "now": NOW} | change))  # type: ignore[arg-type]
    assert (ProceedingVersion.objects.count(), Proceeding.objects.get().latest, ledger.size()) == (1, 1, 1)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"reason": ""}, MissingReasons),
        ({"expected_version": 3}, Conflict),
        ({"draft": LINE}, Invalid),
        ({"draft": replace(LINE, said_on=date(2031, 6, 1))}, InvalidMany),
        ({"line": "XA-LIN 2031/000009"}, NotFound),
        ({"actor": NOBODY}, NotAllowed),
    ],
)
def test_line_that_cannot_be_revised_stays(change: dict[str, object], error: type[LicetError]) -> None:
    made = evidence.record_official_line(actor=ANALYST, draft=LINE, now=NOW)
    asked = {"actor": ANALYST, "line": made.line.reference, "draft": replace(LINE, words="Otherwise.")}
    with pytest.raises(error):
        evidence.revise_official_line(**(asked | {"reason": "Mended.", "expected_version": 1, "now": NOW} | change))  # type: ignore[arg-type]
    assert (OfficialLineVersion.objects.count(), OfficialLine.objects.get().latest, ledger.size()) == (1, 1, 1)


@pytest.mark.parametrize("model", [ProceedingVersion, OfficialLineVersion])
def test_public_facts_never_change(model: type[ProceedingVersion]) -> None:
    evidence.record_proceeding(actor=ANALYST, draft=WARRANT, now=NOW)
    evidence.record_official_line(actor=ANALYST, draft=LINE, now=NOW)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(reason="x")


def test_a_proceeding_of_the_wrong_country_is_moved_and_the_register_follows() -> None:
    made = evidence.record_proceeding(actor=ANALYST, draft=WARRANT, now=NOW)
    reference = made.proceeding.reference
    register.catch_up()
    assert [row.reference for row in register.record_page("QM").proceedings] == [reference]
    asked = {"actor": ANALYST, "proceeding": reference, "reason": "Recorded under the wrong country.", "now": NOW}
    evidence.revise_proceeding(**asked, draft=replace(WARRANT, destination="QN"), expected_version=1)  # type: ignore[arg-type]
    register.catch_up()
    assert register.record_page("QM").proceedings == ()
    [row] = register.record_page("QN").proceedings
    assert (row.reference, row.reason) == (reference, "Recorded under the wrong country.")
    assert evidence.proceeding_list(actor=ANALYST, destination="QM") == ()
    assert [item.destination for item in evidence.proceeding_list(actor=ANALYST, destination="QN")] == ["QN"]
    detail = evidence.access_proceeding(actor=ANALYST, proceeding=reference)
    assert (detail.destination, [item.draft.destination for item in detail.versions]) == ("QN", ["QN", "QM"])
    evidence.revise_proceeding(**asked, draft=WARRANT, expected_version=2)  # type: ignore[arg-type]
    register.catch_up()
    assert [row.number for row in register.record_page("QM").proceedings] == [3]


def test_a_line_of_the_wrong_country_is_moved_and_held_against_the_record_of_the_right_one(quoted: list[Span]) -> None:
    evidence.record_incident(actor=ANALYST, draft=a_draft(quoted), now=NOW)
    made = evidence.record_official_line(actor=ANALYST, draft=replace(LINE, destination="QN"), now=NOW + timedelta(days=8))
    moved = evidence.revise_official_line(
        actor=ANALYST, line=made.line.reference, draft=LINE, reason="Wrong country.", expected_version=1, now=NOW + timedelta(days=8)
    )
    assert (made.held["registered"], moved.held["registered"]) == (0, 1)
    register.catch_up()
    assert register.record_page("QN").lines == ()
    assert [row.reason for row in register.record_page("QM").lines] == ["Wrong country."]
    assert evidence.access_official_line(actor=ANALYST, line=made.line.reference).destination == "QM"
