"""What the gate looks at, for any number of cases in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from licet.assessments import public as assessments
from licet.assessments.public import ConclusionFacts
from licet.casework import public as casework
from licet.casework.public import CaseFacts
from licet.decisions import domain
from licet.decisions.models import Departure, Hold
from licet.kernel.errors import NotFound
from licet.kernel.facts import LineFacts
from licet.policy import public as policy
from licet.screening import public as screening


@dataclass(frozen=True, slots=True)
class AtGate:
    """A case's facts, what the gate was given of them, and what it says."""

    facts: CaseFacts
    given: domain.GateInput
    result: domain.GateResult

    def used(self) -> tuple[ConclusionFacts, ...]:
        """The conclusions that take any of its lines, or may, in the order of their names."""
        used = self.result.used()
        return tuple(sorted((item for item in self.given.conclusions if item.about in used), key=lambda item: item.about))


@dataclass(frozen=True, slots=True)
class _Standing:
    """What stands for every case alike."""

    holds: tuple[domain.HoldFacts, ...]
    departures: tuple[domain.DepartureFacts, ...]
    conclusions: tuple[ConclusionFacts, ...]
    today: date


def at_gate(cases: Sequence[str], *, today: date) -> dict[str, AtGate]:
    """The gate of each case, by case id."""
    return gate_of(tuple(casework.gate_facts(cases).values()), today=today)


def gate_of(facts: Sequence[CaseFacts], *, today: date) -> dict[str, AtGate]:
    """As :func:`at_gate`, of cases whose facts were read already: five queries."""
    screened = screening.standing([item.application_version for item in facts])
    stands = _Standing(holds_in_force(), departures_in_force(today), assessments.conclusions_in_force(today), today)
    found = {}
    for item in facts:
        given = _gate_input(item, screened.get(item.application_version), stands)
        found[item.case] = AtGate(item, given, domain.gate(given))
    return found


def _gate_input(facts: CaseFacts, screened: screening.Standing | None, stands: _Standing) -> domain.GateInput:
    return domain.GateInput(
        case=facts.case,
        application_version=facts.application_version,
        criteria_set=facts.criteria_set,
        criteria=_criteria(facts.criteria_set),
        lines=facts.lines,
        today=stands.today,
        limits=policy.pack().assessment_limits,
        findings=facts.findings,
        screening=_screening(screened),
        holds=stands.holds,
        departures=stands.departures,
        conclusions=stands.conclusions,
        assessment_required=assessment_required(facts.lines),
        open_enquiries=facts.open_enquiries,
        open_referrals=facts.open_referrals,
    )


def holds_in_force() -> tuple[domain.HoldFacts, ...]:
    return tuple(hold.to_domain() for hold in Hold.objects.filter(lifted_on=None).order_by("reference"))


def departures_in_force(today: date) -> tuple[domain.DepartureFacts, ...]:
    return tuple(item.to_domain() for item in Departure.objects.filter(expires_on__gte=today).order_by("reference"))


def departure_in_force(reference: str, today: date) -> Departure:
    row = Departure.objects.filter(reference=reference, expires_on__gte=today).first()
    if row is None:
        raise NotFound(f"departure {reference} in force")
    return row


def concluded_at(lines: Sequence[LineFacts], *, today: date) -> dict[str, tuple[domain.Applies, ...]]:
    """The conclusions in force that take each line, or may, without the rest of the gate. One query."""
    conclusions = assessments.conclusions_in_force(today)
    return {line.line: domain.applying(conclusions, line) for line in lines if line.controlled is not False}


def assessment_required(lines: Sequence[LineFacts]) -> Mapping[str, frozenset[str]]:
    """The destinations on each line for which policy asks a central assessment; lines without are left out.

    A rule that names no destination asks for one of every country on the line.
    """
    asked = ((line.line, _destinations(line)) for line in lines)
    return {line: found for line, found in asked if found}


def _destinations(line: LineFacts) -> frozenset[str]:
    countries = {item.country for item in line.countries}
    found: set[str] = set()
    for rule in policy.assessment_rules(line):
        named = {value.rpartition(":")[2] for value in rule.scope.destination}
        found |= countries & named if named else countries
    return frozenset(found)


def _criteria(criteria_set: str) -> tuple[domain.CriterionAsked, ...]:
    clauses = policy.criteria_set(criteria_set).asked
    return tuple(domain.CriterionAsked(code=clause.code, bars=clause.bars, ihl=clause.ihl) for clause in clauses)


def _screening(standing: screening.Standing | None) -> domain.ScreeningFacts:
    if standing is None or standing.run is None:
        return domain.ScreeningFacts()
    return domain.ScreeningFacts(
        run=standing.run,
        lists=_named(standing.lists),
        compared_lists=_named(standing.compared_lists),
        compared_at=standing.compared_at,
        left_out=standing.lists_left_out,
        open_hits=standing.open,
        confirmed_hits=standing.confirmed,
    )


def _named(lists: Sequence[screening.ListUsed]) -> tuple[str, ...]:
    return tuple(f"{used.watchlist}/{used.number} sha256:{used.sha256}" for used in lists)
