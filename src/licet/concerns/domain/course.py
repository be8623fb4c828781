"""The course of a concern: filed, answered point by point, judged, climbing by itself when nobody answers.

An answer *act* is a promise: it stays open until somebody says that it was done, and time alone closes no concern while one is.

Pure. Every function returns the next course or refuses; nothing here can close a concern while a point has no answer.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from licet.concerns.domain.ladder import Climb, Ladder, Rung
from licet.concerns.domain.points import UNANSWERED, Answer, Standing, Verdict
from licet.kernel.errors import Invalid, InvalidTransition

QUIET_DAYS: Final = 60
"""Calendar days after an answer, without a word from the raiser, until a concern counts as closed. They may still contest."""


class Status(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class Closing(StrEnum):
    """How a concern ended."""

    ACCEPTED = "the raiser says that every point is answered"
    QUIET = "answered, and not contested"
    CONTESTED = "answered at the last level, and contested there"
    WITHDRAWN = "withdrawn by the raiser"


@dataclass(frozen=True, slots=True)
class Promise:
    """What an answer *act* promised of one point: the last day for it, and the day on which somebody said that it was done."""

    by: date
    done_on: date | None = None

    def is_overdue(self, today: date) -> bool:
        return self.done_on is None and today > self.by


@dataclass(frozen=True, slots=True)
class Course:
    """``points`` by number; ``rungs`` in the order in which they were climbed, the last being where it stands.

    ``promises``: the last *act* of each point that had one, unless a later answer to that point took its place.
    """

    status: Status
    points: Mapping[int, Standing]
    rungs: tuple[Rung, ...]
    closing: Closing | None = None
    promises: Mapping[int, Promise] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.status is not Status.OPEN and self.owed and self.closing is not Closing.WITHDRAWN:
            raise AssertionError("a concern is open for as long as a point has no answer")
        if (self.status is Status.CLOSED) != (self.closing is not None):
            raise AssertionError("what is closed says how")
        if self.closing in {Closing.ACCEPTED, Closing.QUIET} and self.open_promises:
            raise AssertionError("a concern is not over while what was promised is not done")

    @property
    def rung(self) -> Rung:
        return self.rungs[-1]

    @property
    def unanswered(self) -> tuple[int, ...]:
        """Points that wait for an answer at this level."""
        return tuple(number for number, standing in sorted(self.points.items()) if standing in UNANSWERED)

    @property
    def owed(self) -> int:
        """How many points still have a claim to an answer: those contested at the last level had theirs."""
        return 0 if self.closing is Closing.CONTESTED else len(self.unanswered)

    @property
    def open_promises(self) -> tuple[int, ...]:
        """Points of which something was promised that nobody has said was done. Whoever withdraws a concern asks for nothing more."""
        if self.closing is Closing.WITHDRAWN:
            return ()
        return tuple(number for number, promise in sorted(self.promises.items()) if promise.done_on is None)

    def overdue_promises(self, today: date) -> tuple[int, ...]:
        return tuple(number for number in self.open_promises if self.promises[number].is_overdue(today))

    @property
    def to_judge(self) -> tuple[int, ...]:
        """Points whose answer the raiser has not judged."""
        return tuple(number for number, standing in sorted(self.points.items()) if standing is Standing.ANSWERED)

    @property
    def unsettled(self) -> tuple[int, ...]:
        """Points that going further contests: answers not yet judged, and promises not yet kept."""
        if self.status is not Status.ANSWERED and self.closing is not Closing.QUIET:
            return ()
        return tuple(sorted({*self.to_judge, *self.open_promises}))

    def at(self, rung: Rung) -> "Course":
        return replace(self, rungs=(*self.rungs[:-1], rung))


def begin(ladder: Ladder, *, points: int, day: date, able: Collection[str]) -> Course:
    """A concern filed on a day, at the first level that has somebody to handle it."""
    standings = dict.fromkeys(range(1, points + 1), Standing.WAITING)
    return Course(Status.OPEN, standings, (ladder.rung(ladder.first(able), day),))


def acknowledge(course: Course, day: date) -> Course:
    """Say that it was read. This stops no clock and ends nothing."""
    _require_open(course)
    if course.rung.acknowledged_on:
        raise InvalidTransition("This concern was acknowledged at this level already; what it waits for is an answer to each point.")
    return course.at(replace(course.rung, acknowledged_on=day))


def extend(course: Course, ladder: Ladder, days: int) -> Course:
    _require_open(course)
    return course.at(ladder.extend(course.rung, days))


def answer(course: Course, answers: Mapping[int, Answer], day: date) -> Course:
    """Every point that waits, at once. ``check_answers`` has looked at the words. A new answer takes the place of an earlier promise."""
    _require_open(course)
    if set(answers) != set(course.unanswered):
        raise Invalid("All points that wait are answered together, or none.", place="points")
    points = dict(course.points) | dict.fromkeys(answers, Standing.ANSWERED)
    promises = {number: promise for number, promise in course.promises.items() if number not in answers}
    promises |= {number: Promise(each.by) for number, each in answers.items() if each.by}
    answered = course.at(replace(course.rung, answered_on=day))
    return replace(answered, status=Status.ANSWERED, points=points, promises=promises)


def say_done(course: Course, number: int, day: date) -> Course:
    """What was promised of a point was done. If the raiser had accepted the promise, they now judge what came of it."""
    if number not in course.open_promises:
        raise InvalidTransition(f"Nothing that was promised of point {number} waits to be done.", place=f"point {number}")
    promises = dict(course.promises) | {number: replace(course.promises[number], done_on=day)}
    judged_anew = course.status is Status.ANSWERED and course.points[number] is Standing.ACCEPTED
    points = dict(course.points) | ({number: Standing.ANSWERED} if judged_anew else {})
    return replace(course, points=points, promises=promises)


def judge(course: Course, verdicts: Mapping[int, Verdict], ladder: Ladder, *, day: date, able: Collection[str]) -> Course:
    """The raiser on each answer. One that does not answer its point takes the concern up, or ends it contested at the top.

    Where all are accepted it is over, unless something that was promised is still to be done: then it waits for that.
    """
    if not course.to_judge or course.closing not in {None, Closing.QUIET}:
        raise InvalidTransition("There is no answer here that waits for your word.")
    if set(verdicts) != set(course.to_judge):
        wanted = ", ".join(map(str, course.to_judge))
        raise Invalid(f"Say of each answered point whether it is answered: {wanted}.", place="points")
    said = {number: Standing.ACCEPTED if verdict is Verdict.ANSWERS else Standing.CONTESTED for number, verdict in verdicts.items()}
    points = dict(course.points) | said
    if Standing.CONTESTED not in points.values():
        if course.open_promises:
            return replace(course, points=points)
        return replace(course, status=Status.CLOSED, closing=Closing.ACCEPTED, points=points)
    if ladder.is_last(course.rung.level):
        return replace(course, status=Status.CLOSED, closing=Closing.CONTESTED, points=points)
    reopened = replace(course, status=Status.OPEN, closing=None, points=points)
    return climb(reopened, ladder, Climb.CONTESTED, day=day, able=able)


def climb(course: Course, ladder: Ladder, why: Climb, *, day: date, able: Collection[str]) -> Course:
    """To the next level. Needs nobody's consent."""
    _require_open(course)
    above = ladder.after(course.rung.level, able)
    if above is None:
        raise InvalidTransition("This is the last level: there is none above it.")
    return replace(course, rungs=(*course.rungs[:-1], course.rung.leave(day, why), ladder.rung(above, day)))


def climb_of_right(course: Course, ladder: Ladder, *, day: date, able: Collection[str]) -> Course:
    """The raiser takes it further. An answer not yet judged, or a promise not yet kept, counts as contested: that is what it says."""
    if course.status is Status.ANSWERED or course.closing is Closing.QUIET:
        contested = course.unsettled
        points = {number: Standing.CONTESTED if number in contested else standing for number, standing in course.points.items()}
        course = replace(course, status=Status.OPEN, closing=None, points=points)
    return climb(course, ladder, Climb.OF_RIGHT, day=day, able=able)


def withdraw(course: Course) -> Course:
    """The raiser takes it back; what was written stays."""
    if course.status is Status.CLOSED:
        raise InvalidTransition("This concern is closed already.")
    return replace(course, status=Status.CLOSED, closing=Closing.WITHDRAWN)


def what_is_due(course: Course, ladder: Ladder, *, today: date, able: Collection[str]) -> Climb | Closing | None:
    """What time alone does to a concern today."""
    if course.status is Status.ANSWERED and course.rung.answered_on:
        if course.open_promises:
            return None
        last_word = max([course.rung.answered_on, *(each.done_on for each in course.promises.values() if each.done_on)])
        return Closing.QUIET if today > last_word + timedelta(days=QUIET_DAYS) else None
    if course.status is not Status.OPEN or ladder.is_last(course.rung.level):
        return None
    if course.rung.level not in able:
        return Climb.NOBODY
    return Climb.OVERDUE if is_overdue(course, today) else None


def close_quiet(course: Course) -> Course:
    if course.status is not Status.ANSWERED:
        raise InvalidTransition("Only a concern whose every point is answered can close by the raiser's silence.")
    return replace(course, status=Status.CLOSED, closing=Closing.QUIET)


def is_overdue(course: Course, today: date) -> bool:
    return course.status is Status.OPEN and today > course.rung.answer_by


def _require_open(course: Course) -> None:
    if course.status is not Status.OPEN:
        raise InvalidTransition(f"This concern is {course.status.value}; nothing waits for an answer now.")
