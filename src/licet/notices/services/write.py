"""Write letters, in sets: what the record owes is written in the act."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import batched

from django.db import transaction

from licet.kernel.actor import Actor
from licet.kernel.event import Event, Json
from licet.kernel.instants import Instant
from licet.notices.domain import Channel, DeliveryState, MessageDraft, message_digest
from licet.notices.events import MessagesWritten
from licet.notices.models import Delivery, Message
from licet.platform.ids import new_id
from licet.policy.public import today

_AT_ONCE = 1000
PER_ENTRY = 100
"""Letters in one entry, so in one set of what follows: an act on 5,000 licences is followed in 50 sets, each settled by itself."""


@dataclass(frozen=True, slots=True)
class Written:
    """Messages by their draft's key (those written before included), and what the leader publishes."""

    messages: dict[str, str]
    events: tuple[Event, ...]


@transaction.atomic
def write(*, actor: Actor, messages: Sequence[MessageDraft], now: Instant, act: str) -> Written:
    """Write letters to organisations; a draft whose key is known is left as it stands. The same number of queries for one as for 1,000.

    ``act`` is the reference that the entry in the ledger is filed under, such as a licence's or a bulk act's.
    The acting service has checked its own permission: writing is part of its act. Raises :class:`Refused` for a
    marking that may not leave government.
    """
    for draft in messages:
        draft.check()
    known = dict(Message.objects.filter(key__in=[draft.key for draft in messages]).values_list("key", "id"))
    fresh = {draft.key: draft for draft in messages if draft.key not in known}
    rows = [_row(draft, actor, now) for draft in fresh.values()]
    Message.objects.bulk_create(rows, batch_size=_AT_ONCE)
    Delivery.objects.bulk_create([each for row in rows for each in _deliveries(row, fresh[row.key], now)], batch_size=_AT_ONCE)
    events = tuple(_written(act, batch, now) for batch in batched(rows, PER_ENTRY))
    return Written(known | {row.key: row.id for row in rows}, events)


def _row(draft: MessageDraft, actor: Actor, now: Instant) -> Message:
    content = draft.letter.content()
    return Message(
        id=new_id(),
        reference=draft.letter.reference,
        kind=draft.letter.kind.value,
        marking=draft.marking.value,
        subject=draft.letter.subject(),
        template=draft.letter.template,
        template_version=draft.letter.template_version,
        content=content,
        digest=message_digest(content),
        organisation=draft.organisation,
        case=draft.case or "",
        licence=draft.licence or "",
        key=draft.key,
        written_at=now,
        written_by=actor.id,
    )


def _deliveries(row: Message, draft: MessageDraft, now: Instant) -> list[Delivery]:
    """In the portal at once; word of it by mail when mail goes out."""
    portal = Delivery(
        id=new_id(),
        message=row,
        channel=Channel.PORTAL.value,
        address=row.organisation,
        state=DeliveryState.DELIVERED.value,
        delivered_at=now,
        delivered_by=row.written_by,
    )
    return [portal, pending(row, draft.email)] if draft.email else [portal]


def pending(row: Message, address: str) -> Delivery:
    return Delivery(id=new_id(), message=row, channel=Channel.EMAIL.value, address=address, state=DeliveryState.PENDING.value)


def _written(act: str, rows: Sequence[Message], now: Instant) -> MessagesWritten:
    listed: list[Json] = [{"id": row.id, "kind": row.kind, "digest": row.digest} for row in rows]
    return MessagesWritten(on=today(now), ref=act, count=len(rows), messages=listed)
