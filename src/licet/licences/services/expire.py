"""What time does: licences whose last day has passed. No decision, and told like every other change."""

from django.db import transaction

from licet.kernel.actor import Actor
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.licences import domain
from licet.licences.domain import LicenceStatus
from licet.licences.events import LicenceStatusChanged
from licet.licences.models import Licence, StatusChange
from licet.licences.services.ending_soon import expiry_letter
from licet.licences.services.listing import list_licences_again
from licet.notices import public as notices
from licet.platform.ids import new_id
from licet.platform.locking import locked
from licet.policy import public as policy
from licet.policy.public import LetterName


@transaction.atomic
def expire_due(*, actor: Actor, now: Instant) -> int:
    """Expire what ended before today; returns how many. Leads; doing it again finds nothing."""
    actor.require(Permission.LICENCE_EXPIRE)
    today, expire = policy.today(now), domain.TRANSITIONS["expire"]
    rows = list(locked(Licence.objects.filter(status__in=expire.sources, valid_until__lt=today).order_by("reference")))
    if not rows:
        return 0
    holders = {row.pk: row for row in Licence.objects.filter(pk__in=[row.pk for row in rows]).select_related("organisation")}
    changes = [
        StatusChange(
            id=new_id(),
            licence=row,
            source=row.status,
            target=expire.target,
            changed_on=today,
            changed_at=now,
            changed_by=actor.id,
        )
        for row in rows
    ]
    events = [
        LicenceStatusChanged(
            on=today,
            ref=row.reference,
            source=row.status,
            target=LicenceStatus.EXPIRED.value,
            decision="",
            act="",
            exporter=holders[row.pk].organisation.name,
        )
        for row in rows
    ]
    StatusChange.objects.bulk_create(changes, batch_size=1000)
    for row in rows:
        row.status, row.revision = expire.target, row.revision + 1
    Licence.objects.bulk_update(rows, ["status", "revision"], batch_size=500)
    list_licences_again([row.pk for row in rows])
    letters = [expiry_letter(LetterName.EXPIRY, row, now) for row in holders.values()]
    written = notices.write(actor=actor, messages=letters, now=now, act=f"{LetterName.EXPIRY} {today}")
    policy.record_events(actor=actor, events=[*events, *written.events], now=now)
    return len(rows)
