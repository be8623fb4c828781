"""Sending an act back instead of signing it, in words; and giving a case back to its officer when an act becomes void."""

from django.db import transaction

from licet.casework import public as casework
from licet.decisions.domain import ActStatus
from licet.decisions.models import Act
from licet.decisions.services.propose import require_words
from licet.decisions.services.sign import close_act, lock_open_act
from licet.kernel.actor import Actor
from licet.kernel.event import Event
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.policy import public as policy

REFUSED = "Refused."


@transaction.atomic
def return_act(*, actor: Actor, act: str, words: str, now: Instant, refused: bool = False) -> None:
    """Send an act back to its proposer; the case is in progress again. Leads.

    ``refused`` is the answer of whoever should have signed: not a list of what to mend, but no. The record then begins with “Refused.”.
    """
    actor.require(Permission.ACT_RETURN)
    require_words(words=words)
    open_act = lock_open_act(act)
    closing_words = f"{REFUSED} {words}" if refused else words
    events: list[Event] = [close_act(open_act, ActStatus.RETURNED, actor, now, closing_words)]
    if open_act.case_id:
        case_words = closing_words if refused else f"Sent back: {words}"
        events += casework.move(actor=actor, case=open_act.case_id, transition="return", now=now, words=case_words)
    policy.record_events(actor=actor, events=events, now=now)


def return_case(actor: Actor, act: Act, now: Instant) -> list[Event]:
    """The case of a void act is in progress again; nothing to do for an act about no case. Returns the events. Not leading."""
    if not act.case_id:
        return []
    words = "Signatures are void: what was to be signed changed."
    return [*casework.move(actor=actor, case=act.case_id, transition="return", now=now, words=words)]
