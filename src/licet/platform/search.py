"""Finding things by their words, filtered in SQL by who may see them.

Words are written in Latin letters before they are kept (anyascii), so that both engines hold the same ones, “Čapek”
and “Capek” meet, and who types “Moskva” finds “Москва”.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from anyascii import anyascii
from django.db import connection, transaction
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import OrderBy, RawSQL

from licet.kernel.permission import Permission
from licet.platform.models import SearchDocument

_WORD = re.compile(r"[a-z0-9]+")
_LETTERS = re.compile(r"\w+")
_MOST_WANTED = 12
_MOST_KEPT = 60_000
_LONGEST = 60
_BEFORE, _AFTER = 60, 140


class Organisations(Enum):
    """Whose things are searched, besides one organisation's: for officials, those of all."""

    ALL = "all"


ALL_ORGANISATIONS: Final = Organisations.ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class Searchable:
    """What a module gives to be found. ``organisation`` owns the thing (empty: no one); ``body`` is plain text."""

    kind: str
    ref: str
    permission: Permission
    title: str
    body: str = ""
    organisation: str = ""
    destination: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    kind: str
    ref: str
    destination: str
    title: str
    snippet: str


@transaction.atomic
def index(documents: Iterable[Searchable]) -> None:
    """Make these findable, in place of what was kept under the same kind and ref."""
    SearchDocument.objects.bulk_create(
        [_row(document) for document in documents],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["kind", "ref"],
        update_fields=["permission", "organisation", "destination", "title", "body", "title_words", "body_words"],
    )


@transaction.atomic
def forget(kind: str, refs: Collection[str]) -> None:
    """Make these no longer findable. The things themselves stay: search rows are copies."""
    SearchDocument.objects.filter(kind=kind, ref__in=refs).delete()


def search(
    query: str,
    *,
    permissions: Collection[Permission],
    organisation: str | Organisations,
    destination: str = "",
    kinds: Collection[str] = (),
    limit: int = 25,
) -> list[Found]:
    """Things that hold every word of ``query`` (the last may be a beginning), best first.

    Only things whose permission is among ``permissions``, and that belong to ``organisation`` or to none; officials
    pass :data:`ALL_ORGANISATIONS`.
    """
    wanted = words(query)[:_MOST_WANTED]
    if not wanted or not permissions:
        return []
    rows = SearchDocument.objects.filter(permission__in=[str(permission) for permission in permissions])
    if organisation is not ALL_ORGANISATIONS:
        rows = rows.filter(organisation__in=["", organisation])
    if destination:
        rows = rows.filter(destination=destination)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    matched = _matching(rows, wanted)[:limit]
    return [Found(row.kind, row.ref, row.destination, row.title, _snippet(row.body, wanted)) for row in matched]


def words(text: str) -> list[str]:
    """The words of a text as they are kept: Latin, small, letters and figures."""
    return [word[:_LONGEST] for word in _WORD.findall(anyascii(text).lower())]


def _row(document: Searchable) -> SearchDocument:
    return SearchDocument(
        kind=document.kind,
        ref=document.ref,
        permission=str(document.permission),
        organisation=document.organisation,
        destination=document.destination,
        title=document.title,
        body=document.body,
        title_words=_kept(document.title),
        body_words=_kept(f"{document.ref} {document.title} {document.body}"),
    )


def _kept(text: str) -> str:
    """Each word once: things are found by their words, not ranked by how often they say them."""
    return " ".join(list(dict.fromkeys(words(text)))[:_MOST_KEPT])


def _matching(rows: QuerySet[SearchDocument, SearchDocument], wanted: Sequence[str]) -> QuerySet[SearchDocument, SearchDocument]:
    """Rows that hold the wanted words: first those whose title alone does, later references before earlier ones."""
    if connection.vendor == "postgresql":
        query = " & ".join([*(f"'{word}'" for word in wanted[:-1]), f"'{wanted[-1]}':*"])
        in_title, held = _POSTGRESQL
    else:
        query = " ".join([*(f'"{word}"' for word in wanted[:-1]), f'"{wanted[-1]}" *'])
        in_title, held = _SQLITE
    # Only letters and figures stand in the query, and it is passed as a parameter.
    flag = BooleanField()
    titled = OrderBy(RawSQL(in_title, [query], flag), descending=True)  # noqa: S611
    return rows.filter(RawSQL(held, [query], flag)).order_by(titled, "-ref", "kind")  # noqa: S611


_POSTGRESQL = (
    "array_to_tsvector(string_to_array(platform_searchdocument.title_words, ' ')) @@ %s::tsquery",
    "platform_searchdocument.vector @@ %s::tsquery",
)
_SQLITE_HELD = "platform_searchdocument.number IN (SELECT rowid FROM platform_search_words WHERE {column} MATCH %s)"
_SQLITE = (_SQLITE_HELD.format(column="title_words"), _SQLITE_HELD.format(column="body_words"))


def _snippet(body: str, wanted: Sequence[str]) -> str:
    """The piece of the text around its first wanted word."""
    beginnings = tuple(wanted)
    found = next((word.start() for word in _LETTERS.finditer(body) if anyascii(word.group()).lower().startswith(beginnings)), 0)
    start = max(0, body.rfind(" ", 0, max(0, found - _BEFORE)) + 1) if found > _BEFORE else 0
    piece = body[start : found + _AFTER].strip()
    return f"{'… ' if start else ''}{piece}{' …' if found + _AFTER < len(body) else ''}"
