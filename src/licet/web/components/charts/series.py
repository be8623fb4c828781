"""Columns by period, stacked: such as licences issued and refused by year."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.utils.safestring import SafeString

from licet.web.components.charts import svg

TOP, FLOOR, LEFT, HEIGHT = 44, 244, 56, 276
LINE, EDGE_WORDS = 24, 22
LETTER = 3.9
"""About half the width of a letter: the last label stays within the picture."""
KINDS = ("1", "2", "3")


@dataclass(frozen=True, slots=True)
class Period:
    """One column: its label and one count for each part, in the order of ``parts``. None: nothing was recorded.

    ``hrefs``, where there are any, are where each part leads.
    """

    label: str
    counts: tuple[int, ...] | None
    hrefs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between columns: so many columns and parts of one stand before it."""

    at: float
    words: str


def series(
    periods: Sequence[Period],
    *,
    parts: Sequence[str],
    title: str,
    description: str = "",
    kinds: Sequence[str] = KINDS,
    edge: Edge | None = None,
) -> SafeString:
    """Stacked columns of at most as many parts as ``kinds``. Put the table with the same numbers beside it.

    ``kinds`` are how the parts look; “none” is grey hatching, for what could not be determined.
    """
    if len(parts) > len(kinds):
        raise ValueError(f"at most {len(kinds)} parts can be told apart")
    ident = svg.identifier(title)
    most = _round_up(max((sum(period.counts or ()) for period in periods), default=0) or 1)
    legend, below = _legend(ident, parts, kinds)
    below += EDGE_WORDS if edge else 0
    columns = [*_scale(most), *_columns(ident, periods, most, parts, kinds), *_edge(edge, len(periods))]
    drawn = [*legend, svg.moved_down(columns, below)]
    links = any(period.hrefs for period in periods)
    return svg.picture(title=title, description=description or told(periods, parts), height=HEIGHT + below, parts=drawn, links=links)


def told(periods: Sequence[Period], parts: Sequence[str]) -> str:
    """The same numbers as a sentence for those who do not see the picture."""
    return ". ".join(
        f"{period.label}: " + ", ".join(f"{count:,} {part}" for count, part in zip(period.counts or (), parts, strict=False))
        for period in periods
    )


def _round_up(most: int) -> int:
    """The next round number of which a quarter is whole: the scale counts things, and there is no half of one."""
    step: int = 10 ** (len(str(most)) - 1)
    return next(step * times for times in (1, 2, 4, 6, 8, 10, 12) if step * times >= most and step * times % 4 == 0)


def _scale(most: int) -> Iterator[SafeString]:
    for quarter in range(5):
        y = FLOOR - (FLOOR - TOP) * quarter / 4
        value = most * quarter / 4
        yield svg.line("axis" if quarter == 0 else "grid", LEFT, y, svg.WIDTH, y)
        yield svg.text(f"{value:,g}" if value == int(value) else f"{value:,.1f}", LEFT - 8, y + 5, anchor="end", kind="quiet")


def _columns(ident: str, periods: Sequence[Period], most: int, parts: Sequence[str], kinds: Sequence[str]) -> Iterator[SafeString]:
    room = (svg.WIDTH - LEFT) / max(len(periods), 1)
    width = min(room * 0.62, 64)
    every = math.ceil((2 * LETTER * max((len(period.label) for period in periods), default=0) + 8) / room)
    for number, period in enumerate(periods):
        middle = LEFT + room * (number + 0.5)
        if number % every == 0:
            yield svg.text(period.label, min(middle, svg.WIDTH - LETTER * len(period.label)), FLOOR + 22, anchor="middle")
        yield from _stack(ident, period, middle - width / 2, width, most, parts, kinds)


def _stack(
    ident: str, period: Period, x: float, width: float, most: int, parts: Sequence[str], kinds: Sequence[str]
) -> Iterator[SafeString]:
    if period.counts is None:
        yield svg.box(ident, "none", x, FLOOR - 16, width, 16)
        return
    scale = (FLOOR - TOP) / most
    tops = list(accumulate(period.counts))
    hrefs = period.hrefs or ("",) * len(period.counts)
    for kind, name, count, above, href in zip(kinds, parts, period.counts, tops, hrefs, strict=False):
        if count:
            box = svg.box(ident, kind, x, FLOOR - above * scale, width, count * scale)
            yield svg.linked(box, href, f"{period.label}: {count:,} {name}")
    if tops and tops[-1]:
        yield svg.text(f"{tops[-1]:,}", x + width / 2, FLOOR - tops[-1] * scale - 6, anchor="middle", kind="strong")


def _edge(edge: Edge | None, count: int) -> Iterator[SafeString]:
    if edge is None:
        return
    x = LEFT + (svg.WIDTH - LEFT) * min(max(edge.at / max(count, 1), 0), 1)
    yield svg.line("cut", x, TOP - EDGE_WORDS + 2, x, FLOOR)
    late = x > svg.WIDTH / 2
    yield svg.text(edge.words, x - 6 if late else x + 6, TOP - EDGE_WORDS + 12, anchor="end" if late else "start", kind="over")


def _legend(ident: str, parts: Sequence[str], kinds: Sequence[str]) -> tuple[list[SafeString], float]:
    """The parts by name, in as many lines as they need; and how much lower the columns stand for it."""
    drawn: list[SafeString] = []
    x, y = float(LEFT), 4.0
    for kind, name in zip(kinds, parts, strict=False):
        room = 52 + 8 * len(name)
        if x > LEFT and x + room > svg.WIDTH:
            x, y = float(LEFT), y + LINE
        drawn += [svg.box(ident, kind, x, y, 18, 14), svg.text(name, x + 25, y + 12)]
        x += room
    return drawn, y - 4
