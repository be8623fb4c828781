"""Officials who object: each concern raised in points, and what came of it (its own database, days only)."""

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from typing import Any, Final

from licet.concerns import public as concerns
from licet.concerns.public import Answer, AnswerKind, Filed, Naming, Standing, Verdict
from licet.demo.services.conflicts.assessing import read
from licet.demo.services.desk import Desk
from licet.demo.services.timeline import Story, Timeline
from licet.policy import public as policy
from licet.reviews.public import Review

WRITTEN: Final = time(12, 30)
UNANSWERED: Final = frozenset({Standing.WAITING, Standing.CONTESTED})


def stories(desk: Desk, line: Timeline) -> Iterator[Story]:
    return (_tell(desk, line, plan) for plan in read("concerns")["concern"])


def _tell(desk: Desk, line: Timeline, plan: Mapping[str, Any]) -> Story:
    before = plan.get("working_days_ago")
    yield (now := line.at(before, WRITTEN) if before else line.ago(plan["day"], WRITTEN))
    filed = concerns.file_concern(
        topics=[_topic(desk, topic) for topic in plan["topics"]],
        points=plan["points"],
        naming=Naming(plan["naming"]),
        name=plan.get("name", ""),
        today=policy.today(now),
    )
    for step in plan.get("step", ()):
        yield (now := line.ago(step["day"], WRITTEN))
        _do(desk, filed, step, policy.today(now))


def _topic(desk: Desk, topic: str) -> str:
    """The plan names an assessment by its conflict, and a review by its number."""
    kind, _, what = topic.partition(":")
    if kind == "assessment":
        return f"assessment:{desk.assessments[what]}"
    if kind == "review":
        return f"review:{Review.objects.order_by('opened_at')[int(what) - 1].reference}"
    return topic


def _do(desk: Desk, filed: Filed, step: Mapping[str, Any], today: date) -> None:
    """One step: of a handler, who finds it in their list, or of the raiser, who comes back with the code."""
    match step["do"]:
        case "judge":
            unjudged = [point.number for point in concerns.come_back(filed.receipt).points if point.standing is Standing.ANSWERED]
            verdicts = {number: Verdict(said) for number, said in zip(unjudged, step["verdicts"], strict=True)}
            concerns.give_verdicts(filed.receipt, verdicts, step["words"], today=today)
        case "add":
            concerns.add_words(filed.receipt, step["words"], today=today)
        case "acknowledge":
            actor = desk[step["by"]]
            concerns.acknowledge(actor=actor, concern=_found(desk, filed, step, today), today=today)
        case "extend":
            found = _found(desk, filed, step, today)
            concerns.extend(actor=desk[step["by"]], concern=found, days=step["days"], reason=step["words"], today=today)
        case "say done":
            found = _found(desk, filed, step, today)
            concerns.say_done(actor=desk[step["by"]], concern=found, point=step["point"], words=step["words"], today=today)
        case "say how treated":
            concerns.answer_follow_up(filed.receipt, step["said"], step["words"], today=today)
        case "read how treated":
            found, reader = _found(desk, filed, step, today), desk[step["by"]]
            asked = concerns.access_concern(actor=reader, concern=found, today=today).follow_ups
            follow_up = next(each.follow_up for each in asked if each.after_days == step["after"])
            concerns.read_follow_up(actor=reader, concern=found, follow_up=follow_up, words=step["words"], today=today)
        case "answer":
            waiting = [point.number for point in concerns.come_back(filed.receipt).points if point.standing in UNANSWERED]
            answers = {number: _answer(said, today) for number, said in zip(waiting, step["answers"], strict=True)}
            concerns.answer(actor=desk[step["by"]], concern=_found(desk, filed, step, today), answers=answers, today=today)


def _answer(said: Mapping[str, Any], today: date) -> Answer:
    """``within``: calendar days within which an act is to be done."""
    by = today + timedelta(days=said["within"]) if "within" in said else None
    return Answer(AnswerKind(said["kind"]), said["words"], said.get("who", ""), by)


def _found(desk: Desk, filed: Filed, step: Mapping[str, Any], today: date) -> str:
    waiting = concerns.for_handling(actor=desk[step["by"]], today=today)
    return next(row.concern for row in waiting if row.reference == filed.reference_for_raiser)
