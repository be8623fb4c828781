"""Reads: messages that the actor may see."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Min, QuerySet

from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.notices.domain import DeliveryState, MessageKind
from licet.notices.models import Delivery, Message


def access_messages(*, actor: Actor) -> QuerySet[Message, Message]:
    """What the actor may see: an exporter what was written to their organisation, an official everything."""
    if not actor.may(Permission.MESSAGE_READ):
        return Message.objects.none()
    return Message.objects.all() if actor.organisation is None else Message.objects.filter(organisation=actor.organisation)


def access_message(*, actor: Actor, message: str) -> Message:
    """One message; :class:`NotFound` also where it exists and is not for the actor."""
    found = access_messages(actor=actor).filter(pk=message).first()
    if found is None:
        raise NotFound("message")
    return found


def messages_for_organisation(actor: Actor) -> QuerySet[Message, Message]:
    """What was written to the actor's organisation, newest first; nothing for an official."""
    return access_messages(actor=actor).exclude(organisation="").filter(organisation=actor.organisation or "-")


def list_mail(*, actor: Actor) -> QuerySet[Message, Message]:
    """What was sent to distribution lists, newest first; nothing for people of an organisation."""
    rows = access_messages(actor=actor).filter(kind=MessageKind.LIST_MAIL.value)
    return rows if actor.organisation is None else rows.none()


def messages_about(*, actor: Actor, case: str | None = None, licences: Iterable[str] = ()) -> QuerySet[Message, Message]:
    """Messages about a case, or about licences, newest first."""
    rows = access_messages(actor=actor)
    return rows.filter(case=case) if case else rows.filter(licence__in=list(licences))


def deliveries_of(*, actor: Actor, message: str) -> QuerySet[Delivery, Delivery]:
    """To whom a message went, by which channel, and when."""
    return access_message(actor=actor, message=message).deliveries.all()


@dataclass(frozen=True, slots=True)
class UnsentMail:
    """How much mail waits to be handed to the mail server, and when the oldest of it was written."""

    count: int
    oldest: Instant | None


def unsent_mail() -> UnsentMail:
    """A count for whoever watches the installation: it names nobody, so it asks for no permission."""
    waiting = Delivery.objects.filter(state=DeliveryState.PENDING.value)
    return UnsentMail(**waiting.order_by().aggregate(count=Count("id"), oldest=Min("message__written_at")))
