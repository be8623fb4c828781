"""From complete signatures to one decision for each licence of an act, in sets.

Not leading: called by ``licences`` inside the act's transaction.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from licet.decisions.events import DecisionByDeparture, DecisionMade
from licet.decisions.models import Act, Decision, Record, Signature
from licet.decisions.selectors.signed_part import evidence_json
from licet.decisions.services.envelope import countries_json, envelope_of, next_decisions
from licet.kernel.event import Event, Json
from licet.kernel.facts import LineFacts
from licet.kernel.instants import Instant
from licet.platform.ids import new_id
from licet.policy import public as policy
from licet_verify import canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceToDecide:
    """What a bulk act's decision on one licence says of it, beside the act itself.

    ``departure`` is the one by which it comes into force although the conclusions ``passes`` bar it (decision 0180).
    """

    reference: str
    source: str
    target: str
    licence_type: str
    exporter: str
    facts: tuple[LineFacts, ...]
    lines: list[Json]
    value_minor: int | None
    no_value: str
    departure: str = ""
    passes: tuple[str, ...] = ()


def decide_licences(*, act: Act, licences: Sequence[LicenceToDecide], outcome: str, now: Instant) -> tuple[list[Decision], list[Event]]:
    """One decision per licence of a signed act, in sets: records name the act's signed part as a text."""
    signatures = tuple(act.signatures.filter(voided_at=None).order_by("signed_at"))
    references = next_decisions(now, len(licences))
    today = policy.today(now)
    evidence = evidence_json(canonical.loads(act.signed_part), today)
    written = [
        _licence_decision(act, item, envelope_of(reference, evidence, signatures, now), signatures, now, today)
        for item, reference in zip(licences, references, strict=True)
    ]
    decisions = [decision for decision, _ in written]
    Decision.objects.bulk_create(decisions, batch_size=1000)
    Record.objects.bulk_create([record for _, record in written], batch_size=1000)
    signers: list[Json] = [{"by": item.signed_by, "role": item.role} for item in signatures]
    events: list[Event] = [
        _licence_event(decision, act, item, outcome, signers) for decision, item in zip(decisions, licences, strict=True)
    ]
    passed = [(decision, item) for decision, item in zip(decisions, licences, strict=True) if item.departure]
    return decisions, [*events, *(_by_departure(decision, act, item) for decision, item in passed)]


def _licence_decision(
    act: Act, item: LicenceToDecide, envelope: dict[str, Json], signatures: Sequence[Signature], now: Instant, today: date
) -> tuple[Decision, Record]:
    signed: dict[str, Json] = {
        "v": 1,
        "kind": act.kind,
        "act": {"reference": act.reference, "signed_part": f"sha256:{act.digest}"},
        "licence": item.reference,
        "from": item.source,
        "to": item.target,
        "lines": item.lines,
        **({"departure": {"reference": item.departure, "passes": [*item.passes]}} if item.departure else {}),
    }
    (signed_part, signed_digest), (around, envelope_digest) = _written(signed), _written(envelope)
    decision = Decision(
        id=new_id(),
        reference=str(envelope["decision"]),
        act=act,
        kind=act.kind,
        licence=item.reference,
        signed_digest=signed_digest,
        envelope_digest=envelope_digest,
        decided_on=today,
        decided_at=now,
        decided_by=signatures[-1].signed_by,
    )
    return decision, Record(decision=decision, signed_part=signed_part, envelope=around)


def _written(body: dict[str, Json]) -> tuple[str, str]:
    """The canonical text and its digest: written once, for there may be thousands."""
    data = canonical.dumps(body)
    return data.decode(), hashlib.sha256(data).hexdigest()


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


def _by_departure(decision: Decision, act: Act, item: LicenceToDecide) -> DecisionByDeparture:
    return DecisionByDeparture(
        on=decision.decided_on,
        ref=decision.reference,
        licence=item.reference,
        departure=item.departure,
        passes=[*item.passes],
        act=act.reference,
    )
