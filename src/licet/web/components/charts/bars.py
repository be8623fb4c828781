"""Horizontal bars: one number each, with its words at the end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from licet.web.components.charts import svg

ROW, LABEL, VALUE = 30, 176, 116


@dataclass(frozen=True, slots=True)
class Bar:
    """``value`` sets the length, ``words`` are printed after it. None is hatched in grey: not recorded is not zero."""

    label: str
    value: float | None
    words: str
    href: str = ""
    kind: str = "1"


def bars(rows: Sequence[Bar], *, title: str, description: str = "") -> SafeString:
    """A picture of ``rows`` in the order given. Put the table with the same numbers beside it."""
    most = max((row.value or 0 for row in rows), default=0) or 1
    ident = svg.identifier(title)
    parts = [_row(ident, row, number * ROW, most) for number, row in enumerate(rows)]
    told = description or ". ".join(f"{row.label}: {row.words}" for row in rows)
    return svg.picture(title=title, description=told, height=max(ROW * len(rows), ROW), parts=parts, links=any(row.href for row in rows))


def _row(ident: str, row: Bar, top: float, most: float) -> SafeString:
    return svg.linked(svg.joined(_pieces(ident, row, top, most)), row.href)


def _pieces(ident: str, row: Bar, top: float, most: float) -> Iterator[SafeString]:
    room = svg.WIDTH - LABEL - VALUE
    length = 24.0 if row.value is None else max(row.value / most * room, 1.5)
    yield svg.text(svg.shortened(row.label, 24), LABEL - 10, top + 20, anchor="end")
    yield svg.box(ident, "none" if row.value is None else row.kind, LABEL, top + 5, length, ROW - 10)
    words = row.words or gettext("no value recorded")
    yield svg.text(words, LABEL + length + 8, top + 20, kind="quiet" if row.value is None else "")
