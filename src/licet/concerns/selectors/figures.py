"""The procedure's figures, from days and counts in clear: nothing is opened for them, and small numbers are not shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from licet.concerns.domain import Closing, LevelFigures, Rung, few_between, level_figures, not_shown, overdue, shown, suppress
from licet.concerns.models import Concern
from licet.concerns.models import Rung as RungRow
from licet.concerns.selectors import people
from licet.kernel.event import Json
from licet.kernel.instants import ONE_DAY
from licet.policy.public import ConcernLevel


@dataclass(frozen=True, slots=True)
class Performance:
    """All levels over a period: concerns that reached a level in it. None: too few to be shown."""

    first_day: date | None
    last_day: date
    fewest: int
    filed: int | None
    closed: Mapping[Closing, int | None]
    levels: tuple[LevelFigures, ...]

    def to_json(self) -> dict[str, Json]:
        return {
            "first_day": self.first_day.isoformat() if self.first_day else None,
            "last_day": self.last_day.isoformat(),
            "fewer_than": self.fewest,
            "filed": self.filed,
            "closed": {how.value: count for how, count in self.closed.items()},
            "levels": [asdict(each) | {"climbed": {why.value: count for why, count in each.climbed.items()}} for each in self.levels],
        }


@dataclass(frozen=True, slots=True)
class OverdueAt:
    """A level with answers owed and late; ``longest`` in working days over the last day. None: too few to be shown."""

    level: str
    title: str
    count: int | None
    longest: int | None


def figures(*, today: date, first_day: date | None = None, last_day: date | None = None) -> Performance:
    """The figures of a period, up to today where no last day is given."""
    ladder, until = people.ladder(), last_day or today
    fewest = ladder.rules.fewest_shown
    rungs = _between(RungRow.objects.all(), "since", first_day, until)
    by_level: dict[str, list[Rung]] = {level.id: [] for level in ladder.rules.levels}
    for row in rungs:
        by_level.setdefault(row.level, []).append(row.to_domain())
    ended = list(_between(Concern.objects.all(), "closed_on", first_day, until).values_list("closing", flat=True))
    return Performance(
        first_day=first_day,
        last_day=until,
        fewest=fewest,
        filed=shown(_between(Concern.objects.all(), "filed_on", first_day, until).count(), fewest),
        closed=dict(zip(Closing, suppress([ended.count(how.value) for how in Closing], fewest), strict=True)),
        levels=tuple(
            level_figures(level, found, today=today, calendar=ladder.calendar, fewest=fewest) for level, found in by_level.items()
        ),
    )


@dataclass(frozen=True, slots=True)
class Published:
    """What was published of an earlier period. ``figures`` as :meth:`Performance.to_json` has them."""

    first_day: date
    last_day: date
    figures: Mapping[str, Any]

    def showed(self, level: str = "") -> bool:
        """Whether it showed how many reached a level; without one, how many were raised."""
        if not level:
            return self.figures["filed"] is not None
        return any(each["level"] == level and each["reached"] is not None for each in self.figures["levels"])

    def showed_endings(self) -> bool:
        return None not in self.figures["closed"].values()


def without_few_between(found: Performance, earlier: Sequence[Published]) -> Performance:
    """The figures less what would tell few concerns apart when it is laid beside an earlier period that overlaps this one.

    ``earlier`` newest first. What is left out once counts from the last period in which it was shown, so that it comes back.
    """
    last = _last_where(earlier, lambda each: each.showed())
    if _few_since(Concern.objects.all(), "filed_on", found, last):
        found = replace(found, filed=None)
    if _few_since(Concern.objects.all(), "closed_on", found, _last_where(earlier, Published.showed_endings)):
        found = replace(found, closed=dict.fromkeys(found.closed))
    return replace(found, levels=tuple(_level_beside(level, found, earlier) for level in found.levels))


def _level_beside(level: LevelFigures, found: Performance, earlier: Sequence[Published]) -> LevelFigures:
    last = _last_where(earlier, lambda each: each.showed(level.level))
    return not_shown(level) if _few_since(RungRow.objects.filter(level=level.level), "since", found, last) else level


def _last_where(earlier: Sequence[Published], showed: Callable[[Published], bool]) -> Published | None:
    return next(filter(showed, earlier), None)


def _few_since[T: (Concern, RungRow)](rows: QuerySet[T, T], field: str, found: Performance, before: Published | None) -> bool:
    if before is None or found.first_day is None:
        return False
    added = _between(rows, field, before.last_day + ONE_DAY, found.last_day).count()
    dropped = _between(rows, field, before.first_day, found.first_day - ONE_DAY).count()
    return few_between(added, dropped, found.fewest)


def overdue_now(*, today: date) -> tuple[OverdueAt, ...]:
    """What is owed and late, by level."""
    ladder = people.ladder()
    rows = RungRow.objects.filter(concern__status="open", left_on__isnull=True, answer_by__lt=today)
    late = overdue([row.to_domain() for row in rows], today)
    return tuple(_overdue_at(level, [rung for rung in late if rung.level == level.id], today) for level in ladder.rules.levels)


def _overdue_at(level: ConcernLevel, late: list[Rung], today: date) -> OverdueAt:
    ladder = people.ladder()
    count = shown(len(late), ladder.rules.fewest_shown)
    longest = max((len(list(ladder.calendar.working_days(rung.answer_by, today))) for rung in late), default=0)
    return OverdueAt(level.id, level.title, count, longest if count else None)


def _between[T: (Concern, RungRow)](rows: QuerySet[T, T], field: str, first: date | None, last: date) -> QuerySet[T, T]:
    found = rows.filter(**{f"{field}__lt": last + ONE_DAY})
    return found.filter(**{f"{field}__gte": first}) if first else found
