"""The gate: for each line what is open, missing, barred or held, and why.

One pure function. Panel, API, frozen record and the guard inside ``decide`` use the same result. Nothing here averages, counts votes or
grants: only people do.

Every conclusion of a central assessment in force that covers a line applies, wherever it comes from; the worst decides, and all are
shown. A clear risk bars everywhere. That no conclusion covers the line, that one is *not determined* or has no sufficient basis for *no
clear risk*, or that one is stale, is *missing* only where policy requires an assessment; a departure made from it passes what is not
determined. *Unknown* is never open: the line may lie within the scope.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from licet.assessments.domain import ConclusionFacts, ConclusionFinding, stale
from licet.casework.domain import Finding, GateState, GateSummary, Standing, standings
from licet.decisions.domain.departing import departed_from
from licet.decisions.domain.gate_input import CriterionAsked, DepartureFacts, GateInput
from licet.kernel.event import Json
from licet.kernel.facts import LineFacts
from licet.kernel.scope import Match


class BarCode(StrEnum):
    """Why a line does not pass, or what was passed by departure. The sentence for each is ``web`` and ``cli``'s."""

    HOLD = "hold"
    HOLD_UNKNOWN = "hold-unknown"
    RISK_FOUND = "risk-found"
    CLEAR_RISK = "clear-risk"
    CLEAR_RISK_UNKNOWN = "clear-risk-unknown"
    CONFIRMED_HIT = "confirmed-hit"
    NOT_RATED = "not-rated"
    NO_ADVICE = "no-advice"
    UNDETERMINED = "undetermined"
    DISAGREEMENT = "disagreement"
    NO_ASSESSMENT = "no-assessment"
    NOT_DETERMINED = "not-determined"
    NO_BASIS = "no-basis"
    STALE_ASSESSMENT = "stale-assessment"
    NOT_SCREENED = "not-screened"
    OPEN_HITS = "open-hits"
    OPEN_ENQUIRY = "open-enquiry"
    OPEN_REFERRAL = "open-referral"
    BY_DEPARTURE = "by-departure"


STATE_OF_BAR: Mapping[BarCode, GateState] = {
    BarCode.HOLD: GateState.HELD,
    BarCode.HOLD_UNKNOWN: GateState.MISSING,
    BarCode.RISK_FOUND: GateState.BARRED,
    BarCode.CLEAR_RISK: GateState.BARRED,
    BarCode.CONFIRMED_HIT: GateState.BARRED,
    BarCode.BY_DEPARTURE: GateState.OPEN,
}
"""Every bar not named here is something *missing*."""

_BEST_FIRST = (GateState.OPEN, GateState.MISSING, GateState.BARRED, GateState.HELD)


@dataclass(frozen=True, slots=True, order=True)
class Bar:
    """One reason at one line.

    ``about`` is the reference of a hold or departure, a conclusion (``XA-ASM 2031/000001 v3 c1``), a destination or a
    count, as the code says. ``passes`` is the conclusion that a departure passes; empty where it passes advice.
    """

    line: str
    code: BarCode
    criterion: str = ""
    about: str = ""
    passes: str = ""

    @property
    def state(self) -> GateState:
        return STATE_OF_BAR.get(self.code, GateState.MISSING)

    def to_json(self) -> dict[str, Json]:
        said: dict[str, Json] = {"line": self.line, "code": self.code.value, "criterion": self.criterion, "about": self.about}
        return said | {"state": self.state.value} | ({"passes": self.passes} if self.passes else {})


@dataclass(frozen=True, slots=True)
class GateResult:
    """All that stands at each line, worst state per line. Lines in the order of the input.

    ``concluded`` names, by line, the conclusions of central assessments that take it, or may.
    """

    lines: tuple[str, ...]
    bars: tuple[Bar, ...]
    open_criteria: Mapping[str, tuple[str, ...]]
    concluded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def state(self, line: str) -> GateState:
        return worst(bar.state for bar in self.bars if bar.line == line)

    def is_open(self, line: str) -> bool:
        return self.state(line) is GateState.OPEN

    def summary(self) -> GateSummary:
        """One state for the case and how many lines' bars are of each kind, for lists."""
        states = [bar.state for bar in self.bars]
        return GateSummary(worst(states), states.count(GateState.MISSING), states.count(GateState.BARRED), states.count(GateState.HELD))

    def used(self) -> frozenset[str]:
        """The conclusions that take any line, or may."""
        return frozenset(about for abouts in self.concluded.values() for about in abouts)

    def to_json(self) -> dict[str, Json]:
        said: dict[str, Json] = {
            "lines": [{"line": line, "state": self.state(line).value} for line in self.lines],
            "bars": [bar.to_json() for bar in self.bars],
            "open": {line: list(codes) for line, codes in self.open_criteria.items()},
        }
        return said | ({"concluded": {line: list(abouts) for line, abouts in self.concluded.items()}} if self.concluded else {})


def worst(states: Iterable[GateState]) -> GateState:
    return max(states, key=_BEST_FIRST.index, default=GateState.OPEN)


def worst_first(bars: Iterable[Bar]) -> list[Bar]:
    """The bars of one line; what is equally bad keeps its order."""
    return sorted(bars, key=lambda bar: -_BEST_FIRST.index(bar.state))


def gate(given: GateInput) -> GateResult:
    """Whether each line may be granted, and every reason why not. Order of bars: by line, then worst first."""
    found = standings(given.findings)
    bars: list[Bar] = []
    passed: dict[str, tuple[str, ...]] = {}
    concluded: dict[str, tuple[str, ...]] = {}
    for facts in given.lines:
        at_line = [*_holds(given, facts), *_whole_case(given, facts), *_rating(facts)]
        if facts.controlled is not False:
            at_line += [bar for asked in given.criteria for bar in _criterion(given, facts, asked, found)]
            conclusions = applying(given.conclusions, facts)
            at_line += bars_of_conclusions(given, facts, conclusions)
            if conclusions:
                concluded[facts.line] = tuple(item.conclusion.about for item in conclusions)
        bars += worst_first(at_line)
        troubled = {bar.criterion for bar in at_line}
        passed[facts.line] = tuple(asked.code for asked in given.criteria if asked.code not in troubled)
    return GateResult(tuple(facts.line for facts in given.lines), tuple(bars), passed, concluded)


def _holds(given: GateInput, facts: LineFacts) -> Iterator[Bar]:
    for hold in sorted(given.holds, key=lambda item: item.reference):
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
        yield _barred(given, facts, asked.code)


def _barred(given: GateInput, facts: LineFacts, criterion: str) -> Bar:
    departure = departed(given, facts, criterion)
    if departure:
        return Bar(facts.line, BarCode.BY_DEPARTURE, criterion, departure.reference)
    return Bar(facts.line, BarCode.RISK_FOUND, criterion)


@dataclass(frozen=True, slots=True)
class Applies:
    """A conclusion at a line: it takes the line, or a fact that its scope asks for is not known."""

    conclusion: ConclusionFacts
    surely: bool


def applying(conclusions: Iterable[ConclusionFacts], facts: LineFacts) -> tuple[Applies, ...]:
    """In the order of their names, whatever the order they come in.

    That a scope of *no clear risk* may take a line says nothing of it.
    """
    answers = ((item, item.scope.takes(facts)) for item in sorted(conclusions, key=_name))
    found = (Applies(item, answer is Match.YES) for item, answer in answers if answer is not Match.NO)
    return tuple(item for item in found if item.surely or item.conclusion.stands_as is not ConclusionFinding.NO_CLEAR_RISK)


def _name(item: ConclusionFacts) -> tuple[str, int, int]:
    return item.assessment, item.number, item.ordinal


def bars_of_conclusions(given: GateInput, facts: LineFacts, found: tuple[Applies, ...]) -> Iterator[Bar]:
    """Every bar that assessments put at a line, one for each criterion of humanitarian law in the set."""
    asked = given.assessment_required.get(facts.line, frozenset())
    for criterion in given.ihl:
        for applies in found:
            yield from _of_one(given, facts, criterion, applies, required=bool(asked))
        assessed = {item.conclusion.destination for item in found}
        yield from (Bar(facts.line, BarCode.NO_ASSESSMENT, criterion, destination) for destination in sorted(asked - assessed))


def _of_one(given: GateInput, facts: LineFacts, criterion: str, applies: Applies, *, required: bool) -> Iterator[Bar]:
    conclusion = applies.conclusion
    if conclusion.finding is ConclusionFinding.CLEAR_RISK:
        yield _clear_risk(given, facts, criterion, applies)
    elif conclusion.stands_as is ConclusionFinding.NOT_DETERMINED and required:
        code = BarCode.NO_BASIS if conclusion.lacks else BarCode.NOT_DETERMINED
        yield _passed(given, facts, criterion, applies) or Bar(facts.line, code, criterion, conclusion.about)
    if required and stale(conclusion, given.limits, given.today):
        yield Bar(facts.line, BarCode.STALE_ASSESSMENT, criterion, conclusion.about)


def _clear_risk(given: GateInput, facts: LineFacts, criterion: str, applies: Applies) -> Bar:
    conclusion = applies.conclusion
    if not applies.surely:
        return Bar(facts.line, BarCode.CLEAR_RISK_UNKNOWN, criterion, conclusion.about)
    return _passed(given, facts, criterion, applies) or Bar(facts.line, BarCode.CLEAR_RISK, criterion, conclusion.about)


def _passed(given: GateInput, facts: LineFacts, criterion: str, applies: Applies) -> Bar | None:
    """That a departure which was made from the conclusion passes it; None where there is none, or it may not take the line."""
    departure = departed(given, facts, criterion, conclusion=applies.conclusion) if applies.surely else None
    if departure is None:
        return None
    return Bar(facts.line, BarCode.BY_DEPARTURE, criterion, departure.reference, applies.conclusion.about)


def departed(given: GateInput, facts: LineFacts, criterion: str, *, conclusion: ConclusionFacts | None = None) -> DepartureFacts | None:
    """The departure by which a criterion passes at a line, the first by reference; None when there is none.

    With ``conclusion``, one that was made from it: it lay before the minister, and it is of a place that the
    departure names (:func:`licet.decisions.domain.departing.departed_from`).
    """
    for departure in sorted(given.departures, key=lambda item: item.reference):
        in_force = departure.expires_on >= given.today and criterion in departure.criteria
        if in_force and departure.scope.takes(facts) is Match.YES and (conclusion is None or _made_from(departure, conclusion)):
            return departure
    return None


def _made_from(departure: DepartureFacts, conclusion: ConclusionFacts) -> bool:
    return conclusion.about in departure.conclusions and bool(departed_from(departure.scope, (conclusion,)))
