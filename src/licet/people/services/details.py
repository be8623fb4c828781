"""Correcting the name, the email address or the department of a person (decision 0259)."""

from dataclasses import dataclass

from django.db import transaction

from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, NotFound
from licet.kernel.instants import Instant
from licet.people import domain
from licet.people.domain import Detail, NameAndAddress
from licet.people.events import PersonDetailChanged
from licet.people.models import Department, User
from licet.people.services.access import lock_other_person, void_links
from licet.people.services.changes import record_changes
from licet.people.services.words import check_columns, read_reasons, read_required
from licet.policy.public import today


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetails:
    """What is to be changed; None leaves a detail as it is. ``department`` is a code."""

    full_name: str | None = None
    email: str | None = None
    department: str | None = None


@transaction.atomic
def change_person(*, actor: Actor, user: str, details: PersonDetails, reasons: str, now: Instant) -> User:
    """Change details of another person, each as an event with the same reasons. Leads.

    A new email address makes an unused link to set a password void: it was sent to the old one.
    """
    person = lock_other_person(actor, user)
    before = _details(person)
    if details.full_name is not None:
        person.full_name = read_required(details.full_name, "the person’s name", "full_name")
    if details.email is not None:
        person.email = read_required(details.email, "the email address", "email").lower()
    if details.department is not None:
        domain.check_may_change_department(person.side)
        person.department = _department(details.department)
    after = _details(person)
    changed = [detail for detail in Detail if before[detail] != after[detail]]
    if not changed:
        raise Invalid("Nothing would change: the details are already as you gave them.")
    written_reasons = read_reasons(reasons)
    check_not_creators_own(person, actor)
    if Detail.EMAIL in changed:
        check_email_is_free(person)
        void_links(actor=actor, person=person, now=now)
    check_columns(person)
    person.save(update_fields=["full_name", "email", "department"])
    events = [
        PersonDetailChanged(
            on=today(now),
            ref=person.pk,
            detail=detail.value,
            before=before[detail],
            after=after[detail],
            reasons=written_reasons,
            changed_by=actor.id,
        )
        for detail in changed
    ]
    record_changes(actor=actor, events=events, now=now)
    return person


def check_not_creators_own(person: User, actor: Actor) -> None:
    """Nobody makes an account for themselves, nor changes one into their own; the system's acts are nobody's."""
    creator = User.objects.filter(pk=actor.id.removeprefix("user:")).first()
    if creator is not None:
        domain.check_no_second_account(
            NameAndAddress(person.full_name, person.email), creator=NameAndAddress(creator.full_name, creator.email)
        )


def check_email_is_free(person: User) -> None:
    if User.objects.filter(email=person.email).exclude(pk=person.pk).exists():
        raise Invalid(f"Somebody already signs in with {person.email}.", place="email")


def _details(person: User) -> dict[Detail, str]:
    code = person.department.code if person.department else ""
    return {Detail.FULL_NAME: person.full_name, Detail.EMAIL: person.email, Detail.DEPARTMENT: code}


def _department(code: str) -> Department:
    department = Department.objects.filter(code=code).first()
    if department is None:
        raise NotFound("department", named=code)
    return department
