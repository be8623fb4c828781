"""People who sign in."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db import transaction

from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, InvalidTransition, NotFound
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.people import domain
from licet.people.domain import Role
from licet.people.events import UserCreated, UserDeactivated
from licet.people.models import Department, Organisation, User
from licet.people.services.access import end_access
from licet.people.services.administrators import check_not_last_administrator
from licet.people.services.changes import record_changes
from licet.people.services.details import check_email_is_free, check_not_creators_own
from licet.people.services.passwords import check_password_strength
from licet.people.services.roles import end_roles_of, give_role
from licet.people.services.words import check_columns, read_reasons, read_required
from licet.platform.environment import only_where_pretending
from licet.platform.ids import new_id
from licet.platform.locking import locked
from licet.policy.public import today

USERNAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")


@transaction.atomic
def create_user(
    *,
    actor: Actor,
    username: str,
    full_name: str,
    email: str,
    now: Instant,
    organisation: str | None = None,
    department: str | None = None,
    password: str | None = None,
    demonstration: bool = False,
) -> User:
    """A person of one organisation (its id) or one department (its code). Without a password they cannot yet sign in."""
    actor.require(Permission.USER_MANAGE)
    if demonstration:
        only_where_pretending("An invented person")
    home = _home(organisation, department)
    user = User(
        id=new_id(),
        username=_username(username),
        full_name=read_required(full_name, "the person’s name", "full_name"),
        email=read_required(email, "the email address", "email").lower(),
        organisation=home if isinstance(home, Organisation) else None,
        department=home if isinstance(home, Department) else None,
        demonstration=demonstration,
        created_at=now,
        created_by=actor.id,
    )
    check_not_creators_own(user, actor)
    if User.objects.filter(username=user.username).exists():
        raise Invalid(f"The username “{user.username}” is taken.", place="username")
    check_email_is_free(user)
    _apply_password(user, password)
    check_columns(user)
    user.save(force_insert=True)
    record_changes(actor=actor, events=[_created(user, today(now))], now=now)
    return user


@transaction.atomic
def add_person(
    *,
    actor: Actor,
    username: str,
    full_name: str,
    email: str,
    roles: Sequence[Role],
    now: Instant,
    organisation: str | None = None,
    department: str | None = None,
    reasons: str = "",
) -> User:
    """A new person with roles from today on; if one role is refused, nobody is added. Leads."""
    person = create_user(
        actor=actor, username=username, full_name=full_name, email=email, organisation=organisation, department=department, now=now
    )
    for role in roles:
        give_role(actor=actor, user=person.pk, role=role, reasons=reasons, now=now)
    return person


def _created(user: User, day: date) -> UserCreated:
    return UserCreated(
        on=day,
        ref=user.id,
        username=user.username,
        full_name=user.full_name,
        organisation=user.organisation_id,
        department=user.department.code if user.department else None,
        demonstration=user.demonstration,
    )


def _home(organisation: str | None, department: str | None) -> Organisation | Department:
    if (organisation is None) == (department is None):
        raise Invalid("A person belongs to one organisation or to one department.", place="organisation")
    if department:
        home = Department.objects.filter(code=department).first()
        if home is None:
            raise NotFound("department", named=department)
        return home
    firm = Organisation.objects.filter(pk=str(organisation)).first()
    if firm is None:
        raise NotFound("organisation")
    return firm


def _username(text: str) -> str:
    name = text.strip().lower()
    if not USERNAME.fullmatch(name):
        allowed = "use 2 to 64 lower-case letters (a to z), digits, dots, hyphens or underscores, beginning with a letter or digit"
        raise Invalid(f"“{text[:40]}” cannot be a username: {allowed}.", place="username")
    return name


def _apply_password(user: User, password: str | None) -> None:
    if password is None:
        user.set_unusable_password()
        return
    check_password_strength(user, password)
    user.set_password(password)


@transaction.atomic
def deactivate_user(*, actor: Actor, user: str, reasons: str, now: Instant) -> None:
    """Close somebody's account at once, with every role, session, token and link; what they signed keeps their name. Leads."""
    actor.require(Permission.USER_MANAGE)
    domain.check_other_person(actor.id, f"user:{user}")
    person = locked(User.objects.filter(pk=user)).first()
    if person is None:
        raise NotFound("person")
    if not person.is_active:
        raise InvalidTransition(f"The account of {person.full_name} is already closed.")
    written_reasons = read_reasons(reasons)
    check_not_last_administrator(person, today(now))
    ended = [*end_roles_of(person, actor=actor, now=now), *end_access(actor=actor, person=person, now=now)]
    person.is_active = False
    person.save(update_fields=["is_active"])
    event = UserDeactivated(on=today(now), ref=person.id, reasons=written_reasons)
    record_changes(actor=actor, events=[*ended, event], now=now)
