"""A decision record as one file that anyone checks offline."""

from licet.decisions.events import CaseDecisionMade, DecisionMade
from licet.decisions.models import Decision, Text
from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission
from licet.ledger import public as ledger
from licet_verify import canonical
from licet_verify.record import act_named, build, named_texts

_KINDS = frozenset({CaseDecisionMade.kind, DecisionMade.kind})
"""The entry of a decision is of one of these; those on cases were of the second one until November 2026."""


def access_decision(*, actor: Actor, reference: str) -> Decision:
    """One decision with its record, for officials who read decisions."""
    rows = Decision.objects.select_related("act", "case", "record").prefetch_related("outcomes__line")
    decision = rows.filter(reference=reference).first() if actor.may(Permission.DECISION_READ) else None
    if decision is None:
        raise NotFound("decision", named=reference)
    return decision


def record_file(decision: Decision) -> bytes:
    """The whole record with the texts that were read, and, once a checkpoint covers it, the proof that the log holds it."""
    signed, envelope = canonical.loads(decision.record.signed_part), canonical.loads(decision.record.envelope)
    of_act = canonical.loads(decision.act.signed_part) if act_named(signed) else None  # a licence in a bulk act
    digests = set(named_texts([signed, envelope, of_act]))
    texts = {row.sha256: row.body for row in Text.objects.filter(sha256__in=digests)}
    return build(signed=signed, envelope=envelope, texts=texts, log=_log(decision.reference))


def _log(reference: str) -> dict[str, canonical.Json] | None:
    """The entry that holds the decision, with its proof; None until a signed checkpoint covers it."""
    entry = next((item for item in ledger.find(reference) if item.kind in _KINDS), None)
    if entry is None or ledger.checkpoint_over(entry.position) is None:
        return None
    return {"leaf": ledger.leaf(entry.position).decode(), "proof": str(ledger.proof_file(entry.position))}
