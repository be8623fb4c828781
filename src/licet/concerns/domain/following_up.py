"""Asked some time after a concern closed: whether whoever raised it was treated worse for it. Of the raiser alone, once each time.

The answer goes past the level that answered: those who may have had a part in it do not read it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from licet.concerns.domain.course import Course
from licet.concerns.domain.figures import last_day_before, shown, suppress
from licet.concerns.domain.ladder import Ladder
from licet.concerns.domain.points import check_words
from licet.kernel.errors import Invalid


class Treated(StrEnum):
    """Whether anyone treated the raiser worse because they raised it."""

    WORSE = "yes"
    NOT_WORSE = "no"


@dataclass(frozen=True, slots=True)
class FollowUpFigures:
    """One follow-up, ``after_days`` after closing, as counted up to ``until``. Each concern counts once in it, so each number is one
    of people. ``asked`` came due by then, and no later one was answered in its place.

    None: too few to be shown, or a number from which one could be told.
    """

    after_days: int
    until: date
    asked: int | None
    worse: int | None
    not_worse: int | None
    not_answered: int | None


def follow_up_due(closed_on: date | None, days: Iterable[int], answered: Collection[int], today: date) -> int | None:
    """Days after closing of the follow-up that waits for the raiser on a day; None where none does.

    Only the last one that came due is asked: whoever comes back late is not asked the same twice on one day.
    """
    if closed_on is None:
        return None
    last = max((after for after in days if closed_on + timedelta(days=after) <= today), default=None)
    return None if last in answered else last


def follow_up_readers(course: Course, ladder: Ladder) -> tuple[str, ...]:
    """Levels that read an answer, lowest first: those above the one that answered last, at the top the top itself.

    Where no level answered, as may be if it was withdrawn, those above the one where it stands.
    """
    last = next((rung for rung in reversed(course.rungs) if rung.answered_on), course.rung)
    levels = ladder.rules.levels
    return tuple(level.id for level in levels[ladder.place(last.level) + 1 :] or levels[-1:])


def check_follow_up(said: Treated | str, words: str) -> tuple[Treated, str]:
    """What is kept of an answer. A yes says what happened; words beside a no are kept as well."""
    if said not in set(Treated):
        raise Invalid("Say “yes” or “no”.", place="said")
    treated = Treated(said)
    if treated is Treated.WORSE and not words.strip():
        raise Invalid("Write what happened: one sentence is enough.", place="words")
    return treated, check_words(words, "words") if words.strip() else ""


def counted_until(answered_on: Collection[date], today: date, fewest: int) -> date:
    """The end of a quarter up to which answers are counted.

    Who answered on which day stands in clear; what they said must not be told from a number that moves that day, nor from one that moves
    for few of them. So the numbers move at the end of a quarter, and only past none or ``fewest`` answers and more.

    >>> counted_until([], date(2031, 5, 5), 5)
    datetime.date(2031, 3, 31)
    """
    ends = [last_day_before(today)]
    while answered_on and ends[-1] >= min(answered_on):
        ends.append(last_day_before(ends[-1]))
    until = ends.pop()
    for end in reversed(ends):
        added = sum(until < day <= end for day in answered_on)
        if not 0 < added < fewest:
            until = end
    return until


def follow_up_figures(after_days: int, until: date, said: Iterable[Treated | None], fewest: int) -> FollowUpFigures:
    """From what was said of each concern that this follow-up was asked about: None for no answer."""
    found = list(said)
    parts = suppress([found.count(each) for each in (Treated.WORSE, Treated.NOT_WORSE, None)], fewest)
    return FollowUpFigures(after_days, until, shown(len(found), fewest), *parts)
