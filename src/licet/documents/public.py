"""What other modules may use of documents."""

from licet.documents.domain import MAX_BYTES, TYPES, OwnerKind
from licet.documents.models import Document
from licet.documents.selectors import Download, access_document, access_documents, content_of, documents_of, download
from licet.documents.services.add import Added, add_document, keep_made

__all__ = [
    "MAX_BYTES",
    "TYPES",
    "Added",
    "Document",
    "Download",
    "OwnerKind",
    "access_document",
    "access_documents",
    "add_document",
    "content_of",
    "documents_of",
    "download",
    "keep_made",
]
