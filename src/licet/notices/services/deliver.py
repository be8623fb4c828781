"""Mail what waits to be mailed: each once, also after a kill in between."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from licet.kernel.actor import Actor
from licet.kernel.errors import LicetError
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.notices.domain import DeliveryState, MessageKind, mail_text
from licet.notices.models import Delivery, Message
from licet.platform.locking import locked
from licet.platform.mail import Mail, mailer

PER_ROUND: Final = 50
CLAIM: Final = timedelta(minutes=2)
_LONGEST_ROUND: Final = 60.0  # seconds: half of the claim, so that a slow mail server never outlasts it
_LONGEST_ERROR: Final = 300


@dataclass(frozen=True, slots=True)
class DeliveryRound:
    """How many were handed over, how many cannot be, and whether more wait."""

    delivered: int
    failed: int
    more: bool


def deliver_pending(*, actor: Actor, now: Instant, most: int = PER_ROUND) -> DeliveryRound:
    """Hand waiting mail to the mailer, at most ``most``. May be killed and called again at any time.

    The mail is claimed in one short transaction, sent outside of any, and each one marked as soon as it was handed over.
    Its key is its delivery's id, so the mailer knows it again if it was handed over and not yet marked. An address that
    cannot be used is marked failed, with the reason; a mailer that does not answer leaves the rest waiting.
    """
    actor.require(Permission.MESSAGE_DELIVER)
    if not _list_waiting(now).exists():
        return DeliveryRound(0, 0, False)  # claiming is a write, and others wait for writes
    claimed, more = _claim_mail(now, most)
    sent, began = list[bool](), monotonic()
    try:
        for delivery in claimed:
            if monotonic() - began > _LONGEST_ROUND:
                break
            sent.append(_send_mail(delivery, actor, now))
    finally:
        _give_back(claimed[len(sent) :])
    return DeliveryRound(sum(sent), len(sent) - sum(sent), more or len(sent) < len(claimed))


def _list_waiting(now: Instant) -> QuerySet[Delivery, Delivery]:
    unclaimed = Q(claimed_until=None) | Q(claimed_until__lte=now)
    return Delivery.objects.filter(unclaimed, state=DeliveryState.PENDING.value).order_by("id")


@transaction.atomic
def _claim_mail(now: Instant, most: int) -> tuple[list[Delivery], bool]:
    """Up to ``most`` deliveries, kept from other processes for a while; and whether more wait."""
    rows = list(locked(_list_waiting(now).select_related("message"), skip_busy=True)[: most + 1])
    claimed = rows[:most]
    Delivery.objects.filter(pk__in=[row.pk for row in claimed]).update(claimed_until=now + CLAIM)
    return claimed, len(rows) > most


def _give_back(unsent: Sequence[Delivery]) -> None:
    """What was claimed and not sent, because the mailer failed or took too long, waits for the next round."""
    if unsent:
        Delivery.objects.filter(pk__in=[row.pk for row in unsent]).update(claimed_until=None)


def _send_mail(delivery: Delivery, actor: Actor, now: Instant) -> bool:
    """Send one mail and mark it; whether it could be handed over."""
    marked = Delivery.objects.filter(pk=delivery.pk)
    try:
        mailer().send(_make_mail(delivery, now))
    except LicetError as error:
        marked.update(state=DeliveryState.FAILED.value, error=str(error)[:_LONGEST_ERROR], claimed_until=None)
        return False
    marked.update(state=DeliveryState.DELIVERED.value, delivered_at=now, delivered_by=actor.id, claimed_until=None)
    return True


def _make_mail(row: Delivery, now: Instant) -> Mail:
    content = row.message.content
    return Mail(
        key=f"notice {row.id}",
        sender=content["authority"]["email"],
        to=(row.address,),
        subject=_write_subject(row.message),
        text=mail_text(
            content, kind=MessageKind(row.message.kind), marking=row.message.marking, portal=f"{settings.LICET_BASE_URL}/portal/"
        ),
        on=row.message.written_at,
    )


def _write_subject(message: Message) -> str:
    """List mail says its marking; a letter's word of it names the reference and nothing else."""
    if message.kind == MessageKind.LIST_MAIL.value:
        return f"[{message.marking}] {message.subject}"
    return f"{message.reference}: a message for you"
