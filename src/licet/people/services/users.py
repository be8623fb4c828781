"""People who sign in."""

import re
from datetime import date
from typing import Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, InvalidTransition, NotFound
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.people.events import UserCreated, UserDeactivated
from licet.people.models import Department, Organisation, User
from licet.people.services.words import check_columns, said
from licet.people.services.words import reasons as given_reasons
from licet.platform.environment import only_where_pretending
from licet.platform.ids import new_id
from licet.platform.locking import locked
from licet.policy.public import tell, today

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
        full_name=said(full_name, "the person's name", "full_name"),
        email=email.strip().lower(),
        organisation=home if isinstance(home, Organisation) else None,
        department=home if isinstance(home, Department) else None,
        demonstration=demonstration,
        created_at=now,
        created_by=actor.id,
    )
    _refuse_known(user)
    _apply_password(user, password)
    check_columns(user)
    user.save(force_insert=True)
    tell(events=[_created(user, today(now))], actor=actor, now=now)
    return user


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
    found = Department.objects.filter(code=department).first() if department else Organisation.objects.filter(pk=str(organisation)).first()
    if found is None:
        raise NotFound("department" if department else "organisation")
    return found


def _username(text: str) -> str:
    name = text.strip().lower()
    if not USERNAME.fullmatch(name):
        raise Invalid(f"“{text[:40]}” cannot be a user name: 2 to 64 letters a to z, figures, dots or dashes.", place="username")
    return name


def _refuse_known(user: User) -> None:
    if User.objects.filter(username=user.username).exists():
        raise Invalid(f"The user name “{user.username}” is taken.", place="username")
    if User.objects.filter(email=user.email).exists():
        raise Invalid(f"Somebody signs in with {user.email} already.", place="email")


def _apply_password(user: User, password: str | None) -> None:
    if password is None:
        user.set_unusable_password()
        return
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), place="password") from None
    user.set_password(password)


@transaction.atomic
def set_password(*, actor: Actor, user: str, password: str, now: Instant) -> None:
    """A new password: by the person, or by who keeps people. No event: the ledger holds nothing about passwords."""
    if actor.id != f"user:{user}":
        actor.require(Permission.USER_MANAGE)
    found = locked(User.objects.filter(pk=user, is_active=True)).first()
    if found is None:
        raise NotFound("person")
    _apply_password(found, password)
    found.save(update_fields=["password"])


@transaction.atomic
def deactivate_user(*, actor: Actor, user: str, reasons: str, now: Instant) -> None:
    """They cannot sign in and have no role any more; what they signed keeps their name."""
    actor.require(Permission.USER_MANAGE)
    found = locked(User.objects.filter(pk=user)).first()
    if found is None:
        raise NotFound("person")
    if not found.is_active:
        raise InvalidTransition(f"{found.full_name} is deactivated already.")
    found.is_active = False
    found.save(update_fields=["is_active"])
    tell(events=[UserDeactivated(on=today(now), ref=found.id, reasons=given_reasons(reasons))], actor=actor, now=now)
