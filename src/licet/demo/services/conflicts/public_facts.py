"""Proceedings as courts made them known, and what the authority said in public on which day."""

from collections.abc import Iterator, Mapping
from datetime import time, timedelta
from typing import Any, Final

from licet.assessments import public as assessments
from licet.demo.services import corpus
from licet.demo.services.conflicts.assessing import read
from licet.demo.services.conflicts.evidence import HEAD
from licet.demo.services.desk import Desk
from licet.demo.services.timeline import Story, Timeline
from licet.evidence import public as evidence
from licet.evidence.public import Asks, OfficialLineDraft, ProceedingDraft, ProceedingKind
from licet.kernel.days import KnownDay

NOTED: Final = time(16, 10)


def stories(desk: Desk, line: Timeline) -> Iterator[Story]:
    plan = read("public-facts")
    days = {paper.key: paper.day for paper in corpus.papers()}
    yield from (_proceeding(desk, line, item, days) for item in plan["proceeding"])
    yield from (_line(desk, line, item) for item in plan["line"])


def _proceeding(desk: Desk, line: Timeline, plan: Mapping[str, Any], days: Mapping[str, int]) -> Story:
    """Recorded when it was sought, revised when it was issued or refused: each with the day of its notice."""
    reached: dict[str, KnownDay] = {}
    reference = ""
    for number, (stage, paper, why) in enumerate(plan["steps"], 1):
        yield (now := line.ago(days[paper] - 1, NOTED))
        reached[stage] = KnownDay(line.today - timedelta(days=days[paper]))
        draft = ProceedingDraft(
            destination=plan["destination"],
            kind=ProceedingKind(plan["kind"]),
            title=plan["title"],
            court=plan["court"],
            text=plan["text"],
            asks=Asks(plan.get("asks", "nothing yet")) if stage == "issued" else Asks.NOTHING,
            sought_on=reached.get("sought"),
            issued_on=reached.get("issued"),
            refused_on=reached.get("refused"),
        )
        if number == 1:
            reference = evidence.record_proceeding(actor=desk[HEAD], draft=draft, now=now).proceeding.reference
        else:
            evidence.revise_proceeding(
                actor=desk[HEAD], proceeding=reference, draft=draft, reason=why, expected_version=number - 1, now=now
            )


def _line(desk: Desk, line: Timeline, plan: Mapping[str, Any]) -> Story:
    yield (now := line.ago(plan["day"] - 1, NOTED))
    draft = OfficialLineDraft(
        destination=plan["destination"],
        topic=f"destination:{plan['destination']}",
        said_on=line.today - timedelta(days=plan["day"]),
        said_by=plan["by"],
        venue=plan["venue"],
        words=plan["words"],
    )
    held = assessments.assessed_on(destination=draft.destination, on=draft.said_on)
    evidence.record_official_line(actor=desk[HEAD], draft=draft, now=now, also_held=held)
