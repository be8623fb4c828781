"""The course of a concern: filed, answered point by point, judged, climbing by itself when nobody answers (record.md I11, I12).

Pure. Every function returns the next course or refuses; nothing here can close a concern while a point has no answer.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from licet.concerns.domain.ladder import Climb, Ladder, Rung
from licet.concerns.domain.points import UNANSWERED, Standing, Verdict
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
class Course:
    """``points`` by number; ``rungs`` in the order in which they were climbed, the last being where it stands."""

    status: Status
    points: Mapping[int, Standing]
    rungs: tuple[Rung, ...]
    closing: Closing | None = None

    def __post_init__(self) -> None:
        if self.status is not Status.OPEN and self.owed and self.closing is not Closing.WITHDRAWN:
            raise AssertionError("a concern is open for as long as a point has no answer")
        if (self.status is Status.CLOSED) != (self.closing is not None):
            raise AssertionError("what is closed says how")

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
    def to_judge(self) -> tuple[int, ...]:
        """Points whose answer the raiser has not judged."""
        return tuple(number for number, standing in sorted(self.points.items()) if standing is Standing.ANSWERED)

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


def answer(course: Course, numbers: Collection[int], day: date) -> Course:
    """Every point that waits, at once. ``check_answers`` has looked at the words."""
    _require_open(course)
    if set(numbers) != set(course.unanswered):
        raise Invalid("All points that wait are answered together, or none.", place="points")
    points = dict(course.points) | dict.fromkeys(numbers, Standing.ANSWERED)
    return replace(course.at(replace(course.rung, answered_on=day)), status=Status.ANSWERED, points=points)


def judge(course: Course, verdicts: Mapping[int, Verdict], ladder: Ladder, *, day: date, able: Collection[str]) -> Course:
    """The raiser on each answer. One that does not answer its point takes the concern up, or ends it contested at the top."""
    if not course.to_judge or course.closing not in {None, Closing.QUIET}:
        raise InvalidTransition("There is no answer here that waits for your word.")
    if set(verdicts) != set(course.to_judge):
        wanted = ", ".join(map(str, course.to_judge))
        raise Invalid(f"Say of each answered point whether it is answered: {wanted}.", place="points")
    said = {number: Standing.ACCEPTED if verdict is Verdict.ANSWERS else Standing.CONTESTED for number, verdict in verdicts.items()}
    points = dict(course.points) | said
    if Standing.CONTESTED not in points.values():
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
    """The raiser takes it further. An answer not yet judged counts as contested: that is what going further says."""
    if course.status is Status.ANSWERED or course.closing is Closing.QUIET:
        points = {number: Standing.CONTESTED if number in course.to_judge else standing for number, standing in course.points.items()}
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
        return Closing.QUIET if today > course.rung.answered_on + timedelta(days=QUIET_DAYS) else None
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
