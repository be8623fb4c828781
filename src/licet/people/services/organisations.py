"""Organisations and departments."""

from django.db import transaction
from django.utils.text import slugify

from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, InvalidTransition, NotFound
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.people.domain import OrganisationStatus
from licet.people.events import DepartmentCreated, OrganisationClosed, OrganisationCreated
from licet.people.models import Department, Organisation
from licet.people.services.words import check_columns, read_optional, read_reasons, read_required
from licet.platform.ids import new_id
from licet.platform.locking import locked, take_turn
from licet.policy.public import pack, record_events, today


@transaction.atomic
def create_organisation(
    *,
    actor: Actor,
    name: str,
    registration_number: str,
    address: str,
    country: str,
    email: str,
    now: Instant,
    customs_number: str = "",
    slug: str | None = None,
) -> Organisation:
    """A new exporter. ``country`` is a two-letter code; the slug follows from the name unless given."""
    actor.require(Permission.ORGANISATION_MANAGE)
    organisation = Organisation(
        id=new_id(),
        slug=slug or slugify(name)[:64],
        name=read_required(name, "the organisation’s name", "name"),
        registration_number=read_required(registration_number, "its registration number", "registration_number").upper(),
        customs_number=read_optional(customs_number, "its customs number", "customs_number").upper(),
        address=read_required(address, "its address", "address", many_lines=True),
        country=country.strip().upper(),
        email=read_required(email, "its email address", "email").lower(),
        status=OrganisationStatus.ACTIVE.value,
        created_at=now,
        created_by=actor.id,
    )
    if not organisation.slug:
        raise Invalid("No short name can be made from this name: give one in letters a to z, such as “acme”.", place="slug")
    _refuse_known(organisation)
    check_columns(organisation)
    organisation.save(force_insert=True)
    event = OrganisationCreated(
        on=today(now),
        ref=organisation.id,
        slug=organisation.slug,
        name=organisation.name,
        registration_number=organisation.registration_number,
    )
    record_events(events=[event], actor=actor, now=now)
    return organisation


def _refuse_known(organisation: Organisation) -> None:
    if Organisation.objects.filter(registration_number=organisation.registration_number).exists():
        raise Invalid(f"{organisation.registration_number} is registered already.", place="registration_number")
    if Organisation.objects.filter(slug=organisation.slug).exists():
        raise Invalid(f"An organisation is called “{organisation.slug}” already: give another short name.", place="slug")


@transaction.atomic
def close_organisation(*, actor: Actor, organisation: str, reasons: str, now: Instant) -> None:
    """Nothing new begins for it; its people go on reading what it sent and received."""
    actor.require(Permission.ORGANISATION_MANAGE)
    found = locked(Organisation.objects.filter(pk=organisation)).first()
    if found is None:
        raise NotFound("organisation")
    if found.status == OrganisationStatus.CLOSED.value:
        raise InvalidTransition(f"{found.name} is closed already.")
    found.status, found.closed_at, found.closed_by = OrganisationStatus.CLOSED.value, now, actor.id
    found.save(update_fields=["status", "closed_at", "closed_by"])
    event = OrganisationClosed(on=today(now), ref=found.id, reasons=read_reasons(reasons))
    record_events(events=[event], actor=actor, now=now)


@transaction.atomic
def create_department(*, actor: Actor, code: str, name: str, now: Instant) -> Department:
    """A department under the code that policy packs know it by."""
    actor.require(Permission.ORGANISATION_MANAGE)
    department = Department(
        id=new_id(),
        code=code.strip().lower(),
        name=read_required(name, "the department’s name", "name"),
        created_at=now,
        created_by=actor.id,
    )
    if Department.objects.filter(code=department.code).exists():
        raise Invalid(f"There is a department “{department.code}” already.", place="code")
    check_columns(department)
    department.save(force_insert=True)
    record_events(events=[_department_created(department, now)], actor=actor, now=now)
    return department


def _department_created(department: Department, now: Instant) -> DepartmentCreated:
    return DepartmentCreated(on=today(now), ref=department.id, code=department.code, name=department.name)


@transaction.atomic
def create_departments_of_pack(*, actor: Actor, now: Instant) -> list[Department]:
    """Every department that the authority's pack names and that is not there yet; returns the new ones. Repeating it changes nothing."""
    actor.require(Permission.ORGANISATION_MANAGE)
    take_turn("people:departments")
    existing = set(Department.objects.values_list("code", flat=True))
    departments = [
        Department(id=new_id(), code=named.id, name=named.name, created_at=now, created_by=actor.id)
        for named in pack().departments
        if named.id not in existing
    ]
    Department.objects.bulk_create(departments)
    record_events(events=[_department_created(department, now) for department in departments], actor=actor, now=now)
    return departments
