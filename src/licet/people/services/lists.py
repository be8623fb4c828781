"""Distribution lists."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from licet.kernel.actor import Actor
from licet.kernel.audience import Audience
from licet.kernel.errors import Invalid, NotFound
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.people import domain
from licet.people.events import ListCreated, ListMemberAdded, ListMemberRemoved
from licet.people.models import DistributionList, ListMember
from licet.people.services.words import check_columns, read_optional, read_required
from licet.platform.ids import new_id
from licet.platform.locking import locked
from licet.policy.public import record_events, today


@transaction.atomic
def create_list(*, actor: Actor, code: str, name: str, audience: Audience, now: Instant, domains: Iterable[str] = ()) -> DistributionList:
    """A list. An internal one must name the mail domains it may reach; a public one names none."""
    actor.require(Permission.DISTRIBUTION_MANAGE)
    row = DistributionList(
        id=new_id(),
        code=code.strip().lower(),
        name=read_required(name, "the list’s name", "name"),
        audience=audience.value,
        domains=list(domain.check_domains(audience, domains)),
        created_at=now,
        created_by=actor.id,
    )
    if DistributionList.objects.filter(code=row.code).exists():
        raise Invalid(f"There is a list “{row.code}” already.", place="code")
    check_columns(row)
    row.save(force_insert=True)
    record_events(events=[ListCreated(on=today(now), ref=row.id, code=row.code, audience=row.audience)], actor=actor, now=now)
    return row


@transaction.atomic
def add_to_list(*, actor: Actor, code: str, address: str, now: Instant, name: str = "") -> ListMember:
    """Put an address on a list; an internal list refuses an address outside its mail domains."""
    actor.require(Permission.DISTRIBUTION_MANAGE)
    found = _access(code)
    row = ListMember(
        id=new_id(), list=found, address=_address(address), name=read_optional(name, "the name", "name"), added_at=now, added_by=actor.id
    )
    if not domain.may_reach(Audience(found.audience), found.domains, row.address):
        raise Invalid(f"{row.address} is outside what “{found.name}” may reach: {', '.join(found.domains)}.", place="address")
    if ListMember.objects.filter(list=found, address=row.address, removed_at__isnull=True).exists():
        raise Invalid(f"{row.address} is on “{found.name}” already.", place="address")
    row.save(force_insert=True)
    record_events(events=[ListMemberAdded(on=today(now), ref=found.id, address=row.address)], actor=actor, now=now)
    return row


@transaction.atomic
def remove_from_list(*, actor: Actor, code: str, address: str, now: Instant) -> None:
    """Take an address off; what was sent to it stays on record."""
    actor.require(Permission.DISTRIBUTION_MANAGE)
    found = _access(code)
    row = ListMember.objects.filter(list=found, address=_address(address), removed_at__isnull=True).first()
    if row is None:
        raise NotFound("address on this list")
    row.removed_at, row.removed_by = now, actor.id
    row.save(update_fields=["removed_at", "removed_by"])
    record_events(events=[ListMemberRemoved(on=today(now), ref=found.id, address=row.address)], actor=actor, now=now)


def _access(code: str) -> DistributionList:
    found = locked(DistributionList.objects.filter(code=code)).first()
    if found is None:
        raise NotFound("distribution list", named=code)
    return found


def _address(text: str) -> str:
    address = read_optional(text, "the email address", "address").lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Invalid(f"“{text[:60]}” is not an email address.", place="address") from None
    return address
