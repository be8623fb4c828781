"""Entries about evidence, assessments and reviews as their modules publish them, invented."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from tests.module.register.published import granted, line, status, status_decision

from licet.assessments.events import VersionConcluded
from licet.concerns.events import ConcernFiguresPublished
from licet.evidence.events import (
    IncidentRecorded,
    IncidentRevised,
    OfficialLineRecorded,
    OfficialLineWithdrawn,
    ProceedingRecorded,
    ProceedingRevised,
    ProceedingWithdrawn,
)
from licet.kernel.event import Event
from licet.reviews.events import (
    FactTriggerRaised,
    ReviewApplied,
    ReviewConcluded,
    ReviewFrozen,
    ReviewOpened,
    ReviewUpdated,
    TriggerClimbed,
    TriggerClosed,
    TriggerRaised,
)

SCOPE: dict[str, Any] = {"destination": ["QM"], "rating": ["ML1"]}
SENTENCE = "Licence lines with a party in Kasdara, rated ML1."
COVERAGE: dict[str, Any] = {"registered": 150, "triaged": 120, "assessed": 61, "undetermined": {"no access": 30, "target unknown": 14}}


def concluded(
    number: int = 1, *, finding: str = "clear risk", on: date = date(2031, 5, 20), to: str = "QM", **changes: Any
) -> VersionConcluded:
    facts: dict[str, Any] = {
        "on": on,
        "ref": f"XA-ASM 2031/{'000001' if to == 'QM' else '000002'}",
        "destination": to,
        "conflict": "sarra-valley",
        "title": "Hostilities in the Sarra valley",
        "number": number,
        "evidence_until": "2031-04-30",
        "valid_from": "2031-05-01",
        "review_by": "2031-11-01",
        "coverage": COVERAGE,
        "conclusions": [{"finding": finding, "scope": SCOPE, "scope_text": SENTENCE}],
        "public_summary": "Of 150 incidents 61 could be assessed.",
        "text_sha256": "c" * 64,
        "reason": "first",
        "authors": ["user:somebody-secret"],
        "concluded_by": "user:somebody-secret",
    }
    return VersionConcluded(**facts | changes)


def incident(
    number: int,
    *,
    revised: int = 0,
    on: date = date(2031, 4, 2),
    to: str = "QM",
    objects: tuple[str, ...] = ("homes",),
    standing: str = "registered",
) -> Event:
    facts: dict[str, Any] = {
        "on": on,
        "ref": f"XA-INC 2031/{number:06}",
        "version": f"v{number}-{revised}",
        "number": revised + 1,
        "destination": to,
        "conflict": "sarra-valley",
        "date_from": "2031-03-30",
        "date_to": "2031-03-31",
        "precision": "to the day",
        "objects": list(objects),
        "rules": ["distinction"],
        "grade": "confirmed" if revised else "reported",
        "standing": standing,
        "marking": "official",
        "content_sha256": "d" * 64,
        "by": "user:somebody-secret",
    }
    return IncidentRevised(**facts, replaces="x", reason_sha256="e" * 64) if revised else IncidentRecorded(**facts)


def proceeding(*, revised: bool = False, on: date = date(2031, 5, 6)) -> Event:
    facts: dict[str, Any] = {
        "on": on,
        "ref": "XA-PRC 2031/000001",
        "version": "v",
        "number": 2 if revised else 1,
        "destination": "QM",
        "proceeding": "arrest warrant",
        "title": "Prosecutor against a minister",
        "court": "An international court",
        "stage": "issued" if revised else "sought",
        "sought_on": "2031-05-05",
        "issued_on": "2031-05-09" if revised else None,
        "refused_on": None,
        "asks": "a review",
        "text": "A warrant was asked for.",
        "by": "user:somebody-secret",
    }
    return ProceedingRevised(**facts, reason="It was issued.") if revised else ProceedingRecorded(**facts)


def official_line(on: date = date(2031, 5, 10)) -> OfficialLineRecorded:
    return OfficialLineRecorded(
        on=on,
        ref="XA-OFL 2031/000001",
        version="v",
        number=1,
        destination="QM",
        topic="case:XA-IND 2031/000001",
        said_on="2031-05-10",
        said_by="A spokesperson",
        venue="Press briefing",
        words="No comment on individual cases.",
        held={"on": "2031-05-10", "registered": 150, "assessed": 61, "versions": ["v1-0"]},
        by="user:somebody-secret",
    )


def withdrawn(recorded: Event) -> Event:
    """The version that withdraws what was recorded, the day of a proceeding known to the month only."""
    facts: dict[str, Any] = asdict(recorded) | {"number": 2, "reason": "Another country was meant."}
    facts |= {"on": date(2031, 5, 12), "ref": recorded.ref.replace("000001", "000002"), "destination": "QP"}
    if isinstance(recorded, ProceedingRecorded):
        return ProceedingWithdrawn(**facts | {"sought_on": "2031-04"})
    return OfficialLineWithdrawn(**facts)


def review() -> list[Event]:
    """One review from its trigger to its conclusion: two licences suspended in one act, one maintained."""
    ref, act = "XA-REV 2031/000001", "XA-ACT 2031/000999"
    return [
        TriggerRaised(
            on=date(2031, 5, 20),
            ref="XA-TRG 2031/000001",
            trigger_kind="conclusion",
            about="XA-ASM 2031/000001 v1",
            due_on="2031-05-27",
            licences=3,
            licences_unknown=1,
            cases=2,
            title="A clear risk was found",
            scope=SCOPE,
            raised_by="system:reviews",
        ),
        TriggerClimbed(on=date(2031, 5, 28), ref="XA-TRG 2031/000001", level="minister", due_on="2031-06-02"),
        ReviewOpened(
            on=date(2031, 5, 29),
            ref=ref,
            question="Which licences to Kasdara can stand?",
            commissioned_by="The Secretary of State",
            commissioned_on="2031-05-28",
            scope=SCOPE,
            sentence=SENTENCE,
            triggers=["XA-TRG 2031/000001"],
            named=[],
            opened_by="user:somebody-secret",
        ),
        TriggerClosed(on=date(2031, 5, 29), ref="XA-TRG 2031/000001", state="taken", review=ref, words="", closed_by="user:x"),
        ReviewUpdated(on=date(2031, 5, 30), ref=ref, number=1, words="The list is being drawn up.", updated_by="user:x"),
        ReviewFrozen(
            on=date(2031, 6, 1),
            ref=ref,
            number=2,
            scope=SCOPE,
            sentence=SENTENCE,
            digest="f" * 64,
            licences=3,
            unknown=1,
            frozen_by="user:x",
        ),
        status_decision(7, 1, "suspended"),
        status_decision(8, 2, "suspended"),
        status(1, "suspended", decision=7),
        status(2, "suspended", decision=8),
        ReviewApplied(
            on=date(2031, 6, 3), ref=ref, number=3, act=act, digest="f" * 64, outcomes={"suspend": 2, "maintain": 1}, departures=[]
        ),
        ReviewConcluded(
            on=date(2031, 6, 9),
            ref=ref,
            conclusion="Two licences were suspended; one does not reach the valley.",
            outcomes={"suspend": 2, "maintain": 1},
            concluded_by="user:x",
        ),
    ]


def second_review(on: date = date(2031, 6, 20)) -> list[Event]:
    """Opened and no further; its trigger is not taken up."""
    opened = ReviewOpened(
        on=on,
        ref="XA-REV 2031/000002",
        question="What of spares?",
        commissioned_by="Parliament's committee",
        commissioned_on=on.isoformat(),
        scope={"destination": ["QP"]},
        sentence="Licence lines with a party in Port Sable.",
        triggers=[],
        named=[],
        opened_by="user:x",
    )
    raised = FactTriggerRaised(
        on=on,
        ref="XA-TRG 2031/000002",
        trigger_kind="by hand",
        about="",
        due_on="2031-06-27",
        licences=None,
        fewest=10,
        licences_counted=1,
        licences_unknown=0,
        cases=0,
        title="Somebody secret",
        scope={},
        raised_by="system:reviews",
    )
    return [opened, raised]


def match_published_before(on: date = date(2031, 6, 21)) -> TriggerRaised:
    """A match with a watchlist as stores published it until November 2026; what became of it is not public."""
    return TriggerRaised(
        on=on,
        ref="XA-TRG 2031/000003",
        trigger_kind="watchlist hit",
        about="",
        due_on="2031-06-28",
        licences=1,
        licences_unknown=0,
        cases=0,
        title="Somebody secret",
        scope={},
        raised_by="system:reviews",
    )


def concern_figures(on: date = date(2031, 7, 1)) -> ConcernFiguresPublished:
    climbed: dict[str, Any] = {"no answer in time": 7, "the answer was contested": None, "the raiser took it further": 0}
    head: dict[str, Any] = {
        "level": "head",
        "reached": 17,
        "answered_in_time": 10,
        "answered_late": 0,
        "not_answered": 7,
        "acknowledged_late": None,
        "climbed": climbed,
        "median_days": 9,
        "ninth_tenth_days": 15,
        "share_late": 41,
    }
    figures: dict[str, Any] = {
        "first_day": "2030-07-01",
        "last_day": "2031-06-30",
        "fewer_than": 5,
        "filed": 17,
        "closed": {"answered, and not contested": 6, "withdrawn by the raiser": None},
        "levels": [head, {"level": "ombudsman", "reached": None}],
    }
    return ConcernFiguresPublished(on=on, ref="concern figures 2031 Q2", first_day="2030-07-01", last_day="2031-06-30", figures=figures)


def whole() -> list[Event]:
    """Three licences, what was learnt, and what followed from it."""
    return [
        *granted(1, line(value=1_000_00)),
        *granted(2, line(value=None)),
        *granted(3, line(value=5_00)),
        incident(1),
        incident(2, objects=("health care", "homes")),
        incident(3, to="QP"),
        incident(4, standing="set aside"),
        incident(1, revised=1),
        proceeding(),
        official_line(),
        concluded(1, finding="not determined", on=date(2031, 5, 2)),
        concluded(2),
        proceeding(revised=True),
        withdrawn(proceeding()),
        withdrawn(official_line()),
        *review(),
        *second_review(),
        match_published_before(),
        concern_figures(),
    ]


SECRETS = ("somebody-secret", "Somebody secret", "case:XA-IND", "distinction", "Orlan")
