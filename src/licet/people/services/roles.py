"""Roles from a day to a day."""

from datetime import date, timedelta

from django.db import transaction

from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, InvalidTransition
from licet.kernel.event import Event
from licet.kernel.instants import Instant
from licet.people import domain
from licet.people.domain import Held, Role
from licet.people.events import RoleEnded, RoleExplained, RoleGiven
from licet.people.models import Membership, User
from licet.people.services.access import lock_other_person
from licet.people.services.administrators import check_not_last_administrator
from licet.people.services.changes import record_changes
from licet.people.services.words import read_reasons
from licet.platform.ids import new_id
from licet.platform.locking import locked
from licet.policy.public import today


@transaction.atomic
def give_role(
    *,
    actor: Actor,
    user: str,
    role: Role,
    now: Instant,
    valid_from: date | None = None,
    valid_to: date | None = None,
    reasons: str,
) -> Membership:
    """Give a role from a day (today unless named) to a day, both included, and say why. Nobody gives themselves a role."""
    person = lock_other_person(actor, user)
    new = Held(role, valid_from or today(now), valid_to)
    domain.check_days(new, today=today(now))
    unended = _unended(person)
    lapsed = [held for held in unended if held.role == role.value and held.valid_to and held.valid_to < today(now)]
    current = [held for held in unended if held not in lapsed]
    if any(held.role == role.value for held in current):
        raise Invalid(f"{person.full_name} already has the role {role.value}: end it first.", place="role")
    domain.check_new_role(new, (held.to_domain() for held in current), side=person.side)
    written_reasons = read_reasons(reasons)
    events: list[Event] = [_end(held, actor=actor, now=now) for held in lapsed]
    membership = Membership(
        id=new_id(), user=person, role=role.value, valid_from=new.since, valid_to=new.until, given_at=now, given_by=actor.id
    )
    membership.save(force_insert=True)
    events += [_given_event(membership, today(now)), _explained(membership, "given", written_reasons, today(now))]
    record_changes(actor=actor, events=events, now=now)
    return membership


def _given_event(membership: Membership, day: date) -> RoleGiven:
    return RoleGiven(
        on=day,
        ref=membership.user_id,
        role=membership.role,
        valid_from=membership.valid_from.isoformat(),
        valid_to=membership.valid_to.isoformat() if membership.valid_to else None,
        given_by=membership.given_by,
    )


def _explained(membership: Membership, change: str, reasons: str, day: date) -> RoleExplained:
    """The reasons as an event of their own: ``people:role:given`` and ``people:role:ended`` are published kinds and stay as they are."""
    return RoleExplained(on=day, ref=membership.user_id, role=membership.role, change=change, reasons=reasons)


@transaction.atomic
def end_role(*, actor: Actor, user: str, role: Role, now: Instant, reasons: str) -> None:
    """End a role at once, today included, and say why. The last administrator stays."""
    person = lock_other_person(actor, user)
    membership = next((held for held in _unended(person) if held.role == role.value), None)
    if membership is None:
        raise InvalidTransition(f"{person.full_name} does not have the role {role.value}.")
    if role is Role.ADMINISTRATOR:
        check_not_last_administrator(person, today(now))
    written_reasons = read_reasons(reasons)
    events = [_end(membership, actor=actor, now=now), _explained(membership, "ended", written_reasons, today(now))]
    record_changes(actor=actor, events=events, now=now)


def _end(membership: Membership, *, actor: Actor, now: Instant) -> RoleEnded:
    yesterday = today(now) - timedelta(days=1)
    membership.valid_to = min(membership.valid_to or yesterday, yesterday)
    membership.ended_at, membership.ended_by = now, actor.id
    membership.save(update_fields=["valid_to", "ended_at", "ended_by"])
    last_day = membership.valid_to.isoformat() if membership.valid_to >= membership.valid_from else None
    return RoleEnded(on=today(now), ref=membership.user_id, role=membership.role, valid_to=last_day, ended_by=actor.id)


def end_roles_of(person: User, *, actor: Actor, now: Instant) -> list[Event]:
    """End every role of somebody who leaves; returns the events for the leader to record."""
    return [_end(membership, actor=actor, now=now) for membership in _unended(person)]


def _unended(person: User) -> list[Membership]:
    return list(locked(Membership.objects.filter(user=person, ended_at__isnull=True)))
