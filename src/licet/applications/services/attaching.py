"""A document put to a draft: kept, and named in the draft, in one act. Leads."""

from dataclasses import replace
from typing import IO

from django.db import transaction

from licet.applications import domain
from licet.applications.models import Application
from licet.applications.services.drafts import locked_application, save_draft
from licet.documents import public as documents
from licet.kernel.actor import Actor
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.policy import public as policy


@transaction.atomic
def attach_document(
    *, actor: Actor, application: str, kind: str, file: IO[bytes], filename: str, size: int, revision: int, now: Instant
) -> Application:
    """Keep a file and name it in the draft, where it takes the place of a reason for having none of its kind.

    Raises :class:`domain.StaleDraft`, and Invalid for a file that is not taken (see :func:`documents.add_document`).
    """
    row = locked_application(actor=actor, application=application, permission=Permission.APPLICATION_EDIT)
    draft = row.to_domain()
    if row.revision != revision:
        raise domain.StaleDraft(mine=draft, theirs=draft, revision=row.revision)
    added = documents.add_document(
        actor=actor, file=file, filename=filename, size=size, owner_kind=documents.OwnerKind.APPLICATION, owner_ref=row.pk, now=now
    )
    kept = tuple(item for item in draft.attachments if item.kind != kind or item.document)
    attachments = (*kept, domain.Attachment(kind=kind, document=added.document.pk))
    saved = save_draft(actor=actor, application=application, draft=replace(draft, attachments=attachments), revision=revision, now=now)
    policy.record_events(actor=actor, events=added.events, now=now)
    return saved
