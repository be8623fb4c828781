"""What an authority's rules ask for a line: advice, signatures, a central assessment. Every rule that matches applies.

What is not known asks for more, never for less (decision 0020).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from licet.kernel.facts import LineFacts
from licet.policy.domain.authority import ActKind, Authority, Rule, Seat, SignatureRule


@dataclass(frozen=True, slots=True)
class AdviceAsked:
    """A department is asked about criteria of a line, because of a rule."""

    department: str
    criteria: tuple[str, ...]
    rule_id: str


def routing(facts: LineFacts, authority: Authority) -> tuple[AdviceAsked, ...]:
    """Who is asked about which criteria of a line. A department is asked each criterion once, by the first rule that says so."""
    asked: list[AdviceAsked] = []
    seen: set[tuple[str, str]] = set()
    for rule in authority.routing:
        if rule.applies(facts):
            new = tuple(code for code in rule.criteria if (rule.department, code) not in seen)
            seen.update((rule.department, code) for code in new)
            asked += [AdviceAsked(rule.department, new, rule.id)] if new else []
    return tuple(asked)


def signatures_for(kind: ActKind, lines: Iterable[LineFacts], authority: Authority) -> tuple[Seat, ...]:
    """The capacities in which an act over these lines is signed, in the pack's order: at least two, more where a rule asks."""
    return tuple(dict.fromkeys(seat for rule in signature_rules(kind, lines, authority) for seat in rule.seats))


def signature_rules(kind: ActKind, lines: Iterable[LineFacts], authority: Authority) -> tuple[SignatureRule, ...]:
    """The rules that ask for them."""
    lines = tuple(lines)
    of_kind = (rule for rule in authority.signatures if rule.act is kind)
    return tuple(rule for rule in of_kind if rule.always or any(rule.applies(facts) for facts in lines))


def assessment_rules(facts: LineFacts, authority: Authority) -> tuple[Rule, ...]:
    """The rules by which a central assessment is required for a line; none: it is not."""
    return tuple(rule for rule in authority.assessments if rule.applies(facts))
