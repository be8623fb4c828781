"""One bar cut into its parts: such as incidents assessed, undetermined, not yet looked at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from licet.web.components.charts import svg

TOP, THICK, LEGEND, ROW = 4, 34, 62, 24


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the whole. ``kind`` is 1, 2 or 3, or none: grey hatching for what could not be determined, never a colour."""

    label: str
    count: int
    kind: str = "1"


def shares(parts: Sequence[Share], *, title: str, description: str = "") -> SafeString:
    """The parts in the order given, each with its count and words below. Put the table with the same numbers beside it."""
    whole = sum(part.count for part in parts)
    ident = svg.identifier(title)
    height = LEGEND + ROW * max(len(parts), 1) - 10
    told = description or ". ".join(_words(part, whole) for part in parts)
    drawn = [*_bar(ident, parts, whole), *_legend(ident, parts, whole)]
    return svg.picture(title=title, description=told, height=height, parts=drawn)


def _bar(ident: str, parts: Sequence[Share], whole: int) -> Iterator[SafeString]:
    x = 1.0
    for part in parts:
        if part.count:
            width = part.count / whole * (svg.WIDTH - 2)
            yield svg.box(ident, part.kind, x, TOP, width, THICK)
            x += width
    if not whole:
        yield svg.text(gettext("nothing is registered yet"), 0, TOP + 22, kind="quiet")


def _legend(ident: str, parts: Sequence[Share], whole: int) -> Iterator[SafeString]:
    for number, part in enumerate(parts):
        y = LEGEND + ROW * number
        yield svg.box(ident, part.kind, 1, y - 14, 20, 15)
        yield svg.text(_words(part, whole), 30, y)


def _words(part: Share, whole: int) -> str:
    if not whole:
        return f"{part.label}: 0"
    return f"{part.label}: {part.count:,} ({round(100 * part.count / whole)} %)"
