"""Take a file from a person, or keep one that Licet made."""

from dataclasses import dataclass
from typing import IO

from django.db import transaction

from licet.documents import domain
from licet.documents.domain import OwnerKind
from licet.documents.events import DocumentAdded
from licet.documents.models import Document
from licet.documents.services.content import detect, pieces
from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, NotFound
from licet.kernel.event import Event
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.platform.files import file_store
from licet.platform.ids import new_id
from licet.platform.scan import Scan, Verdict, scanner
from licet.policy.public import today


@dataclass(frozen=True, slots=True)
class Added:
    """The document and what the leader publishes."""

    document: Document
    events: tuple[Event, ...]


@transaction.atomic
def add_document(
    *,
    actor: Actor,
    file: IO[bytes],
    filename: str,
    size: int,
    owner_kind: OwnerKind,
    owner_ref: str,
    now: Instant,
    organisation: str = "",
) -> Added:
    """Keep a file that a person gave. ``file`` can be read again from its beginning; ``size`` in bytes.

    An exporter's documents are always their own organisation's. Raises :class:`Invalid` for a file that is empty, too
    large, of a type that is not taken, or not what its name says.
    """
    actor.require(Permission.DOCUMENT_ADD)
    name = domain.clean_name(filename)
    claimed = domain.claimed_type(name)
    domain.check_size(size, name)
    domain.check_type(name, claimed=claimed, found=detect(file, claimed=claimed))
    stored = file_store().put(pieces(file), most=domain.MAX_BYTES)
    row = Document(
        id=new_id(),
        sha256=stored.sha256,
        size=stored.size,
        content_type=claimed,
        filename=name,
        owner_kind=owner_kind.value,
        owner_ref=owner_ref,
        organisation=_whose(actor, organisation),
        uploaded_at=now,
        uploaded_by=actor.id,
    )
    return _keep(row, _scanned(file, name), now)


def keep_made(
    *,
    actor: Actor,
    content: bytes,
    filename: str,
    content_type: str,
    owner_kind: OwnerKind,
    owner_ref: str,
    organisation: str,
    now: Instant,
) -> Added:
    """Keep a file that Licet itself made, such as a rendered letter; called inside the leader's transaction."""
    stored = file_store().put([content])
    row = Document(
        id=new_id(),
        sha256=stored.sha256,
        size=stored.size,
        content_type=content_type,
        filename=domain.clean_name(filename),
        owner_kind=owner_kind.value,
        owner_ref=owner_ref,
        organisation=organisation,
        uploaded_at=now,
        uploaded_by=actor.id,
    )
    return _keep(row, Scan(Verdict.NOT_SCANNED, "made here"), now)


def _keep(row: Document, scan: Scan, now: Instant) -> Added:
    row.scan, row.scanned_with = scan.verdict.value, scan.by
    row.save(force_insert=True)
    event = DocumentAdded(
        on=today(now),
        ref=row.id,
        sha256=row.sha256,
        size=row.size,
        content_type=row.content_type,
        filename=row.filename,
        owner=f"{row.owner_kind}:{row.owner_ref}",
    )
    return Added(row, (event,))


def _whose(actor: Actor, organisation: str) -> str:
    """Whose document it becomes: an exporter cannot give one in another's name."""
    if actor.organisation is None:
        return organisation
    if organisation and organisation != actor.organisation:
        raise NotFound("organisation")
    return actor.organisation


def _scanned(file: IO[bytes], name: str) -> Scan:
    scan = scanner().scan(pieces(file))
    if scan.verdict is Verdict.REFUSED:
        raise Invalid(f"“{name}” was refused by the scanner ({scan.by}): {scan.detail}", place="file")
    return scan
