"""What the gate looks at, for any number of cases in a fixed number of queries (joints 13: at most 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from licet.casework import public as casework
from licet.casework.public import CaseFacts
from licet.decisions import domain
from licet.decisions.models import Departure, Hold
from licet.policy import public as policy
from licet.screening import public as screening


@dataclass(frozen=True, slots=True)
class AtGate:
    """A case's facts, what the gate was given of them, and what it says."""

    facts: CaseFacts
    given: domain.GateInput
    result: domain.GateResult


def at_gate(cases: Sequence[str], *, today: date) -> dict[str, AtGate]:
    """The gate of each case, by case id."""
    return gate_of(tuple(casework.gate_facts(cases).values()), today=today)


def gate_of(facts: Sequence[CaseFacts], *, today: date) -> dict[str, AtGate]:
    """As :func:`at_gate`, of cases whose facts were read already: four queries."""
    standing = screening.standing([item.application_version for item in facts])
    holds = holds_in_force()
    departures = departures_in_force(today)
    found = {}
    for item in facts:
        given = _gate_input(item, standing.get(item.application_version), holds, departures)
        found[item.case] = AtGate(item, given, domain.gate(given))
    return found


def holds_in_force() -> tuple[domain.HoldFacts, ...]:
    return tuple(hold.to_domain() for hold in Hold.objects.filter(lifted_on=None).order_by("reference"))


def departures_in_force(today: date) -> tuple[domain.DepartureFacts, ...]:
    return tuple(item.to_domain() for item in Departure.objects.filter(expires_on__gte=today).order_by("reference"))


def _gate_input(
    facts: CaseFacts,
    standing: screening.Standing | None,
    holds: tuple[domain.HoldFacts, ...],
    departures: tuple[domain.DepartureFacts, ...],
) -> domain.GateInput:
    return domain.GateInput(
        case=facts.case,
        application_version=facts.application_version,
        criteria_set=facts.criteria_set,
        criteria=_criteria(facts.criteria_set),
        lines=facts.lines,
        findings=facts.findings,
        screening=_screening(standing),
        holds=holds,
        departures=departures,
        assessment_required=frozenset(line.line for line in facts.lines if policy.assessment_required(line)),
        open_enquiries=facts.open_enquiries,
        open_referrals=facts.open_referrals,
    )


def _criteria(criteria_set: str) -> tuple[domain.CriterionAsked, ...]:
    clauses = policy.criteria_set(criteria_set).asked
    return tuple(domain.CriterionAsked(code=clause.code, bars=clause.bars, ihl=clause.ihl) for clause in clauses)


def _screening(standing: screening.Standing | None) -> domain.ScreeningFacts:
    if standing is None or standing.run is None:
        return domain.ScreeningFacts()
    lists = tuple(f"{used.watchlist}/{used.number} sha256:{used.sha256}" for used in standing.lists)
    return domain.ScreeningFacts(
        run=standing.run, lists=lists, left_out=standing.lists_left_out, open_hits=standing.open, confirmed_hits=standing.confirmed
    )
