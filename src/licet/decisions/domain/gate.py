"""The gate: for each line what is open, missing, barred or held, and why (record.md S4, I1, I3; joints 13).

One pure function. Panel, API, frozen record and the guard inside ``decide`` use the same result. Nothing here averages,
counts votes or grants: only people do.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from licet.casework.domain import Finding, GateState, GateSummary, LineFinding, Standing, standings
from licet.kernel.event import Json
from licet.kernel.facts import LineFacts
from licet.kernel.scope import Match, Scope


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
    """A departure in force: never a finding of no risk, and never against a hold (record.md I1, I3)."""

    reference: str
    criteria: frozenset[str]
    scope: Scope
    expires_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionAsked:
    """A criterion of the set in force, as far as the gate needs it."""

    code: str
    bars: bool
    ihl: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningFacts:
    """``run`` is None when the parties of this version were never screened.

    ``lists`` are the list versions used, ``left_out`` the lists that policy asks for and the run did not have.
    """

    run: str | None = None
    lists: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    open_hits: int = 0
    confirmed_hits: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GateInput:
    """Everything the gate looks at, and no texts. ``assessment_required`` are lines for which policy asks one (joints 13)."""

    case: str
    application_version: str
    criteria_set: str
    criteria: tuple[CriterionAsked, ...]
    lines: tuple[LineFacts, ...]
    findings: tuple[LineFinding, ...] = ()
    screening: ScreeningFacts = field(default_factory=ScreeningFacts)
    holds: tuple[HoldFacts, ...] = ()
    departures: tuple[DepartureFacts, ...] = ()
    assessment_required: frozenset[str] = frozenset()
    open_enquiries: int = 0
    open_referrals: int = 0


class BarCode(StrEnum):
    """Why a line does not pass, or what was passed by departure. The sentence for each is ``web`` and ``cli``'s."""

    HOLD = "hold"
    HOLD_UNKNOWN = "hold-unknown"
    RISK_FOUND = "risk-found"
    CONFIRMED_HIT = "confirmed-hit"
    NOT_RATED = "not-rated"
    NO_ADVICE = "no-advice"
    UNDETERMINED = "undetermined"
    DISAGREEMENT = "disagreement"
    NO_ASSESSMENT = "no-assessment"
    NOT_SCREENED = "not-screened"
    OPEN_HITS = "open-hits"
    OPEN_ENQUIRY = "open-enquiry"
    OPEN_REFERRAL = "open-referral"
    BY_DEPARTURE = "by-departure"


STATE_OF_BAR: Mapping[BarCode, GateState] = {
    BarCode.HOLD: GateState.HELD,
    BarCode.HOLD_UNKNOWN: GateState.MISSING,
    BarCode.RISK_FOUND: GateState.BARRED,
    BarCode.CONFIRMED_HIT: GateState.BARRED,
    BarCode.BY_DEPARTURE: GateState.OPEN,
}
"""Every bar not named here is something *missing*."""

_BEST_FIRST = (GateState.OPEN, GateState.MISSING, GateState.BARRED, GateState.HELD)


@dataclass(frozen=True, slots=True, order=True)
class Bar:
    """One reason at one line. ``about`` is a hold's or departure's reference, or a count, as the code says."""

    line: str
    code: BarCode
    criterion: str = ""
    about: str = ""

    @property
    def state(self) -> GateState:
        return STATE_OF_BAR.get(self.code, GateState.MISSING)

    def to_json(self) -> dict[str, Json]:
        return {"line": self.line, "code": self.code.value, "criterion": self.criterion, "about": self.about, "state": self.state.value}


@dataclass(frozen=True, slots=True)
class GateResult:
    """All that stands at each line, worst state per line. Lines in the order of the input."""

    lines: tuple[str, ...]
    bars: tuple[Bar, ...]
    open_criteria: Mapping[str, tuple[str, ...]]

    def state(self, line: str) -> GateState:
        return worst(bar.state for bar in self.bars if bar.line == line)

    def is_open(self, line: str) -> bool:
        return self.state(line) is GateState.OPEN

    def summary(self) -> GateSummary:
        """One state for the case and how many lines' bars are of each kind, for lists."""
        states = [bar.state for bar in self.bars]
        return GateSummary(worst(states), states.count(GateState.MISSING), states.count(GateState.BARRED), states.count(GateState.HELD))

    def to_json(self) -> dict[str, Json]:
        return {
            "lines": [{"line": line, "state": self.state(line).value} for line in self.lines],
            "bars": [bar.to_json() for bar in self.bars],
            "open": {line: list(codes) for line, codes in self.open_criteria.items()},
        }


def worst(states: Iterable[GateState]) -> GateState:
    return max(states, key=_BEST_FIRST.index, default=GateState.OPEN)


def gate(given: GateInput) -> GateResult:
    """Whether each line may be granted, and every reason why not. Order of bars: by line, then worst first."""
    found = standings(given.findings)
    bars: list[Bar] = []
    passed: dict[str, tuple[str, ...]] = {}
    for facts in given.lines:
        at_line = [*_holds(given, facts), *_whole_case(given, facts), *_rating(facts)]
        if facts.controlled is not False:
            at_line += [bar for asked in given.criteria for bar in _criterion(given, facts, asked, found)]
            at_line += _assessment(given, facts)
        bars += sorted(at_line, key=lambda bar: -_BEST_FIRST.index(bar.state))
        troubled = {bar.criterion for bar in at_line}
        passed[facts.line] = tuple(asked.code for asked in given.criteria if asked.code not in troubled)
    return GateResult(tuple(facts.line for facts in given.lines), tuple(bars), passed)


def _holds(given: GateInput, facts: LineFacts) -> Iterator[Bar]:
    for hold in given.holds:
        match hold.scope.takes(facts):
            case Match.YES:
                yield Bar(facts.line, BarCode.HOLD, about=hold.reference)
            case Match.UNKNOWN:
                yield Bar(facts.line, BarCode.HOLD_UNKNOWN, about=hold.reference)


def _whole_case(given: GateInput, facts: LineFacts) -> Iterator[Bar]:
    screening = given.screening
    if screening.run is None or not screening.lists or screening.left_out:
        yield Bar(facts.line, BarCode.NOT_SCREENED, about=", ".join(screening.left_out))
    if screening.open_hits:
        yield Bar(facts.line, BarCode.OPEN_HITS, about=str(screening.open_hits))
    if screening.confirmed_hits:
        yield Bar(facts.line, BarCode.CONFIRMED_HIT, about=str(screening.confirmed_hits))
    if given.open_enquiries:
        yield Bar(facts.line, BarCode.OPEN_ENQUIRY)
    if given.open_referrals:
        yield Bar(facts.line, BarCode.OPEN_REFERRAL)


def _rating(facts: LineFacts) -> Iterator[Bar]:
    if facts.controlled is None:
        yield Bar(facts.line, BarCode.NOT_RATED)


def _criterion(given: GateInput, facts: LineFacts, asked: CriterionAsked, found: Mapping[tuple[str, str], Standing]) -> Iterator[Bar]:
    standing = found.get((facts.line, asked.code))
    if standing is None or standing.finding is None:
        yield Bar(facts.line, BarCode.NO_ADVICE, asked.code)
    elif standing.disagreement:
        yield Bar(facts.line, BarCode.DISAGREEMENT, asked.code)
    elif standing.finding is Finding.UNDETERMINED and asked.bars:
        yield Bar(facts.line, BarCode.UNDETERMINED, asked.code)
    elif standing.finding is Finding.BARS:
        yield _barred(given.departures, facts, asked.code)


def _barred(departures: Sequence[DepartureFacts], facts: LineFacts, criterion: str) -> Bar:
    for departure in departures:
        if criterion in departure.criteria and departure.scope.takes(facts) is Match.YES:
            return Bar(facts.line, BarCode.BY_DEPARTURE, criterion, departure.reference)
    return Bar(facts.line, BarCode.RISK_FOUND, criterion)


def _assessment(given: GateInput, facts: LineFacts) -> Iterator[Bar]:
    """Assessments come with a later part: where policy asks for one there is none yet, and that is *missing* (joints 13)."""
    if facts.line in given.assessment_required:
        ihl = next((asked.code for asked in given.criteria if asked.ihl), "")
        yield Bar(facts.line, BarCode.NO_ASSESSMENT, ihl)
