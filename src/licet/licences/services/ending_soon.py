"""Word to holders some days before their licence ends. No decision, and nothing changes."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from licet.kernel.actor import Actor
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.licences.domain import LicenceStatus
from licet.licences.models import Licence
from licet.notices import public as notices
from licet.policy import public as policy
from licet.policy.public import LetterName

AT_ONCE = 500


@transaction.atomic
def announce_expiry(*, actor: Actor, now: Instant) -> int:
    """Write once to each holder of a licence whose last day is near, as the pack says; returns how many letters. Leads."""
    actor.require(Permission.LICENCE_EXPIRE)
    today = policy.today(now)
    announced = notices.Message.objects.filter(licence=OuterRef("reference"), kind=notices.MessageKind.EXPIRY_NOTICE.value)
    live = Licence.objects.filter(status__in=[LicenceStatus.IN_FORCE.value, LicenceStatus.SUSPENDED.value])
    ending = live.filter(valid_until__gte=today, valid_until__lte=today + timedelta(days=policy.pack().expiry_notice_days))
    rows = ending.filter(~Exists(announced)).select_related("organisation").order_by("valid_until", "reference")[:AT_ONCE]
    messages = [expiry_letter(LetterName.EXPIRY_NOTICE, row, now) for row in rows]
    if messages:
        written = notices.write(actor=actor, messages=messages, now=now, act=f"{LetterName.EXPIRY_NOTICE} {today}")
        policy.record_events(actor=actor, events=written.events, now=now)
    return len(messages)


def expiry_letter(name: LetterName, row: Licence, now: Instant) -> notices.MessageDraft:
    """The letter before the end of a licence, or at its end. One of each is ever written."""
    holder = row.organisation
    letter = notices.pack_letter(name, reference=row.reference, holder=holder, on=policy.today(now), valid_until=row.valid_until)
    return notices.MessageDraft(letter=letter, organisation=holder.pk, key=f"{name}:{row.pk}", licence=row.reference, email=holder.email)
