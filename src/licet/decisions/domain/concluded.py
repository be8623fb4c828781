"""What central assessments do at the gate (record.md S4, I7-I9; joints 10, 13).

Every conclusion in force that takes a line applies, wherever it comes from; the worst stands and all are shown. A clear
risk bars everywhere. That none takes the line, that one is *not determined* or has no sufficient basis for *no clear risk*, or
that one is stale, is *missing* only where policy requires an assessment; a departure made from it passes what is not determined.
*Unknown* is never open: it may lie under the scope.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from licet.assessments.domain import ConclusionFacts, ConclusionFinding, stale
from licet.decisions.domain.bars import Bar, BarCode
from licet.decisions.domain.departing import departed_from
from licet.decisions.domain.given import DepartureFacts, GateInput
from licet.kernel.facts import LineFacts
from licet.kernel.scope import Match


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
