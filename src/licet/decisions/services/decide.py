"""From complete signatures to the decision on a case: outcomes, frozen record, what the public is told.

Not leading: called by ``licences`` inside the act's transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from licet.casework import public as casework
from licet.casework.public import CaseContents
from licet.decisions import domain
from licet.decisions.domain import Outcome
from licet.decisions.events import CaseDecisionMade
from licet.decisions.models import Act, Decision, LineOutcome, Record, Signature
from licet.decisions.selectors.gate import AtGate
from licet.decisions.selectors.signed_part import evidence_json, lines_of
from licet.decisions.services.envelope import countries_json, envelope_of, next_decisions
from licet.kernel.event import Event, Json
from licet.kernel.facts import LineFacts
from licet.kernel.instants import Instant
from licet.kernel.money import NoValue, total
from licet.platform.ids import new_id
from licet.policy import public as policy
from licet_verify import canonical

WITHHELD = ("exporter", "parties", "descriptions", "end_use")
_WORD = {
    Outcome.GRANT: "granted",
    Outcome.GRANT_WITH_CONDITIONS: "granted",
    Outcome.REFUSE: "refused",
    Outcome.NO_LICENCE_REQUIRED: "no licence required",
}


@dataclass(frozen=True, slots=True)
class CaseDecided:
    """``outcome`` is the whole decision in one word, see :func:`case_outcome`.

    ``findings`` are what was found of a line and criterion; ``assessed`` names the central assessment that found a clear risk of them.
    """

    decision: Decision
    outcome: str
    lines: tuple[domain.LineDecision, ...]
    contents: CaseContents
    signatures: tuple[Signature, ...]
    events: list[Event]
    findings: Mapping[tuple[str, str], casework.Finding | None]
    assessed: Mapping[tuple[str, str], str]


def decide_case(*, act: Act, at: AtGate, now: Instant) -> CaseDecided:
    """Write the decision on a case whose signatures are complete and whose gate was read in this transaction."""
    lines = lines_of(act)
    signatures = tuple(act.signatures.filter(voided_at=None).order_by("signed_at"))
    contents = casework.contents(at.facts.case)
    (reference,) = next_decisions(now, 1)
    evidence = evidence_json(canonical.loads(act.signed_part), policy.today(now))
    envelope = envelope_of(reference, evidence, signatures, now, at.given.screening)
    decision = Decision(
        id=new_id(),
        reference=reference,
        act=act,
        kind=act.kind,
        case_id=at.facts.case,
        signed_digest=act.digest,
        envelope_digest=canonical.digest(envelope),
        decided_on=policy.today(now),
        decided_at=now,
        decided_by=signatures[-1].signed_by,
    )
    Decision.objects.bulk_create([decision])
    LineOutcome.objects.bulk_create(_outcome(decision, item) for item in lines)
    Record.objects.create(decision=decision, signed_part=act.signed_part, envelope=canonical.dumps(envelope).decode())
    event = _case_event(decision, act, at, lines, contents, signatures)
    findings = {place: standing.finding for place, standing in casework.standings(at.facts.findings).items()}
    risks = [bar for bar in at.result.bars if bar.code is domain.BarCode.CLEAR_RISK]
    assessed = {(bar.line, bar.criterion): bar.about for bar in risks}
    return CaseDecided(decision, case_outcome(lines), lines, contents, signatures, [event], findings, assessed)


def _outcome(decision: Decision, item: domain.LineDecision) -> LineOutcome:
    return LineOutcome(
        id=new_id(),
        decision=decision,
        line_id=item.line,
        outcome=item.outcome,
        criteria=list(item.criteria),
        conditions=list(item.conditions),
        reasons=item.reasons,
    )


def case_outcome(lines: Sequence[domain.LineDecision]) -> str:
    """One word for the whole decision, as statistics count it.

    >>> case_outcome([])
    'no licence required'
    """
    words = {_WORD[item.outcome] for item in lines}
    if "granted" in words:
        return "granted" if words <= {"granted", "no licence required"} else "partly granted"
    return "refused" if "refused" in words else "no licence required"


def _case_event(
    decision: Decision,
    act: Act,
    at: AtGate,
    lines: Sequence[domain.LineDecision],
    contents: CaseContents,
    signatures: Sequence[Signature],
) -> CaseDecisionMade:
    facts = {item.line: item for item in at.facts.lines}
    granted = [contents.line(item.line) for item in lines if item.outcome in domain.GRANTS]
    sum_ = total(item.value for item in granted)
    return CaseDecisionMade(
        on=decision.decided_on,
        ref=decision.reference,
        outcome=case_outcome(lines),
        licence_type=at.facts.licence_type,
        countries=countries_json(at.facts.lines[0]),
        lines=[_line_event(item, facts[item.line], contents) for item in lines],
        value_minor=sum_.money.minor if sum_.money else None,
        currency=policy.pack().currency,
        no_value="" if sum_.money else (NoValue.NOT_RECORDED if granted else NoValue.NOT_APPLICABLE).value,
        criteria=[*sorted({code for item in lines for code in item.criteria})],
        signed_digest=decision.signed_digest,
        envelope_digest=decision.envelope_digest,
        withheld=list(WITHHELD),
        act=act.reference,
        case=at.facts.reference,
        exporter=contents.exporter,
        parties=[{"role": party.role, "name": party.name} for party in contents.parties],
        descriptions=[item.name for item in contents.lines],
        end_use=contents.end_use,
        signers=[{"by": item.signed_by, "role": item.role} for item in signatures],
    )


def _line_event(item: domain.LineDecision, facts: LineFacts, contents: CaseContents) -> dict[str, Json]:
    value = contents.line(item.line).value
    return {
        "outcome": item.outcome.value,
        "rating": str(facts.rating) if facts.rating else None,
        "value_minor": None if isinstance(value, NoValue) else value.minor,
        "no_value": value.value if isinstance(value, NoValue) else "",
        "criteria": list(item.criteria),
    }
