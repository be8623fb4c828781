"""The procedure's figures: how many, how fast, how late; small numbers are not shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from licet.concerns.domain.ladder import Climb, Rung
from licet.kernel.instants import WorkingCalendar

PARTS = ("answered in time", "answered late", "not answered")


@dataclass(frozen=True, slots=True)
class LevelFigures:
    """One level over a period. None: fewer than the least number that is shown, or a number from which one could be told.

    ``median_days`` and ``ninth_tenth_days`` are working days until every point was answered, over the concerns answered.
    ``share_late`` is in hundredths, of the concerns that reached the level and were answered or fell due.
    """

    level: str
    reached: int | None
    answered_in_time: int | None
    answered_late: int | None
    not_answered: int | None
    acknowledged_late: int | None
    climbed: Mapping[Climb, int | None]
    median_days: int | None
    ninth_tenth_days: int | None
    share_late: int | None


def level_figures(level: str, rungs: Sequence[Rung], *, today: date, calendar: WorkingCalendar, fewest: int) -> LevelFigures:
    """The figures of a level from every concern that reached it in the period."""
    answered = [rung for rung in rungs if rung.answered_on]
    late = sum(_late(rung) for rung in answered)
    fell_due = sum(not rung.answered_on and (rung.left_why is Climb.OVERDUE or today > rung.answer_by) for rung in rungs)
    parts = suppress((len(answered) - late, late, len(rungs) - len(answered)), fewest)
    in_time = len(answered) - late
    settled = in_time + late + fell_due
    tells = shown(late + fell_due, fewest) is None or shown(in_time, fewest) is None  # a share of few would tell how few
    days = sorted(_taken(rung, calendar) for rung in answered)
    return LevelFigures(
        level=level,
        reached=shown(len(rungs), fewest),
        answered_in_time=parts[0],
        answered_late=parts[1],
        not_answered=parts[2],
        acknowledged_late=shown(sum(_acknowledged_late(rung, today) for rung in rungs), fewest),
        climbed=dict(zip(Climb, suppress([sum(rung.left_why is why for rung in rungs) for why in Climb], fewest), strict=True)),
        median_days=quantile(days, 50) if len(days) >= fewest else None,
        ninth_tenth_days=quantile(days, 90) if len(days) >= fewest else None,
        share_late=round(100 * (late + fell_due) / settled) if settled >= fewest and not tells else None,
    )


def not_shown(level: LevelFigures) -> LevelFigures:
    """The level with none of its numbers."""
    return LevelFigures(
        level=level.level,
        reached=None,
        answered_in_time=None,
        answered_late=None,
        not_answered=None,
        acknowledged_late=None,
        climbed=dict.fromkeys(level.climbed),
        median_days=None,
        ninth_tenth_days=None,
        share_late=None,
    )


def last_day_before(day: date) -> date:
    """The last day of the quarter before the one that a day is in.

    >>> last_day_before(date(2031, 5, 5)), last_day_before(date(2031, 1, 1))
    (datetime.date(2031, 3, 31), datetime.date(2030, 12, 31))
    """
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1) - timedelta(days=1)


def few_between(added: int, dropped: int, fewest: int) -> bool:
    """Whether two periods that overlap differ by so few at either end that their two counts would tell of them."""
    return any(0 < count < fewest for count in (added, dropped))


def shown(count: int, fewest: int) -> int | None:
    """A count, or None where it is small enough to point at somebody. Zero points at nobody."""
    return count if count == 0 or count >= fewest else None


def suppress(parts: Sequence[int], fewest: int) -> tuple[int | None, ...]:
    """Parts of a whole. Where one part alone, or few in all, would be hidden, the smallest other is hidden too: the rest would tell."""
    found = [shown(part, fewest) for part in parts]
    for _, place in sorted((part, place) for place, part in enumerate(parts) if part and part >= fewest):
        hidden = [part for part, seen in zip(parts, found, strict=True) if seen is None]
        if not hidden or (len(hidden) > 1 and sum(hidden) >= fewest):
            break
        found[place] = None
    return tuple(found)


def quantile(days: Sequence[int], hundredths: int) -> int:
    """The nearest-rank quantile of sorted values, which is always a value that occurred.

    >>> quantile([1, 2, 3, 4], 50), quantile([1, 2, 3, 4], 90)
    (2, 4)
    """
    return days[max(0, -(-len(days) * hundredths // 100) - 1)]


def _taken(rung: Rung, calendar: WorkingCalendar) -> int:
    return len(list(calendar.working_days(rung.since, rung.answered_on or rung.since)))


def _late(rung: Rung) -> bool:
    return rung.answered_on is not None and rung.answered_on > rung.answer_by


def _acknowledged_late(rung: Rung, today: date) -> bool:
    return min(filter(None, (rung.acknowledged_on, rung.answered_on, rung.left_on, today))) > rung.acknowledge_by


def overdue(rungs: Iterable[Rung], today: date) -> list[Rung]:
    """Rungs on which an answer is owed and late."""
    return [rung for rung in rungs if not rung.answered_on and not rung.left_on and today > rung.answer_by]
