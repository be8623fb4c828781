"""Sending an application: what was written is checked, frozen with its digest, and laid out in rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from licet.applications import domain
from licet.applications.events import ApplicationSubmitted
from licet.applications.models import Application, Line, Party, Version, VersionDocument
from licet.applications.selectors import faults_of
from licet.applications.services.drafts import locked_application
from licet.documents import public as documents
from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, Invalid, InvalidMany
from licet.kernel.event import Event
from licet.kernel.facts import LineFacts, PartyCountry
from licet.kernel.instants import Instant
from licet.kernel.money import NoValue
from licet.kernel.permission import Permission
from licet.platform.ids import new_id
from licet.platform.scope_query import columns
from licet.policy import public as policy
from licet_verify import canonical


@dataclass(frozen=True, slots=True)
class Submitted:
    """A frozen version with its rows. The leader publishes ``events``."""

    application: Application
    version: Version
    lines: tuple[Line, ...]
    parties: tuple[Party, ...]
    countries: tuple[PartyCountry, ...]
    events: tuple[Event, ...]


@transaction.atomic
def submit(*, actor: Actor, application: str, revision: int, reference: str, now: Instant) -> Submitted:
    """Freeze the draft as the next version. Called by ``casework``, which leads; ``reference`` is the case's.

    Raises Conflict when the draft was saved since ``revision``, InvalidMany naming everything that is missing.
    """
    row = locked_application(actor=actor, application=application, permission=Permission.APPLICATION_SUBMIT)
    if row.revision != revision:
        raise Conflict("The application was saved since you checked it. Check it again, then send it.", place=row.name)
    draft = domain.read_draft(row.to_domain())  # it may have been saved before this was asked of texts
    _refuse_incomplete(actor, draft, now)
    version = _freeze(actor, row, draft, now)
    lines, parties = _lines(version, draft), _parties(version, draft)
    Version.objects.bulk_create([version])
    Line.objects.bulk_create(lines)
    Party.objects.bulk_create(parties)
    VersionDocument.objects.bulk_create(_attachments(version, draft))
    event = ApplicationSubmitted(
        on=policy.today(now),
        ref=reference,
        version=version.number,
        sha256=version.sha256,
        organisation=row.organisation_id,
        submitted_by=actor.id,
    )
    return Submitted(row, version, lines, parties, domain.countries(draft), (event,))


def _refuse_incomplete(actor: Actor, draft: domain.Draft, now: Instant) -> None:
    faults = [Invalid(fault.message, place=f"{fault.section} {fault.key}".strip()) for fault in faults_of(draft, now)]
    given = {item.document for item in draft.attachments if item.document}
    own = set(documents.access_documents(actor=actor).filter(pk__in=given).values_list("pk", flat=True)) if given else set()
    faults += [Invalid("Attach this document again: it is not among yours.", place=f"documents {one}") for one in sorted(given - own)]
    if faults:
        raise InvalidMany(faults)


def _freeze(actor: Actor, row: Application, draft: domain.Draft, now: Instant) -> Version:
    last = Version.objects.filter(application=row).aggregate(last=Max("number"))["last"] or 0
    value = domain.content(application=row.pk, number=last + 1, name=row.name, licence_type=row.licence_type, draft=draft)
    text = canonical.dumps(value)
    return Version(
        id=new_id(),
        application=row,
        number=last + 1,
        content=text.decode(),
        sha256=canonical.digest(value),
        end_use=draft.end_use.text,
        submitted_at=now,
        submitted_by=actor.id,
    )


def _lines(version: Version, draft: domain.Draft) -> tuple[Line, ...]:
    claimed = LineFacts("", 0, "", (), onward=domain.onward(draft))
    return tuple(_line(version, number, product, columns(claimed)["onward_key"]) for number, product in enumerate(draft.products, 1))


def _line(version: Version, number: int, product: domain.Product, onward_key: str | None) -> Line:
    value, quantity, claimed = product.value(), product.quantity(), product.claimed_rating()
    return Line(
        id=new_id(),
        version=version,
        number=number,
        product=product.key,
        name=product.name.strip(),
        description=product.description,
        part_number=product.part_number,
        claimed_rating=str(claimed) if claimed else "",
        amount=quantity.text,
        unit=quantity.unit,
        value_minor=None if isinstance(value, NoValue) else value.minor,
        currency=product.currency,
        no_value=value.value if isinstance(value, NoValue) else "",
        incorporation=domain.Answer(product.incorporation).fact,
        pool=domain.Answer(product.pool).fact,
        onward_key=onward_key,
    )


def _parties(version: Version, draft: domain.Draft) -> tuple[Party, ...]:
    return tuple(
        Party(
            id=new_id(),
            version=version,
            number=number,
            key=party.key,
            role=party.role,
            name=party.name.strip(),
            address=party.address,
            country=party.country.strip().upper(),
            end_user_class=party.end_user_class,
        )
        for number, party in enumerate(draft.parties, 1)
    )


def _attachments(version: Version, draft: domain.Draft) -> Sequence[VersionDocument]:
    return [
        VersionDocument(id=new_id(), version=version, kind=item.kind, document_id=item.document or None, absence=item.absence.strip())
        for item in draft.attachments
    ]
