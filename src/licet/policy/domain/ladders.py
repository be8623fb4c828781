"""When something is late, and who it climbs to: stale assessments, triggers, concerns."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AssessmentLimits:
    """Calendar days: how old evidence, and how late a review, may be before a central assessment is stale.

    ``review_within_days`` is what a new version is given as its review date at most.
    """

    evidence_age_days: int
    review_overdue_days: int
    review_within_days: int


@dataclass(frozen=True, slots=True)
class TriggerLevel:
    """Who must take up a trigger within ``days`` working days before it climbs to the next level."""

    id: str
    title: str
    days: int


@dataclass(frozen=True, slots=True)
class ConcernLevel:
    """A rung of the ladder: the role that answers, and its clocks in working days. ``outside``: not of the authority."""

    id: str
    title: str
    role: str
    acknowledge_days: int
    answer_days: int
    outside: bool = False


@dataclass(frozen=True, slots=True)
class ConcernRules:
    """``batch_hour`` in the authority's zone: when the daily batch leaves. ``extension_days`` working days at most.

    ``filings_per_hour``: anonymous ones; what comes beyond reaches handlers with the next daily batch.
    ``follow_up_days``: calendar days after closing on which whoever raised it is asked whether they were treated worse, rising.
    """

    batch_hour: int
    extension_days: int
    fewest_shown: int
    filings_per_hour: int
    follow_up_days: tuple[int, ...]
    levels: tuple[ConcernLevel, ...]
