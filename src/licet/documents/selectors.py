"""Reads: documents that the actor may see, and their bytes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from licet.documents import domain
from licet.documents.domain import OwnerKind
from licet.documents.models import Document
from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission
from licet.platform.files import file_store


def access_documents(*, actor: Actor) -> QuerySet[Document, Document]:
    """What the actor may see: an exporter their organisation's, an official all."""
    if not actor.may(Permission.DOCUMENT_READ):
        return Document.objects.none()
    return Document.objects.all() if actor.organisation is None else Document.objects.filter(organisation=actor.organisation)


def access_document(*, actor: Actor, document: str) -> Document:
    """One document; :class:`NotFound` also where it exists and is not for the actor."""
    found = access_documents(actor=actor).filter(pk=document).first()
    if found is None:
        raise NotFound("document")
    return found


def documents_of(*, actor: Actor, owner_kind: OwnerKind, owner_refs: Iterable[str]) -> dict[str, list[Document]]:
    """Documents by the thing they belong to, one query."""
    found: dict[str, list[Document]] = {ref: [] for ref in owner_refs}
    for row in access_documents(actor=actor).filter(owner_kind=owner_kind.value, owner_ref__in=list(found)):
        found[row.owner_ref].append(row)
    return found


@dataclass(frozen=True, slots=True)
class Download:
    """A document on its way out: send ``headers`` as they are and stream ``pieces``, which were checked against the digest."""

    headers: Mapping[str, str]
    pieces: Iterator[bytes]


def download(*, actor: Actor, document: str) -> Download:
    """The bytes of a document that the actor may see. Raises :class:`licet.platform.files.Damaged` rather than give wrong bytes."""
    row = access_document(actor=actor, document=document)
    headers = domain.download_headers(name=row.filename, content_type=row.content_type, size=row.size)
    return Download(headers, file_store().pieces(row.sha256))


def content_of(document: Document) -> bytes:
    """All bytes of a document at hand, checked."""
    return file_store().read(document.sha256)
