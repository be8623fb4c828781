"""What the gate looks at: facts and version ids of a case and of everything that may stand against it, and no texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from licet.assessments.domain import ConclusionFacts
from licet.casework.domain import LineFinding
from licet.kernel.facts import LineFacts
from licet.kernel.instants import Instant
from licet.kernel.scope import Scope
from licet.policy.domain import AssessmentLimits


class HoldKind(StrEnum):
    EMBARGO = "embargo"
    UNDERTAKING = "undertaking to a court"
    PAUSE = "policy pause"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldFacts:
    reference: str
    kind: HoldKind
    scope: Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartureFacts:
    """A departure in force: never a finding of no risk, and never against a hold.

    ``conclusions`` are the conclusions that lay before the minister, each by its name (``XA-ASM 2031/000001 v3 c1``): that of another
    version, also a later one of the same assessment, is not departed from (decisions 0151, 0262).
    """

    reference: str
    criteria: frozenset[str]
    scope: Scope
    expires_on: date
    conclusions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionAsked:
    """A criterion of the set in force, as far as the gate needs it."""

    code: str
    bars: bool
    ihl: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningFacts:
    """``run`` is None when the parties of this version were never screened.

    ``lists`` are the list versions that the run used. The same matches were found with ``compared_lists`` at ``compared_at``, the
    run itself or later; ``left_out`` are the lists that policy asks for and that were not among these.
    """

    run: str | None = None
    lists: tuple[str, ...] = ()
    compared_lists: tuple[str, ...] = ()
    compared_at: Instant | None = None
    left_out: tuple[str, ...] = ()
    open_hits: int = 0
    confirmed_hits: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GateInput:
    """Everything the gate looks at, and no texts.

    ``conclusions`` are those in force of every central assessment. ``assessment_required`` maps a line to the
    destinations on it for which policy asks one; a line that is absent needs none. ``limits`` say when an
    assessment is too old on ``today``.
    """

    case: str
    application_version: str
    criteria_set: str
    criteria: tuple[CriterionAsked, ...]
    lines: tuple[LineFacts, ...]
    today: date
    limits: AssessmentLimits
    findings: tuple[LineFinding, ...] = ()
    screening: ScreeningFacts = field(default_factory=ScreeningFacts)
    holds: tuple[HoldFacts, ...] = ()
    departures: tuple[DepartureFacts, ...] = ()
    conclusions: tuple[ConclusionFacts, ...] = ()
    assessment_required: Mapping[str, frozenset[str]] = field(default_factory=dict)
    open_enquiries: int = 0
    open_referrals: int = 0

    @property
    def ihl(self) -> tuple[str, ...]:
        """The criteria that a central assessment answers; an empty code where the set has none, so that nothing is lost."""
        return tuple(asked.code for asked in self.criteria if asked.ihl) or ("",)
