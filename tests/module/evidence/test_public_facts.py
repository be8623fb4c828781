"""Proceedings, and official lines held against the record of their day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from tests.module.evidence.conftest import ANALYST, NOBODY, NOW, a_draft

from licet.evidence import public as evidence
from licet.evidence.models import OfficialLine, OfficialLineVersion, Proceeding, ProceedingVersion, Span
from licet.evidence.public import Asks, OfficialLineDraft, ProceedingDraft, ProceedingKind, Stage, Standing
from licet.kernel.days import KnownDay
from licet.kernel.errors import Conflict, Invalid, InvalidMany, LicetError, MissingReasons, NotAllowed, NotFound
from licet.ledger import public as ledger
from licet.platform.ids import new_id
from licet.register import public as register

pytestmark = pytest.mark.django_db

WARRANT = ProceedingDraft(
    destination="QM",
    kind=ProceedingKind.ARREST_WARRANT,
    title="Warrants against two commanders",
    court="International Chamber",
    text="The prosecutor asked for warrants.",
    sought_on=KnownDay(date(2031, 4, 1)),
    asks=Asks.REVIEW,
)
LINE = OfficialLineDraft(
    destination="QM",
    topic="destination:QM",
    said_on=date(2031, 5, 12),
    said_by="Press office of the Authority",
    venue="Daily briefing",
    words="We keep all licences under review.",
)


def test_proceeding_is_a_public_fact_whose_stage_follows_from_its_days(quoted: list[Span]) -> None:
    made = evidence.record_proceeding(actor=ANALYST, draft=replace(WARRANT, spans=(quoted[0].pk,)), now=NOW)
    reference = made.proceeding.reference
    issued = replace(WARRANT, issued_on=KnownDay(date(2031, 5, 9)), text="The chamber issued the warrants.")
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
        ({"draft": replace(WARRANT, issued_on=KnownDay(date(2031, 3, 1)))}, InvalidMany),
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
    [gone] = register.record_page("QM").moved_away
    assert (gone.last.number, gone.moved.reason, gone.newest.destination) == (1, "Recorded under the wrong country.", "QN")
    assert register.record_page("QN").moved_away == ()
    assert evidence.proceeding_list(actor=ANALYST, destination="QM") == ()
    assert [item.destination for item in evidence.proceeding_list(actor=ANALYST, destination="QN")] == ["QN"]
    detail = evidence.access_proceeding(actor=ANALYST, proceeding=reference)
    assert (detail.destination, [item.draft.destination for item in detail.versions]) == ("QN", ["QN", "QM"])
    evidence.revise_proceeding(**asked, draft=WARRANT, expected_version=2)  # type: ignore[arg-type]
    register.catch_up()
    assert [row.number for row in register.record_page("QM").proceedings] == [3]
    assert register.record_page("QM").moved_away == (), "it is back"
    assert [item.newest.destination for item in register.record_page("QN").moved_away] == ["QM"]
    moves = evidence.access_proceeding(actor=ANALYST, proceeding=reference).moves
    assert [(move.left, move.to) for move in moves] == [("QN", "QM"), ("QM", "QN")]


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
    assert [item.newest.destination for item in register.record_page("QN").moved_away] == ["QM"]
    assert evidence.access_official_line(actor=ANALYST, line=made.line.reference).destination == "QM"


def test_a_withdrawn_fact_counts_no_more_and_the_register_says_when_and_why() -> None:
    proceeding = evidence.record_proceeding(actor=ANALYST, draft=WARRANT, now=NOW).proceeding.reference
    line = evidence.record_official_line(actor=ANALYST, draft=LINE, now=NOW).line.reference
    later: dict[str, Any] = {"actor": ANALYST, "expected_version": 1, "now": NOW + timedelta(days=1)}
    evidence.withdraw_proceeding(proceeding=proceeding, reason="No warrant was asked for: another person was meant.", **later)
    evidence.withdraw_official_line(line=line, reason="The words are another ministry's.", **later)
    register.catch_up()
    page = register.record_page("QM")
    assert (page.proceedings, page.lines) == ((), ())
    assert [(row.reference, row.number, row.published_on, row.reason) for row in page.withdrawn] == [
        (proceeding, 2, date(2031, 5, 13), "No warrant was asked for: another person was meant."),
        (line, 2, date(2031, 5, 13), "The words are another ministry's."),
    ]
    assert [entry.kind for entry in ledger.published()][2:] == ["evidence:proceeding:withdrawn", "evidence:official-line:withdrawn"]
    assert [row.withdrawn for row in evidence.proceeding_list(actor=ANALYST)] == [True]
    assert evidence.access_official_line(actor=ANALYST, line=line).current.draft == LINE, "what was said stays readable"
    with pytest.raises(Invalid, match="withdrawn already"):
        evidence.withdraw_proceeding(proceeding=proceeding, reason="Again.", **later | {"expected_version": 2})
    evidence.revise_proceeding(proceeding=proceeding, draft=WARRANT, reason="It was right after all.", **later | {"expected_version": 2})
    register.catch_up()
    assert [row.number for row in register.record_page("QM").proceedings] == [3]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"reason": " "}, MissingReasons),
        ({"expected_version": 2}, Conflict),
        ({"reference": "XA-PRO 2031/000009"}, NotFound),
        ({"actor": NOBODY}, NotAllowed),
    ],
)
def test_a_fact_is_withdrawn_or_moved_only_with_reason_right_and_version(change: dict[str, Any], error: type[LicetError]) -> None:
    made = evidence.record_proceeding(actor=ANALYST, draft=WARRANT, now=NOW).proceeding.reference
    said = evidence.record_official_line(actor=ANALYST, draft=LINE, now=NOW).line.reference
    asked = {"actor": ANALYST, "reason": "Wrong.", "expected_version": 1, "now": NOW} | change
    named = asked.pop("reference", None)
    for act, thing, more in (
        (evidence.withdraw_proceeding, {"proceeding": named or made}, {}),
        (evidence.withdraw_official_line, {"line": named or said}, {}),
        (evidence.move_proceeding, {"proceeding": named or made}, {"destination": "QN"}),
        (evidence.move_official_line, {"line": named or said}, {"destination": "QN"}),
    ):
        with pytest.raises(error):
            act(**asked, **thing, **more)  # type: ignore[operator]
    assert ledger.size() == 2


def test_a_line_is_moved_with_its_topic_and_keeps_an_office_that_was_renamed() -> None:
    made = evidence.record_official_line(actor=ANALYST, draft=LINE, now=NOW)
    OfficialLine.objects.filter(pk=made.line_id).update(latest=2)
    kept = {name: getattr(made, name) for name in ("line", "topic", "said_on", "venue", "words", "held", "made_at", "made_by")}
    OfficialLineVersion.objects.create(id=new_id(), number=2, reason="Another name then.", said_by="Office of the Crown", **kept)
    moved = evidence.move_official_line(
        actor=ANALYST, line=made.line.reference, destination="QN", reason="Wrong country.", expected_version=2, now=NOW
    )
    assert (moved.destination, moved.topic, moved.said_by) == ("QN", "destination:QN", "Office of the Crown")
    with pytest.raises(InvalidMany, match="take in the document"):
        evidence.record_official_line(actor=ANALYST, draft=replace(LINE, said_by="Office of the Crown"), now=NOW)


def test_no_day_is_invented_for_a_month_or_a_year() -> None:
    draft = replace(WARRANT, sought_on=KnownDay.parse("2030"), issued_on=KnownDay.parse("2031-04"))
    made = evidence.record_proceeding(actor=ANALYST, draft=draft, now=NOW)
    assert evidence.access_proceeding(actor=ANALYST, proceeding=made.proceeding.reference).current.draft == draft
    [entry] = ledger.published()
    assert (entry.published["sought_on"], entry.published["issued_on"], entry.published["refused_on"]) == ("2030", "2031-04", None)
    register.catch_up()
    [row] = register.record_page("QM").proceedings
    assert (row.sought_on, row.issued_on, row.refused_on) == ("2030", "2031-04", None)


def test_an_incident_is_moved_by_recording_it_anew_and_setting_it_aside(quoted: list[Span]) -> None:
    made = evidence.record_incident(actor=ANALYST, draft=a_draft(quoted), now=NOW)
    old = made.incident.reference
    asked: dict[str, Any] = {"actor": ANALYST, "incident": old, "conflict": "port-sable", "expected_version": 1, "now": NOW}
    for wrong, error in (({"destination": "QN", "reason": " "}, MissingReasons), ({"destination": "ZZ", "reason": "Wrong."}, Invalid)):
        with pytest.raises(error):
            evidence.move_incident(**asked | wrong)
    assert ledger.size() == 1
    moved = evidence.move_incident(**asked, destination="QN", reason="Another valley of that name.")
    detail = evidence.access_incident(actor=ANALYST, incident=old)
    assert detail.current.draft.standing is Standing.SET_ASIDE
    assert moved.incident.reference in detail.current.draft.standing_reason
    assert (moved.incident.destination, moved.incident.conflict) == ("QN", "port-sable")
    assert replace(moved.to_domain(), destination="QM", conflict=made.incident.conflict) == made.to_domain()
    register.catch_up()
    places = {code: register.record_page(code).incidents for code in ("QM", "QN")}
    assert [(item.total, item.set_aside) for item in places.values()] == [(0, 1), (1, 0)]
    with pytest.raises(Invalid, match="set aside"):
        evidence.move_incident(**asked | {"expected_version": 2, "destination": "QO", "reason": "Again."})


def test_what_a_service_is_given_is_kept_composed() -> None:
    """Pages and the API compose what they read; a command or another module may hand over letters and their marks apart."""
    apart, composed = "Zoe\u0308 v. Authority", "Zo\u00eb v. Authority"
    made = evidence.record_proceeding(actor=ANALYST, draft=replace(WARRANT, title=apart), now=NOW)
    assert made.title == composed
    line = evidence.record_official_line(actor=ANALYST, draft=replace(LINE, words=apart), now=NOW)
    assert line.words == composed
