"""From complete signatures to decisions: outcomes, frozen records, what the public is told (joints 12, 14, 15, 18, 22).

Not leading: called by ``licences`` inside the act's transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from licet.casework import public as casework
from licet.casework.public import CaseContents
from licet.decisions import domain
from licet.decisions.domain import Outcome
from licet.decisions.events import DecisionMade
from licet.decisions.models import Act, Decision, LineOutcome, Record, Signature
from licet.decisions.selectors.acts import lines_of
from licet.decisions.selectors.gate import AtGate
from licet.decisions.selectors.signed_part import NO_ASSESSMENT
from licet.kernel.event import Event, Json
from licet.kernel.facts import LineFacts
from licet.kernel.instants import Instant
from licet.kernel.money import NoValue, total
from licet.platform.ids import new_id
from licet.platform.references import next_references
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
    """``outcome`` is the whole decision in one word, see :func:`case_outcome`."""

    decision: Decision
    outcome: str
    lines: tuple[domain.LineDecision, ...]
    contents: CaseContents
    signatures: tuple[Signature, ...]
    events: list[Event]


def decide_case(*, act: Act, at: AtGate, now: Instant) -> CaseDecided:
    """Write the decision on a case whose signatures are complete and whose gate was read in this transaction."""
    lines = lines_of(act)
    signatures = tuple(act.signatures.filter(voided_at=None).order_by("signed_at"))
    contents = casework.contents(at.facts.case)
    (reference,) = _references(now, 1)
    envelope = envelope_of(reference, signatures, now)
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
    return CaseDecided(decision, case_outcome(lines), lines, contents, signatures, [event])


def _references(now: Instant, count: int) -> list[str]:
    pack, today = policy.pack(), policy.today(now)
    return [str(item) for item in next_references(authority=pack.prefix, kind="DEC", year=today.year, count=count)]


def envelope_of(reference: str, signatures: Sequence[Signature], now: Instant) -> dict[str, Json]:
    """What stands around the signed part: who signed when, what they were shown, and the age of the evidence."""
    return {
        "v": 1,
        "decision": reference,
        "decided_at": now.isoformat(),
        "evidence": {"assessment": NO_ASSESSMENT, "age_days": None},
        "signatures": [
            {
                "by": item.signed_by,
                "name": item.name,
                "role": item.role,
                "digest": item.digest,
                "means": item.means,
                "authenticated_at": item.authenticated.isoformat(),
                "signed_at": item.signed_at.isoformat(),
                "shown": item.shown,
            }
            for item in signatures
        ],
    }


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
) -> DecisionMade:
    facts = {item.line: item for item in at.facts.lines}
    granted = [contents.line(item.line) for item in lines if item.outcome in domain.GRANTS]
    sum_ = total(item.value for item in granted)
    return DecisionMade(
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
        licence="",
        act=act.reference,
        signed_digest=decision.signed_digest,
        envelope_digest=decision.envelope_digest,
        withheld=list(WITHHELD),
        case=at.facts.reference,
        exporter=contents.exporter,
        parties=[{"role": party.role, "name": party.name} for party in contents.parties],
        descriptions=[item.name for item in contents.lines],
        end_use=contents.end_use,
        signers=[{"by": item.signed_by, "role": item.role} for item in signatures],
    )


def countries_json(facts: LineFacts) -> list[Json]:
    return [{"role": item.role.value, "country": item.country} for item in facts.countries]


def _line_event(item: domain.LineDecision, facts: LineFacts, contents: CaseContents) -> dict[str, Json]:
    value = contents.line(item.line).value
    return {
        "outcome": item.outcome.value,
        "rating": str(facts.rating) if facts.rating else None,
        "value_minor": None if isinstance(value, NoValue) else value.minor,
        "no_value": value.value if isinstance(value, NoValue) else "",
        "criteria": list(item.criteria),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceToDecide:
    """What a bulk act's decision on one licence says of it, beside the act itself."""

    reference: str
    source: str
    target: str
    licence_type: str
    exporter: str
    facts: tuple[LineFacts, ...]
    lines: list[Json]
    value_minor: int | None
    no_value: str


def decide_licences(*, act: Act, licences: Sequence[LicenceToDecide], outcome: str, now: Instant) -> tuple[list[Decision], list[Event]]:
    """One decision per licence of a signed act, in sets: records name the act's signed part as a text (joints 15)."""
    signatures = tuple(act.signatures.filter(voided_at=None).order_by("signed_at"))
    references = _references(now, len(licences))
    written = [_licence_decision(act, item, reference, signatures, now) for item, reference in zip(licences, references, strict=True)]
    decisions = [decision for decision, _ in written]
    Decision.objects.bulk_create(decisions, batch_size=1000)
    Record.objects.bulk_create([record for _, record in written], batch_size=1000)
    signers: list[Json] = [{"by": item.signed_by, "role": item.role} for item in signatures]
    events: list[Event] = [
        _licence_event(decision, act, item, outcome, signers) for decision, item in zip(decisions, licences, strict=True)
    ]
    return decisions, events


def _licence_decision(
    act: Act, item: LicenceToDecide, reference: str, signatures: Sequence[Signature], now: Instant
) -> tuple[Decision, Record]:
    signed: dict[str, Json] = {
        "v": 1,
        "kind": act.kind,
        "act": {"reference": act.reference, "signed_part": f"sha256:{act.digest}"},
        "licence": item.reference,
        "from": item.source,
        "to": item.target,
        "lines": item.lines,
    }
    envelope = envelope_of(reference, signatures, now)
    decision = Decision(
        id=new_id(),
        reference=reference,
        act=act,
        kind=act.kind,
        licence=item.reference,
        signed_digest=canonical.digest(signed),
        envelope_digest=canonical.digest(envelope),
        decided_on=policy.today(now),
        decided_at=now,
        decided_by=signatures[-1].signed_by,
    )
    record = Record(decision=decision, signed_part=canonical.dumps(signed).decode(), envelope=canonical.dumps(envelope).decode())
    return decision, record


def _licence_event(decision: Decision, act: Act, item: LicenceToDecide, outcome: str, signers: list[Json]) -> DecisionMade:
    return DecisionMade(
        on=decision.decided_on,
        ref=decision.reference,
        outcome=outcome,
        licence_type=item.licence_type,
        countries=countries_json(item.facts[0]),
        lines=item.lines,
        value_minor=item.value_minor,
        currency=policy.pack().currency,
        no_value=item.no_value,
        criteria=[],
        licence=item.reference,
        act=act.reference,
        signed_digest=decision.signed_digest,
        envelope_digest=decision.envelope_digest,
        withheld=["exporter", "descriptions"],
        case="",
        exporter=item.exporter,
        parties=[],
        descriptions=[],
        end_use="",
        signers=signers,
    )
