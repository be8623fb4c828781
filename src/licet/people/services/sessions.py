"""Signing somebody out. Their account and their roles stay as they are."""

from django.db import transaction

from licet.kernel.actor import Actor
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.people.services.access import end_all_sessions, end_one_session, lock_person
from licet.people.services.changes import record_changes


@transaction.atomic
def end_sessions(*, actor: Actor, user: str, now: Instant, handle: str | None = None) -> None:
    """End one session of a person, or all of them when no handle is given. One's own, or anybody's for an administrator. Leads."""
    if actor.id != f"user:{user}":
        actor.require(Permission.USER_MANAGE)
    person = lock_person(user)
    if handle is not None:
        end_one_session(actor=actor, person=person, handle=handle, now=now)
        return
    record_changes(actor=actor, events=end_all_sessions(actor=actor, person=person, now=now), now=now)
