"""What an assessment concludes of a scope, as the gate, reviews and pages read it: facts only, no texts.

A clear risk bars; *not determined* is never read as no risk. Several conclusions may match one line:
all apply and the worst stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from licet.kernel.event import Json
from licet.kernel.scope import Scope
from licet.policy.domain import AssessmentLimits


class ConclusionFinding(StrEnum):
    """Of one scope."""

    CLEAR_RISK = "clear risk"
    NO_CLEAR_RISK = "no clear risk"
    NOT_DETERMINED = "not determined"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what is known was assessed. ``undetermined`` counts incidents by why nothing could be found."""

    registered: int = 0
    triaged: int = 0
    assessed: int = 0
    undetermined: tuple[tuple[str, int], ...] = ()

    @property
    def undetermined_total(self) -> int:
        return sum(count for _, count in self.undetermined)

    @property
    def undetermined_percent(self) -> int:
        """Of those assessed, rounded half up; 0 where none was assessed."""
        return (200 * self.undetermined_total + self.assessed) // (2 * self.assessed) if self.assessed else 0

    def to_json(self) -> dict[str, Json]:
        return {
            "registered": self.registered,
            "triaged": self.triaged,
            "assessed": self.assessed,
            "undetermined": dict(self.undetermined),
        }


class StaleWhy(StrEnum):
    """Why an assessment no longer carries a decision where policy requires one."""

    EVIDENCE_OLD = "its evidence is too old"
    REVIEW_OVERDUE = "its review date has passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionFacts:
    """One conclusion of the version in force. Ids are public ids; ``assessment`` is the reference, ``version`` its id.

    ``about`` is how bars, records and departures name it: ``XA-ASM 2026/000001 v3 c1``. ``unanswered`` counts the questions to the
    recipient that stood without an answer, ``after_cutoff`` the incidents that happened after ``evidence_until``.

    ``lacks`` names what a *no clear risk* has too little of under the pack's minimum, and ``short_of`` under its full requirement;
    the people in ``accepted_by`` accepted the latter.
    """

    id: str
    assessment: str
    version: str
    number: int
    ordinal: int
    destination: str
    conflict: str
    finding: ConclusionFinding
    scope: Scope
    evidence_until: date
    review_by: date
    concluded_on: date
    coverage: Coverage = field(default_factory=Coverage)
    unanswered: int = 0
    lacks: tuple[str, ...] = ()
    short_of: tuple[str, ...] = ()
    accepted_by: tuple[str, ...] = ()
    after_cutoff: int = 0

    @property
    def about(self) -> str:
        return f"{self.assessment} v{self.number} c{self.ordinal}"

    @property
    def stands_as(self) -> ConclusionFinding:
        """How the gate reads it: a *no clear risk* below the pack's minimum determines nothing (decision 0262)."""
        return ConclusionFinding.NOT_DETERMINED if self.lacks else self.finding

    def evidence_age(self, today: date) -> int:
        return (today - self.evidence_until).days


def stale(facts: ConclusionFacts, limits: AssessmentLimits, today: date) -> tuple[StaleWhy, ...]:
    """Why the version behind a conclusion is stale on a day; empty while it is not."""
    return stale_version(facts.evidence_until, facts.review_by, limits, today)


def stale_version(evidence_until: date, review_by: date, limits: AssessmentLimits, today: date) -> tuple[StaleWhy, ...]:
    """The same of a version by its days."""
    return tuple(_stale(evidence_until, review_by, limits, today))


def _stale(evidence_until: date, review_by: date, limits: AssessmentLimits, today: date) -> Iterator[StaleWhy]:
    if today > evidence_until + timedelta(days=limits.evidence_age_days):
        yield StaleWhy.EVIDENCE_OLD
    if today > review_by + timedelta(days=limits.review_overdue_days):
        yield StaleWhy.REVIEW_OVERDUE
