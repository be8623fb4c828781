"""Whatever is done in whatever order: a concern closes only when every point had its answer, and silence never holds it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from licet.concerns import domain
from licet.concerns.domain import Answer, AnswerKind, Climb, Closing, Course, Ladder, Standing, Status, Verdict
from licet.kernel.errors import LicetError
from licet.kernel.instants import WorkingCalendar
from licet.policy.domain import ConcernLevel, ConcernRules

LADDER = Ladder(
    ConcernRules(17, 10, 5, 10, (), tuple(ConcernLevel(name, name, name, 3, 10, outside=name == "d") for name in "abcd")),
    WorkingCalendar("UTC"),
)
START = date(2031, 5, 5)
ALL = frozenset("abcd")
ACTS = st.sampled_from(["acknowledge", "extend", "answer", "half", "do", "do", "judge", "further", "withdraw", "time", "time", "time"])
ABLE = st.sampled_from([ALL, frozenset("bd"), frozenset("c"), frozenset()])
WAYS = st.lists(st.tuples(ACTS, st.integers(0, 2**8 - 1), st.integers(0, 20), ABLE))


def _judged(course: Course, bits: int) -> dict[int, Verdict]:
    return {number: Verdict.ANSWERS if bits >> place & 1 else Verdict.DOES_NOT for place, number in enumerate(course.to_judge)}


def _answers(numbers: Sequence[int], bits: int, day: date) -> dict[int, Answer]:
    """An act where the bit of the point's place is set, due after as many days as its number says; else reasons."""
    return {
        number: Answer(AnswerKind.ACT, "What.", "Who", day + timedelta(days=number))
        if bits >> place & 1
        else Answer(AnswerKind.DISAGREE, "Why.")
        for place, number in enumerate(numbers)
    }


def _act(course: Course, name: str, bits: int, day: date, able: frozenset[str]) -> Course:
    acts: dict[str, Callable[[], Course]] = {
        "acknowledge": lambda: domain.acknowledge(course, day),
        "extend": lambda: domain.extend(course, LADDER, bits),
        "answer": lambda: domain.answer(course, _answers(course.unanswered, bits, day), day),
        "half": lambda: domain.answer(course, _answers(course.unanswered[1:], bits, day), day),
        "do": lambda: domain.say_done(course, 1 + bits % 4, day),
        "judge": lambda: domain.judge(course, _judged(course, bits), LADDER, day=day, able=able),
        "further": lambda: domain.climb_of_right(course, LADDER, day=day, able=able),
        "withdraw": lambda: domain.withdraw(course),
        "time": lambda: _time(course, day, able),
    }
    return acts[name]()


def _time(course: Course, day: date, able: frozenset[str]) -> Course:
    due = domain.what_is_due(course, LADDER, today=day, able=able)
    if isinstance(due, Climb):
        return domain.climb(course, LADDER, due, day=day, able=able)
    return domain.close_quiet(course) if due else course


@given(points=st.integers(1, 4), way=WAYS)
def test_any_way(points: int, way: list[tuple[str, int, int, frozenset[str]]]) -> None:
    course, day = domain.begin(LADDER, points=points, day=START, able=ALL), START
    answered = set[int]()
    for name, bits, days, able in way:
        day += timedelta(days=days)
        before = course
        try:
            course = _act(course, name, bits, day, able)
        except LicetError:
            course = before
        answered |= {number for number, standing in course.points.items() if standing is Standing.ANSWERED}
        _holds(before, course, name, answered)


def _holds(before: Course, course: Course, name: str, answered: set[int]) -> None:
    assert set(course.points) == set(before.points), "no point is lost"
    assert course.rungs[: len(before.rungs) - 1] == before.rungs[:-1], "what was climbed stays as it was"
    places = [LADDER.place(rung.level) for rung in course.rungs]
    assert places == sorted(set(places)), "a ladder is climbed upwards, no level twice"
    assert [rung.left_on is None for rung in course.rungs] == [False] * (len(places) - 1) + [True], "it stands at one level"
    if course.status is Status.CLOSED and course.closing is not Closing.WITHDRAWN:
        assert answered == set(course.points), "it never closes with a point nobody answered"
        assert Standing.WAITING not in course.points.values()
    if course.closing in {Closing.ACCEPTED, Closing.QUIET}:
        assert all(promise.done_on for promise in course.promises.values()), "it is not over while something promised is not done"
    if name not in {"answer", "do"}:
        assert course.promises == before.promises, "a promise stays until it is kept or answered anew"
    if course.status is Status.OPEN:
        assert course.unanswered, "what is open waits for an answer"
    if course.closing is Closing.ACCEPTED:
        assert set(course.points.values()) == {Standing.ACCEPTED}
    if course.closing is Closing.WITHDRAWN and before.closing is None:
        assert name == "withdraw"
    if course.status is Status.ANSWERED:
        assert course.rung.answered_on
    assert course.rung.answer_by >= course.rung.since, "there is always a last day"
    if name == "half" and len(before.unanswered) > 0:
        assert course == before, "all points or none"


@given(points=st.integers(1, 4), able=st.sampled_from([ALL, frozenset("ac"), frozenset("d"), frozenset()]))
def test_silence_reaches_the_last_level_by_itself(points: int, able: frozenset[str]) -> None:
    course, day = domain.begin(LADDER, points=points, day=START, able=able), START
    for _ in range(len(LADDER.rules.levels)):
        day = course.rung.answer_by + timedelta(days=1)
        course = _time(course, day, able)
    assert LADDER.is_last(course.rung.level)
    assert course.status is Status.OPEN
    assert domain.is_overdue(course, course.rung.answer_by + timedelta(days=1))
