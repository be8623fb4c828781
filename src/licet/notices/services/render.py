"""The document of a message: rendered once, when first needed, kept, its digest in the ledger."""

from datetime import date
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

from licet.documents.public import Document, OwnerKind, keep_made
from licet.kernel.actor import Actor
from licet.kernel.instants import Instant
from licet.notices.domain.letters import CHECK_PATH
from licet.notices.events import MessageRendered
from licet.notices.models import Message, Rendering
from licet.notices.selectors import access_message
from licet.platform import pdf
from licet.platform.locking import take_turn
from licet.policy.public import record_events

TEMPLATES: Final = Path(__file__).resolve().parents[1] / "templates"


def render(*, actor: Actor, message: Message, now: Instant) -> Document:
    """The message's document; made and kept if there is none yet. The same message always has the same document.

    Setting the page takes a moment, so it is done before the transaction that keeps it; who comes second finds the first.
    """
    known = Rendering.objects.filter(message=message).select_related("document").first()
    return known.document if known else _keep(actor, message, set_page(message), now)


def set_page(message: Message) -> bytes:
    """The PDF of a message, dated by the letter.

    The address at which a check code is typed is that of this installation now: it may have moved since the letter was written. Letters
    of the first template version hold an address of their own, which stays.
    """
    source = (TEMPLATES / f"{message.template}-{message.template_version}.typ").read_text(encoding="utf-8")
    address = {"check_url": f"{settings.LICET_BASE_URL}{CHECK_PATH}"}
    data = {**address, **message.content, "marking": message.marking}
    return pdf.render(source, data, on=date.fromisoformat(message.content["on"]), folder=TEMPLATES)


@transaction.atomic
def _keep(actor: Actor, message: Message, content: bytes, now: Instant) -> Document:
    take_turn(f"notices:rendering:{message.pk}")  # a message is append-only: no role may lock its row
    known = Rendering.objects.filter(message=message).select_related("document").first()
    if known:
        return known.document
    added = keep_made(
        actor=actor,
        content=content,
        filename=f"{message.kind} {message.reference.replace('/', '-')}.pdf",
        content_type="application/pdf",
        owner_kind=OwnerKind.MESSAGE,
        owner_ref=message.id,
        organisation=message.organisation,
        now=now,
    )
    Rendering(message=message, document=added.document, rendered_at=now, rendered_by=actor.id).save(force_insert=True)
    record_events(events=[*added.events, _rendered(message, added.document, added.events[0].on)], actor=actor, now=now)
    return added.document


def _rendered(message: Message, document: Document, on: date) -> MessageRendered:
    template = f"{message.template}/{message.template_version}"
    return MessageRendered(on=on, ref=message.id, document=document.id, sha256=document.sha256, template=template)


def document_of(*, actor: Actor, message: str, now: Instant) -> Document:
    """The document of a message that the actor may see, rendered now if nobody needed it before."""
    return render(actor=actor, message=access_message(actor=actor, message=message), now=now)
