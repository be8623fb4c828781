"""Mail to a distribution list."""

from dataclasses import replace

from django.db import transaction

from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, Invalid, Refused
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.kernel.visible_text import read_visible_text
from licet.notices.domain import Addressee, ListMail, Marking, check_marking, message_digest
from licet.notices.events import ListMailSent
from licet.notices.models import Delivery, Message
from licet.notices.services.pack_letters import issuer
from licet.notices.services.write import pending
from licet.people.public import Reach, distribution_lists, reach_of
from licet.platform.ids import new_id
from licet.policy import public as policy
from licet.policy.public import record_events, today

LONGEST_TITLE = 150
LONGEST_WORDS = 20_000


def write_to_list(*, actor: Actor, code: str, title: str, words: str, marking: Marking, key: str, now: Instant) -> Message:
    """As :func:`send_to_list`, of a title and plain paragraphs parted by empty lines."""
    title = read_visible_text(title, what="the title", place="title")
    words = read_visible_text(words, what="these words", place="words", many_lines=True)
    paragraphs = tuple(" ".join(part.split()) for part in words.split("\n\n") if part.strip())
    if not title or len(title) > LONGEST_TITLE:
        raise Invalid(f"Give it a title of one line, up to {LONGEST_TITLE} letters.", place="title")
    if not paragraphs or len(words) > LONGEST_WORDS:
        raise Invalid(f"Write what it says, up to {LONGEST_WORDS:,} letters.", place="words")
    pack = policy.pack()
    mail = ListMail(
        reference=f"{pack.prefix}-LM {key}"[:40],
        on=today(now),
        authority=issuer(),
        addressee=Addressee(code, ""),
        title=title,
        paragraphs=paragraphs,
    )
    return send_to_list(actor=actor, code=code, mail=mail, marking=marking, key=f"list-mail:{key}", now=now)


@transaction.atomic
def send_to_list(*, actor: Actor, code: str, mail: ListMail, marking: Marking, key: str, now: Instant) -> Message:
    """Write a message to everybody on a list; mail goes out afterwards. Sent once per ``key``.

    Raises :class:`Refused` where the list's audience may not see the marking, or an address on it lies outside what an internal
    list may reach: then nobody gets it. :class:`Invalid` where nobody is on it.
    """
    actor.require(Permission.MESSAGE_SEND)
    reach = reach_of(code, at=now)
    check_marking(marking, audience=reach.audience)
    _refuse_outside(reach)
    if not reach.members:
        raise Invalid(f"Nobody is on the list “{reach.name}”.", place="list")
    addressed = replace(mail, addressee=Addressee(reach.name, ""))
    known = Message.objects.filter(key=key).first()
    if known:
        return _same(known, message_digest(addressed.content()))
    row = _row(addressed, marking, reach, key, actor, now)
    row.save(force_insert=True)
    Delivery.objects.bulk_create([pending(row, address) for address, _ in reach.members], batch_size=1000)
    record_events(events=[_sent(row, reach, now)], actor=actor, now=now)
    return row


def _same(known: Message, digest: str) -> Message:
    if known.digest != digest:
        raise Conflict("Another message was sent under this key: reload the page and write it anew.")
    return known


def _refuse_outside(reach: Reach) -> None:
    """An address that got onto an internal list by another way than the service stops the whole message."""
    there = distribution_lists().get(pk=reach.list_id).members.filter(removed_at__isnull=True)
    outside = sorted(set(there.values_list("address", flat=True)) - {address for address, _ in reach.members})
    if outside:
        many = f" and {len(outside) - 1} more" if len(outside) > 1 else ""
        raise Refused(
            f"Nothing was sent: {outside[0]}{many} on the list “{reach.name}” lies outside the mail domains that it may reach. "
            "Take it off the list first.",
            place="list",
        )


def _row(mail: ListMail, marking: Marking, reach: Reach, key: str, actor: Actor, now: Instant) -> Message:
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
        list_code=reach.code,
        audience=reach.audience.value,
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
