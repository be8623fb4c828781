"""Make documents findable by their words, in sets, in the transaction that takes them."""

from collections.abc import Iterable, Sequence

from django.db import connection

from licet.evidence.models import Document
from licet.platform.search import words

_SQLITE = "INSERT INTO evidence_words (rowid, words) VALUES (%s, %s)"
_POSTGRESQL = "INSERT INTO evidence_words (serial, vector) VALUES (%s, array_to_tsvector(%s))"


def index(documents: Sequence[Document]) -> None:
    rows = ((row.serial, _words(row)) for row in documents)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(_POSTGRESQL, [(serial, list(found)) for serial, found in rows])
        else:
            cursor.executemany(_SQLITE, [(serial, " ".join(found)) for serial, found in rows])


def _words(document: Document) -> Iterable[str]:
    """Each word once: documents are found by their words, not ranked by how often they say them."""
    return dict.fromkeys(words(f"{document.number} {document.title} {document.text}"))
