"""Criteria sets: what a line is assessed against, clause by clause, each with its own legal test (regime: the threshold ladder).

The tests are never collapsed into one another: they answer different questions.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from licet.kernel.errors import Invalid
from licet.policy.domain.pack import Checked, PackInfo, in_force


class TestKind(StrEnum):
    """The legal nature of a clause."""

    __test__ = False  # not a test of pytest's

    KNOWLEDGE = "knowledge"
    INCONSISTENT_WITH_OBLIGATION = "inconsistent_with_obligation"
    CLEAR_RISK = "clear_risk"
    CLEAR_RISK_OVERALL = "clear_risk_overall"
    OVERRIDING_RISK = "overriding_risk"
    SPECIAL_CAUTION = "special_caution"
    TAKE_INTO_ACCOUNT = "take_into_account"
    DUTY = "duty"


class AdviserRole(StrEnum):
    """What a department is for; an authority says which of its departments plays it."""

    LICENSING = "licensing"
    FOREIGN = "foreign"
    DEFENCE = "defence"
    DEVELOPMENT = "development"
    TECHNICAL = "technical"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause. ``asked`` clauses are those on which each line needs an answer; the others stand under them.

    ``bars``: a positive finding leaves no discretion. ``ihl``: answered by a central assessment where one
    is required. ``question`` is None where no answer is asked.
    """

    code: str
    title: str
    text: str
    test: TestKind
    bars: bool
    lead: AdviserRole
    reasons: tuple[str, ...]
    source: str
    checked: Checked
    parent: str | None = None
    question: str | None = None
    asked: bool = False
    ihl: bool = False


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """A version of a set of criteria; clauses stand in the order of their source."""

    info: PackInfo
    jurisdiction: str
    instrument: str
    in_force_from: date
    in_force_until: date | None
    notes: tuple[str, ...]
    clauses: tuple[Clause, ...]
    _by_code: dict[str, Clause] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {clause.code: clause for clause in self.clauses})

    @property
    def id(self) -> str:
        return self.info.id

    def clause(self, code: str) -> Clause:
        """Raises :class:`Invalid` for a code that the set does not have."""
        try:
            return self._by_code[code]
        except KeyError:
            raise Invalid(f"“{code[:20]}” is no clause of {self.info.title} ({self.info.version}).", place="criterion") from None

    def has(self, code: str) -> bool:
        return code in self._by_code

    @property
    def asked(self) -> tuple[Clause, ...]:
        """The clauses on which every line needs an answer."""
        return tuple(clause for clause in self.clauses if clause.asked)

    @property
    def barring(self) -> tuple[Clause, ...]:
        """Those of the asked clauses that bar a grant."""
        return tuple(clause for clause in self.asked if clause.bars)

    @property
    def ihl(self) -> tuple[Clause, ...]:
        return tuple(clause for clause in self.clauses if clause.ihl)

    def in_force(self, on: date) -> bool:
        return in_force(on, self.in_force_from, self.in_force_until)
