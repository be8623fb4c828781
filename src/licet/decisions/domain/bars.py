"""What the gate says: every reason at every line, and the worst state that comes of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from licet.casework.domain import GateState, GateSummary
from licet.kernel.event import Json


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
