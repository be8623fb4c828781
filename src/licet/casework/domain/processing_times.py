"""What may be published of how long decisions took (docs/decisions/0212)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from licet.kernel.event import Json
from licet.kernel.small_groups import groups_to_show, share_to_show

FEWEST_DECISIONS = 10
"""Figures of processing times are published for at least so many decisions together (docs/decisions/0212)."""


@dataclass(frozen=True, slots=True)
class Times:
    """How long a group of decisions took, in working days by the clock of their cases.

    ``median_days`` is written as text, ``"12"`` or ``"12.5"``: a leaf of the log holds whole numbers only. So is
    ``within_target_percent``, which is ``"10 or less"`` and ``"90 or more"`` at the ends: 100 would tell of each single decision.
    """

    decisions: int
    median_days: str
    within_target_percent: str

    def to_json(self) -> dict[str, Json]:
        return {
            "decisions": self.decisions,
            "median_days": self.median_days,
            "within_target_percent": self.within_target_percent,
        }


@dataclass(frozen=True, slots=True)
class MonthTimes:
    """What is published of a month. ``total`` is None for fewer than :data:`FEWEST_DECISIONS` decisions: then nothing is."""

    total: Times | None
    by_type: Mapping[str, Times]


def month_times(days: Mapping[str, Sequence[int]], target_days: int) -> MonthTimes:
    """What may be published of a month's decisions, whose working days are given by licence type.

    >>> month_times({"individual": [3] * 9}, 20).total is None
    True
    >>> month_times({"individual": [3] * 10, "open": [30, 31] * 5}, 20).total
    Times(decisions=20, median_days='16.5', within_target_percent='50')
    """
    every = [item for items in days.values() for item in items]
    if len(every) < FEWEST_DECISIONS:
        return MonthTimes(None, {})
    shown = groups_to_show({name: len(items) for name, items in days.items()}, FEWEST_DECISIONS)
    return MonthTimes(_times(every, target_days), {name: _times(days[name], target_days) for name in sorted(shown)})


def _times(days: Sequence[int], target_days: int) -> Times:
    middle = median(days)
    within = sum(item <= target_days for item in days)
    return Times(len(days), f"{middle:g}", share_to_show(within, len(days)))
