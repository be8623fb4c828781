"""The published figures of the concerns procedure, one quarter's as they stood when they were published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from licet.kernel.errors import NotFound
from licet.ledger import public as ledger
from licet.ledger.public import PublishedEntry
from licet.policy import public as policy
from licet.register.models import ConcernFigures
from licet.register.selectors.log import LogState, log_state

COUNTS = ("reached", "answered_in_time", "answered_late", "not_answered", "acknowledged_late")
DAYS = ("median_days", "ninth_tenth_days", "share_late")


@dataclass(frozen=True, slots=True)
class LevelFigures:
    """One level. None: too few to be shown, or not said in that quarter. ``numbers`` by the names of ``COUNTS`` and ``DAYS``."""

    level: str
    title: str
    answer_days: int | None
    numbers: Mapping[str, int | None]
    climbed: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class ConcernFiguresPage:
    """``quarter`` as ``2031-Q2``; ``others`` are all that were published, newest first."""

    quarter: str
    first_day: date
    last_day: date
    published_on: date
    position: int
    fewer_than: int | None
    filed: int | None
    closed: Mapping[str, int | None]
    levels: tuple[LevelFigures, ...]
    published: Mapping[str, Any]
    others: tuple[str, ...]
    entry: PublishedEntry
    log: LogState

    @property
    def proved(self) -> bool:
        return self.log.checkpoint is not None and self.position < self.log.checkpoint.size


def concern_figures(quarter: str = "") -> ConcernFiguresPage:
    """Those of a quarter, the newest if none is named. Raises NotFound, also where none was published yet. Five queries."""
    days = list(ConcernFigures.objects.order_by("-position").values_list("position", "last_day"))
    found = next((position for position, last in days if quarter in {"", quarter_of(last)}), None)
    if found is None:
        raise NotFound("figures of this quarter")
    row = ConcernFigures.objects.get(position=found)
    (entry,) = ledger.published(after=found - 1, limit=1)
    told = row.figures if isinstance(row.figures, dict) else {}
    return ConcernFiguresPage(
        quarter=quarter_of(row.last_day),
        first_day=row.first_day,
        last_day=row.last_day,
        published_on=entry.on,
        position=row.position,
        fewer_than=_count(told, "fewer_than"),
        filed=_count(told, "filed"),
        closed=_counts(told.get("closed")),
        levels=_levels(told.get("levels")),
        published=told,
        others=tuple(dict.fromkeys(quarter_of(last) for _, last in days)),
        entry=entry,
        log=log_state(),
    )


def concern_figures_published() -> bool:
    """Whether there are any. One query."""
    return ConcernFigures.objects.exists()


def quarter_of(last_day: date) -> str:
    """How an address names it.

    >>> quarter_of(date(2031, 6, 30))
    '2031-Q2'
    """
    return f"{last_day.year}-Q{(last_day.month + 2) // 3}"


def _levels(told: Any) -> tuple[LevelFigures, ...]:
    known = {level.id: level for level in policy.pack().concerns.levels}
    rows: Sequence[Any] = told if isinstance(told, list) else ()
    return tuple(
        LevelFigures(
            level=name,
            title=known[name].title if name in known else name,
            answer_days=known[name].answer_days if name in known else None,
            numbers={key: _count(row, key) for key in (*COUNTS, *DAYS)},
            climbed=_counts(row.get("climbed")),
        )
        for row in rows
        if isinstance(row, dict) and (name := str(row.get("level", "")))
    )


def _counts(told: Any) -> dict[str, int | None]:
    return {str(name): _count(told, name) for name in told} if isinstance(told, dict) else {}


def _count(told: Any, name: str) -> int | None:
    value = told.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
