"""The gate: for each line what is open, missing, barred or held, and why (record.md S4, I1, I3; joints 13).

One pure function. Panel, API, frozen record and the guard inside ``decide`` use the same result. Nothing here averages,
counts votes or grants: only people do.
"""

from collections.abc import Iterator, Mapping

from licet.casework.domain import Finding, Standing, standings
from licet.decisions.domain.bars import Bar, BarCode, GateResult, worst_first
from licet.decisions.domain.concluded import applying, bars_of_conclusions, departed
from licet.decisions.domain.given import CriterionAsked, GateInput
from licet.kernel.facts import LineFacts
from licet.kernel.scope import Match


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
