"""Commands on drafts. A draft is not official: it is saved over, and nothing of it enters the record."""

from django.db import transaction

from licet.applications import domain
from licet.applications.models import Application
from licet.applications.selectors import access_application, visible_applications
from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, NotFound
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.kernel.visible_text import compose_texts, read_visible_text
from licet.platform.ids import new_id
from licet.platform.locking import locked
from licet.policy import public as policy


@transaction.atomic
def start_draft(*, actor: Actor, name: str, licence_type: str, now: Instant) -> Application:
    """Begin an application of the actor's organisation."""
    actor.require(Permission.APPLICATION_EDIT)
    return _start(actor, name, licence_type, domain.Draft(), now)


@transaction.atomic
def copy_application(*, actor: Actor, application: str, name: str, now: Instant) -> Application:
    """Begin a new application with what stands in another of the same organisation."""
    original = access_application(actor=actor, application=application, permission=Permission.APPLICATION_EDIT)
    return _start(actor, name, original.licence_type, original.to_domain(), now, copy_of=original)


def _start(
    actor: Actor, name: str, licence_type: str, draft: domain.Draft, now: Instant, copy_of: Application | None = None
) -> Application:
    if actor.organisation is None:
        raise Invalid("Only somebody of an exporter's organisation can apply.", place="organisation")
    if licence_type not in {item.code for item in policy.pack().licence_types}:
        raise Invalid("Choose a type of licence from the list.", place="licence type")
    row = Application(
        id=new_id(),
        organisation_id=actor.organisation,
        name=_name(name),
        licence_type=licence_type,
        draft=draft.to_json(),
        copy_of=copy_of,
        created_at=now,
        created_by=actor.id,
        changed_at=now,
        changed_by=actor.id,
    )
    Application.objects.bulk_create([row])
    return row


def _name(name: str) -> str:
    visible = read_visible_text(name, what="the application's name", place="name")
    if not visible or len(visible) > domain.LONGEST_NAME:
        raise Invalid(f"Give the application a name of your own: one line, up to {domain.LONGEST_NAME} letters.", place="name")
    return visible


@transaction.atomic
def save_draft(*, actor: Actor, application: str, draft: domain.Draft, revision: int, now: Instant, name: str | None = None) -> Application:
    """Save over the draft. ``revision`` is the one that the editing started from: :class:`domain.StaleDraft` shows both."""
    draft = domain.read_draft(compose_texts(draft))
    row = locked_application(actor=actor, application=application, permission=Permission.APPLICATION_EDIT)
    if row.revision != revision:
        raise domain.StaleDraft(mine=draft, theirs=row.to_domain(), revision=row.revision)
    row.draft, row.revision = draft.to_json(), row.revision + 1
    row.name = row.name if name is None else _name(name)
    row.changed_at, row.changed_by = now, actor.id
    row.save(update_fields=["draft", "revision", "name", "changed_at", "changed_by"])
    return row


def locked_application(*, actor: Actor, application: str, permission: Permission) -> Application:
    found = locked(visible_applications(actor=actor, permission=permission).filter(pk=application)).first()
    if found is None:
        raise NotFound("application")
    return found
