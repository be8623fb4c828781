"""Mail what waits to be mailed: each once, also after a kill in between."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from licet.kernel.actor import Actor
from licet.kernel.errors import LicetError
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.notices.domain import DeliveryState, MessageKind, mail_text
from licet.notices.models import Delivery, Message
from licet.platform.locking import locked
from licet.platform.mail import Mail, mailer

PER_ROUND = 200
_LONGEST_ERROR = 300


@dataclass(frozen=True, slots=True)
class DeliveryRound:
    """How many were handed over, how many cannot be, and whether more wait."""

    delivered: int
    failed: int
    more: bool


def deliver_pending(*, actor: Actor, now: Instant, most: int = PER_ROUND) -> DeliveryRound:
    """Hand waiting mail to the mailer, at most ``most``. May be killed and called again at any time.

    The mail's key is its delivery's id, so the mailer knows it again if it was handed over and the row not yet marked.
    An address that cannot be used is marked failed, with the reason; a mailer that does not answer leaves the rest waiting.
    """
    actor.require(Permission.MESSAGE_DELIVER)
    return _round(actor, now, most)


@transaction.atomic
def _round(actor: Actor, now: Instant, most: int) -> DeliveryRound:
    waiting = Delivery.objects.filter(state=DeliveryState.PENDING.value).select_related("message").order_by("id")
    rows = list(locked(waiting, skip_busy=True)[: most + 1])
    for row in rows[:most]:
        _deliver(row, actor, now)
    Delivery.objects.bulk_update(rows[:most], ["state", "error", "delivered_at", "delivered_by"], batch_size=100)
    good = sum(row.state == DeliveryState.DELIVERED.value for row in rows[:most])
    return DeliveryRound(good, len(rows[:most]) - good, len(rows) > most)


def _deliver(row: Delivery, actor: Actor, now: Instant) -> None:
    try:
        mailer().send(_mail(row, now))
    except LicetError as error:
        row.state, row.error = DeliveryState.FAILED.value, str(error)[:_LONGEST_ERROR]
    else:
        row.state, row.delivered_at, row.delivered_by = DeliveryState.DELIVERED.value, now, actor.id


def _mail(row: Delivery, now: Instant) -> Mail:
    content = row.message.content
    return Mail(
        key=f"notice {row.id}",
        sender=content["authority"]["email"],
        to=(row.address,),
        subject=_subject(row.message),
        text=mail_text(
            content, kind=MessageKind(row.message.kind), marking=row.message.marking, portal=f"{settings.LICET_BASE_URL}/portal/"
        ),
        on=row.message.written_at,
    )


def _subject(message: Message) -> str:
    """List mail says its marking; a letter's word of it names the reference and nothing else."""
    if message.kind == MessageKind.LIST_MAIL.value:
        return f"[{message.marking}] {message.subject}"
    return f"{message.reference}: a message for you"
