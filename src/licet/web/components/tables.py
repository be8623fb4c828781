"""What a table and its pages are made of. A table never cuts silently: it says how many rows there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``unit`` stands under the heading; ``sort`` is the query's name for it where it can be sorted."""

    text: str
    numeric: bool = False
    unit: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class SortLink:
    """``order`` is the ``aria-sort`` of the column now: ascending, descending or none."""

    href: str
    order: str


def sort_link(column: Column, query: Mapping[str, Any], parameter: str = "sort") -> SortLink:
    """A link that sorts by the column, or turns its order round; a page position does not survive it."""
    now = str(query.get(parameter, ""))
    wanted = f"-{column.sort}" if now == column.sort else column.sort
    order = {column.sort: "ascending", f"-{column.sort}": "descending"}.get(now, "none")
    return SortLink(with_query(query, **{parameter: wanted, "after": None, "before": None}), order)


def with_query(query: Mapping[str, Any], **changes: str | None) -> str:
    """The present query with some values changed; None takes one away."""
    pairs = _pairs(query)
    kept = [(name, value) for name, value in pairs if name not in changes]
    return "?" + urlencode([*kept, *((name, value) for name, value in changes.items() if value is not None)])


def _pairs(query: Mapping[str, Any]) -> Sequence[tuple[str, Any]]:
    if isinstance(query, QueryDict):
        return [(name, value) for name, values in query.lists() for value in values]
    return list(query.items())


@dataclass(frozen=True, slots=True)
class Pages:
    """Keyset pages: links to the neighbours and what is on this one. ``total`` is None when it was not counted.

    ``more_than_total`` says that the list has more rows than were counted.
    """

    shown: int
    total: int | None = None
    previous: str | None = None
    next: str | None = None
    more_than_total: bool = False


def keyset_pages(
    query: Mapping[str, Any],
    *,
    shown: int,
    first: str | None,
    last: str | None,
    more_before: bool,
    more_after: bool,
    total: int | None = None,
) -> Pages:
    """``first`` and ``last`` are the keys of the rows at the ends of this page."""
    previous = with_query(query, before=first, after=None) if more_before and first else None
    following = with_query(query, after=last, before=None) if more_after and last else None
    return Pages(shown, total, previous, following)
