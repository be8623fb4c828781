"""Make documents findable by their words, in sets, in the transaction that takes them."""

from collections.abc import Sequence

from anyascii import anyascii
from django.db import connection

from licet.evidence.models import Document
from licet.platform.search import words

_SQLITE = "INSERT INTO evidence_words (rowid, words) VALUES (%s, %s)"
_POSTGRESQL = "INSERT INTO evidence_words (serial, vector) VALUES (%s, array_to_tsvector(%s))"


def index(documents: Sequence[Document]) -> None:
    """Each engine takes the same words: PostgreSQL as we part them, SQLite parts Latin letters at the same places itself."""
    texts = ((row.serial, f"{row.number} {row.title} {row.text}") for row in documents)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(_POSTGRESQL, [(serial, list(dict.fromkeys(words(text)))) for serial, text in texts])
        else:
            cursor.executemany(_SQLITE, [(serial, anyascii(text)) for serial, text in texts])
