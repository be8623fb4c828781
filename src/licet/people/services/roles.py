"""Roles from a day to a day."""

from datetime import date, timedelta

from django.db import transaction

from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, InvalidTransition, NotAllowed, NotFound
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.people import domain
from licet.people.domain import Role
from licet.people.events import RoleEnded, RoleGiven
from licet.people.models import Membership, User
from licet.platform.ids import new_id
from licet.platform.locking import locked
from licet.policy.public import tell, today


@transaction.atomic
def give_role(
    *, actor: Actor, user: str, role: Role, now: Instant, valid_from: date | None = None, valid_to: date | None = None
) -> Membership:
    """Give a role from a day (today unless given) to a day, both included. Nobody gives themselves a role."""
    person = _access_other(actor, user)
    since = valid_from or today(now)
    if valid_to is not None and valid_to < since:
        raise Invalid(f"The role would end on {valid_to}, before it begins on {since}.", place="valid_to")
    held = [Role(row.role) for row in _open(person)]
    if role in held:
        raise Invalid(f"{person.full_name} is {role.value} already: end that first.", place="role")
    domain.check_roles([*held, role], side=person.side)
    row = Membership(id=new_id(), user=person, role=role.value, valid_from=since, valid_to=valid_to, given_at=now, given_by=actor.id)
    row.save(force_insert=True)
    tell(events=[_given(row, today(now))], actor=actor, now=now)
    return row


def _given(row: Membership, day: date) -> RoleGiven:
    return RoleGiven(
        on=day,
        ref=row.user_id,
        role=row.role,
        valid_from=row.valid_from.isoformat(),
        valid_to=row.valid_to.isoformat() if row.valid_to else None,
        given_by=row.given_by,
    )


@transaction.atomic
def end_role(*, actor: Actor, user: str, role: Role, now: Instant) -> None:
    """End a role at once: it does not count today any more."""
    person = _access_other(actor, user)
    row = next((row for row in _open(person) if row.role == role.value), None)
    if row is None:
        raise InvalidTransition(f"{person.full_name} is not {role.value}.")
    yesterday = today(now) - timedelta(days=1)
    row.valid_to = min(row.valid_to or yesterday, yesterday)
    row.ended_at, row.ended_by = now, actor.id
    row.save(update_fields=["valid_to", "ended_at", "ended_by"])
    last = row.valid_to.isoformat() if row.valid_to >= row.valid_from else None
    tell(events=[RoleEnded(on=today(now), ref=person.id, role=row.role, valid_to=last, ended_by=actor.id)], actor=actor, now=now)


def _access_other(actor: Actor, user: str) -> User:
    """The person, locked; refuses an actor who would change their own roles (record.md I2)."""
    actor.require(Permission.USER_MANAGE)
    if actor.id == f"user:{user}":
        raise NotAllowed("Nobody changes their own roles: another administrator does.")
    person = locked(User.objects.filter(pk=user, is_active=True)).first()
    if person is None:
        raise NotFound("person")
    return person


def _open(person: User) -> list[Membership]:
    return list(locked(Membership.objects.filter(user=person, ended_at__isnull=True)))
