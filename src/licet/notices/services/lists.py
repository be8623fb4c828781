"""Mail to a distribution list (record.md S7)."""

from dataclasses import replace

from django.db import transaction

from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, Invalid
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.notices.domain import Addressee, ListMail, Marking, check_marking, message_digest
from licet.notices.events import ListMailSent
from licet.notices.models import Delivery, Message
from licet.notices.services.write import pending
from licet.people.public import Reach, reach_of
from licet.platform.ids import new_id
from licet.policy.public import tell, today


@transaction.atomic
def send_to_list(*, actor: Actor, code: str, mail: ListMail, marking: Marking, key: str, now: Instant) -> Message:
    """Write a message to everybody on a list; mail goes out afterwards. Sent once per ``key``.

    Raises :class:`Refused` where the list's audience may not see the marking, :class:`Invalid` where nobody is on it.
    """
    actor.require(Permission.MESSAGE_SEND)
    reach = reach_of(code, at=now)
    check_marking(marking, audience=reach.audience)
    if not reach.members:
        raise Invalid(f"Nobody is on the list “{reach.name}”.", place="list")
    addressed = replace(mail, addressee=Addressee(reach.name, ""))
    known = Message.objects.filter(key=key).first()
    if known:
        return _same(known, message_digest(addressed.content()))
    row = _row(addressed, marking, code, key, actor, now)
    row.save(force_insert=True)
    Delivery.objects.bulk_create([pending(row, address) for address, _ in reach.members], batch_size=1000)
    tell(events=[_sent(row, reach, now)], actor=actor, now=now)
    return row


def _same(known: Message, digest: str) -> Message:
    if known.digest != digest:
        raise Conflict("Another message was sent under this key: reload the page and write it anew.")
    return known


def _row(mail: ListMail, marking: Marking, code: str, key: str, actor: Actor, now: Instant) -> Message:
    content = mail.content()
    return Message(
        id=new_id(),
        reference=mail.reference,
        kind=mail.kind.value,
        marking=marking.value,
        subject=mail.subject(),
        template=mail.template,
        template_version=mail.template_version,
        content=content,
        digest=message_digest(content),
        list_code=code,
        key=key,
        written_at=now,
        written_by=actor.id,
    )


def _sent(row: Message, reach: Reach, now: Instant) -> ListMailSent:
    return ListMailSent(
        on=today(now),
        ref=row.id,
        list_code=row.list_code,
        audience=reach.audience.value,
        marking=row.marking,
        digest=row.digest,
        addresses=[address for address, _ in reach.members],
    )
