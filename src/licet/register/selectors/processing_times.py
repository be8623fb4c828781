"""How long decisions took, month by month, as it was published (docs/decisions/0212)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from licet.ledger import public as ledger
from licet.policy import public as policy
from licet.register.models import ProcessingTimes
from licet.register.selectors.log import LogState, log_state


@dataclass(frozen=True, slots=True)
class TimesOfGroup:
    """One line of figures. ``licence_type`` is empty for all decisions of the month together.

    ``within_target_percent`` is a whole number, or *10 or less*, or *90 or more*.
    """

    licence_type: str
    name: str
    decisions: int
    median_days: str
    within_target_percent: str


@dataclass(frozen=True, slots=True)
class TimesOfMonth:
    """A month as it was published in the entry at ``position``. No ``groups``: there were fewer than ``fewest`` decisions."""

    month: str
    position: int
    fewest: int
    target_days: int
    groups: tuple[TimesOfGroup, ...]


@dataclass(frozen=True, slots=True)
class ProcessingTimesPage:
    """Every month, newest first. ``kind`` is that of the newest month's entry, empty where there is none."""

    months: tuple[TimesOfMonth, ...]
    kind: str
    log: LogState

    @property
    def proved(self) -> bool:
        """Whether a signed checkpoint covers the newest month."""
        return bool(self.months) and self.log.checkpoint is not None and self.months[0].position < self.log.checkpoint.size


def processing_times_page() -> ProcessingTimesPage:
    """Six queries."""
    months = tuple(_month(row) for row in ProcessingTimes.objects.order_by("-month", "-position"))
    newest = next(ledger.published(after=months[0].position - 1, limit=1), None) if months else None
    return ProcessingTimesPage(months, newest.kind if newest else "", log_state())


def _month(row: ProcessingTimes) -> TimesOfMonth:
    total = [{"licence_type": "", **row.total}] if isinstance(row.total, dict) else []
    items = [*total, *(item for item in row.by_type if isinstance(item, dict))] if total else []
    return TimesOfMonth(row.month, row.position, row.fewest, row.target_days, tuple(_group(item) for item in items))


def _group(item: Mapping[str, Any]) -> TimesOfGroup:
    code = str(item["licence_type"])
    names = {kind.code: kind.name for kind in policy.pack().licence_types}
    return TimesOfGroup(
        licence_type=code,
        name=names.get(code, code),
        decisions=int(item["decisions"]),
        median_days=str(item["median_days"]),
        within_target_percent=str(item["within_target_percent"]),
    )
