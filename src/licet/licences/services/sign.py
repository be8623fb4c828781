"""Every signature leads through here: what completing an act brings about happens in the same transaction (joints 1)."""

from collections.abc import Callable

from django.db import transaction

from licet.casework import public as casework
from licet.decisions import public as decisions
from licet.decisions.public import ActKind, Shown, Signed, SignedPart
from licet.kernel.actor import Actor, Signer
from licet.kernel.errors import Refused
from licet.kernel.event import Event
from licet.kernel.instants import Instant
from licet.licences.services.changing import STATUS_ACTS, change_statuses, named_changes
from licet.licences.services.grant import grant
from licet.licences.services.status import status_signed_part
from licet.platform.locking import take_turn
from licet.policy import public as policy


@transaction.atomic
def sign_act(*, signer: Signer, act: str, digest: str, shown: Shown, now: Instant, words: str = "", accepts: int = 0) -> Signed:
    """Sign an act in the role that is due; with the last signature, do what it says. Leads.

    ``digest`` is what the signer read, ``shown`` the open concerns on their page, ``words`` what they say to it. When what
    the act stands on has changed since it was proposed, nothing is signed: ``voided`` says what changed, and the case is in
    progress again.
    """
    take_turn("licences:sign")  # a hold and a grant are never signed at once: one sees the other (record.md I3)
    row = decisions.act_for_signing(act)
    if row.case_id:
        casework.lock_case(row.case_id)  # what is read of it now is what is decided
    current = _current(ActKind(row.kind))(row, now)
    signed = decisions.sign(signer=signer, act=row, digest=digest, shown=shown, current=current, now=now, words=words, accepts=accepts)
    events = list(signed.events)
    if signed.voided and row.case_id:
        words = "Signatures are void: what was to be signed changed."
        events += casework.move(actor=signer.actor, case=row.case_id, transition="return", now=now, words=words)
    elif signed.complete:
        events += _complete(signer.actor, row, now)
    policy.tell(actor=signer.actor, events=events, now=now, act=row.reference)
    return Signed(row, signed.complete, signed.voided, events)


def _current(kind: ActKind) -> Callable[[decisions.Act, Instant], SignedPart]:
    if kind is ActKind.DECIDE:
        return decisions.current_signed_part
    return status_signed_part if kind in STATUS_ACTS else decisions.standing_now


def _complete(actor: Actor, act: decisions.Act, now: Instant) -> list[Event]:
    kind = ActKind(act.kind)
    if kind is ActKind.DECIDE:
        return grant(actor=actor, act=act, now=now)
    if kind in STATUS_ACTS:
        return change_statuses(actor=actor, act=act, changes=[named_changes(act)], now=now)
    if kind in decisions.COMPLETED_HERE:
        return decisions.complete(act=act, now=now)
    raise Refused(f"Nothing is known to follow from an act of kind {kind}.", place=act.reference)
