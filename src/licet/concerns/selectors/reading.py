"""Making what is seen from what is kept: the steps are opened once, and every part is read from them."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from licet.concerns import domain, sealing
from licet.concerns.domain import (
    AnswerKind,
    Closing,
    Naming,
    Standing,
    Status,
    StepKind,
    Verdict,
    is_overdue,
)
from licet.concerns.models import Step
from licet.concerns.sealing import Box, ContentKey, Part
from licet.concerns.selectors import following_up, people, proofs
from licet.concerns.selectors.following_up import FollowUp
from licet.concerns.selectors.opening import Opened
from licet.concerns.selectors.seen import (
    AnswerSeen,
    ConcernSeen,
    ExtensionSeen,
    FollowUpAsked,
    FollowUpSeen,
    NameStep,
    PointSeen,
    RungSeen,
    WordsSeen,
)
from licet.concerns.services import attaching
from licet.concerns.services.writing import read_step
from licet.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class _Open:
    """A step with its content opened."""

    row: Step
    kind: StepKind
    said: dict[str, Any]

    @property
    def by(self) -> str:
        return str(self.said.get("name", ""))


def seen(opened: Opened, *, today: date | None) -> ConcernSeen:
    """Everything but what only one side sees."""
    row, course = opened.row, opened.course
    steps = [_Open(step, StepKind(step.kind), read_step(opened.key, step)) for step in row.steps.order_by("number")]
    return ConcernSeen(
        reference=row.notice,
        filed_on=row.filed_on,
        topics=opened.topics,
        status=course.status,
        closing=course.closing,
        closed_on=row.closed_on,
        naming=Naming(row.naming),
        verified=row.verified,
        points=_points(opened, steps, today),
        words=tuple(
            WordsSeen(step.row.day, step.row.level, step.by, step.said["words"])
            for step in steps
            if step.kind in {StepKind.ADDED, StepKind.WROTE} or (step.kind in _WITH_WORDS and step.said.get("words"))
        ),
        ladder=_ladder(opened, steps, today),
        co_signatures=len(row.co_signatures.all()),
        attachments=tuple(attaching.about(opened.key, each) for each in row.attachments.order_by("number")),
        name_steps=tuple(
            NameStep(step.row.day, step.by, step.said["reason"], step.kind is StepKind.NAME_OPENED)
            for step in steps
            if step.kind in {StepKind.NAME_ASKED, StepKind.NAME_OPENED}
        ),
        may=frozenset(),
        proofs=tuple(proofs.proofs_of([step.row for step in steps])),
    )


_WITH_WORDS = frozenset({StepKind.JUDGED, StepKind.WITHDRAWN, StepKind.CLIMBED})


def raiser_may(opened: Opened) -> frozenset[str]:
    """What the raiser can do now: ``judge``, ``climb``, ``add``, ``withdraw``."""
    course = opened.course
    may = {"add"}
    if course.status is not Status.CLOSED:
        may.add("withdraw")
    if course.to_judge and course.closing in {None, Closing.QUIET}:
        may.add("judge")
    settled = course.closing not in {None, Closing.QUIET}
    if not settled and not opened.ladder.is_last(course.rung.level):
        may.add("climb")
    return frozenset(may)


def asked(opened: Opened, today: date | None) -> FollowUpAsked | None:
    """What the raiser is asked on a day, with who would read it and who of those that had the concern would not."""
    after = opened.follow_up_due(today) if today else None
    if after is None:
        return None
    reading = domain.follow_up_readers(opened.course, opened.ladder)
    had = dict.fromkeys(rung.level for rung in opened.course.rungs if rung.level not in reading)
    answering = people.handlers(today) if today else {}
    in_office = frozenset[str]().union(*(answering.get(level, frozenset()) for level in reading))
    return FollowUpAsked(after, _titles(opened, reading), _titles(opened, had), nobody=not _free(opened, in_office))


def _free(opened: Opened, people_there: frozenset[str]) -> frozenset[str]:
    """Those of them who may read what the raiser says. Where it is not known who took part, nobody is taken away for it.

    Nor for having signed too: from words that change with the count a raiser would tell who it was (decision 0184).
    """
    free = frozenset(each for each in people_there - acted(opened) if opened.named.may_handle(each))
    try:
        return free - people.involved(opened.topics) if free else free
    except Refused:
        return free


def acted(opened: Opened) -> frozenset[str]:
    """Whoever acknowledged, put off, answered or wrote at any level, or had to do with the name."""
    return frozenset(str(read_step(opened.key, step)["by"]) for step in opened.row.steps.filter(kind__in=_ACTS))


_ACTS = [
    kind.value
    for kind in (
        StepKind.ACKNOWLEDGED,
        StepKind.EXTENDED,
        StepKind.ANSWERED,
        StepKind.DONE,
        StepKind.WROTE,
        StepKind.NAME_ASKED,
        StepKind.NAME_OPENED,
    )
]


def follow_ups(opened: Opened, told: Iterable[FollowUp]) -> tuple[FollowUpSeen, ...]:
    """What was said, and what was replied to it, for whoever opened it."""
    told = list(told)
    replies = dict[str, tuple[Step, str]]()
    if any(each.row.read_on for each in told):
        for step in opened.row.steps.filter(kind=StepKind.FOLLOW_UP_READ.value):
            kept = read_step(opened.key, step)
            replies[str(kept["follow_up"])] = step, str(kept["sealed"])
    return tuple(
        FollowUpSeen(
            follow_up=each.row.pk,
            after_days=each.row.after_days,
            day=each.row.day,
            said=each.said,
            words=each.words,
            readers=_titles(opened, following_up.readers(each.row)),
            reply=_reply(each, *replies[each.row.pk]) if each.row.pk in replies else None,
            waits=each.waits,
        )
        for each in told
    )


def _reply(told: FollowUp, step: Step, sealed: str) -> WordsSeen:
    said = sealing.open_box(told.key, following_up.box_of(told.row, "reply"), base64.b64decode(sealed))
    return WordsSeen(step.day, step.level, said["name"], said["words"])


def _titles(opened: Opened, levels: Iterable[str]) -> tuple[str, ...]:
    """By their titles; a level that the pack lost by its id."""
    known = {level.id: level.title for level in opened.ladder.rules.levels}
    return tuple(known.get(level, level) for level in levels)


def points_of(key: ContentKey, opened_points: list[Any]) -> list[str]:
    """The words of the points, by whoever holds that part of the key."""
    return [sealing.open_box(key, Box(Part.POINTS, "point", "words", point.pk), point.words) for point in opened_points]


def _points(opened: Opened, steps: list[_Open], today: date | None) -> tuple[PointSeen, ...]:
    rows = sorted(opened.row.points.all(), key=lambda row: row.number)
    answers: dict[int, list[AnswerSeen]] = {row.number: [] for row in rows}
    for step in steps:
        if step.kind is StepKind.ANSWERED:
            for number, said in step.said["answers"].items():
                answers[int(number)].append(_answer(step, said))
        elif step.kind in {StepKind.JUDGED, StepKind.CLIMBED}:
            for number, verdict in step.said.get("verdicts", {}).items():
                answers[int(number)].append(replace(answers[int(number)].pop(), verdict=Verdict(verdict)))
        elif step.kind is StepKind.DONE:
            done = WordsSeen(step.row.day, step.row.level, step.by, step.said["words"])
            given = answers[int(step.said["point"])]
            place = next(place for place in reversed(range(len(given))) if given[place].promised_by and not given[place].done)
            given[place] = replace(given[place], done=done, verdict=None)
    for number, promise in opened.course.promises.items():
        if number in opened.course.open_promises:
            given = answers[number]
            given[-1] = replace(given[-1], waits=True, overdue=bool(today) and promise.is_overdue(today or promise.by))
    words = points_of(opened.key, rows)
    return tuple(
        PointSeen(row.number, text, Standing(row.standing), tuple(answers[row.number])) for row, text in zip(rows, words, strict=True)
    )


def _answer(step: _Open, said: dict[str, Any]) -> AnswerSeen:
    return AnswerSeen(
        level=step.row.level,
        day=step.row.day,
        by=step.by,
        kind=AnswerKind(said["kind"]),
        words=said["words"],
        who=said.get("who", ""),
        promised_by=date.fromisoformat(said["by"]) if "by" in said else None,
    )


def _ladder(opened: Opened, steps: list[_Open], today: date | None) -> tuple[RungSeen, ...]:
    extensions: dict[str, list[ExtensionSeen]] = {}
    for step in steps:
        if step.kind is StepKind.EXTENDED:
            given = ExtensionSeen(step.row.day, step.by, step.said["days"], step.said["reason"], date.fromisoformat(step.said["answer_by"]))
            extensions.setdefault(step.row.level, []).append(given)
    last = opened.course.rung
    reached = [
        RungSeen(
            level=rung.level,
            title=opened.ladder.level(rung.level).title,
            outside=opened.ladder.level(rung.level).outside,
            reached=True,
            since=rung.since,
            acknowledge_by=rung.acknowledge_by,
            answer_by=rung.answer_by,
            acknowledged_on=rung.acknowledged_on,
            answered_on=rung.answered_on,
            left_on=rung.left_on,
            left_why=rung.left_why,
            overdue=bool(today) and rung is last and is_overdue(opened.course, today or last.since),
            extensions=tuple(extensions.get(rung.level, ())),
        )
        for rung in opened.course.rungs
    ]
    above = opened.ladder.rules.levels[opened.ladder.place(last.level) + 1 :]
    return (*reached, *(RungSeen(level.id, level.title, level.outside, reached=False) for level in above))
