"""Columns by period, stacked: such as licences issued and refused by year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.utils.safestring import SafeString

from licet.web.components.charts import svg

TOP, FLOOR, LEFT, HEIGHT = 44, 244, 56, 276
KINDS = ("1", "2", "3")


@dataclass(frozen=True, slots=True)
class Period:
    """One column: its label and one count for each part, in the order of ``parts``. None: nothing was recorded."""

    label: str
    counts: tuple[int, ...] | None


def series(
    periods: Sequence[Period], *, parts: Sequence[str], title: str, description: str = "", kinds: Sequence[str] = KINDS
) -> SafeString:
    """Stacked columns of at most three parts. Put the table with the same numbers beside it.

    ``kinds`` are how the parts look; “none” is grey hatching, for what could not be determined.
    """
    if len(parts) > len(kinds):
        raise ValueError(f"at most {len(kinds)} parts can be told apart")
    ident = svg.identifier(title)
    most = _round_up(max((sum(period.counts or ()) for period in periods), default=0) or 1)
    drawn = [*_legend(ident, parts, kinds), *_scale(most), *_columns(ident, periods, most, kinds)]
    return svg.picture(title=title, description=description or told(periods, parts), height=HEIGHT, parts=drawn)


def told(periods: Sequence[Period], parts: Sequence[str]) -> str:
    """The same numbers as a sentence for those who do not see the picture."""
    return ". ".join(
        f"{period.label}: " + ", ".join(f"{count:,} {part}" for count, part in zip(period.counts or (), parts, strict=False))
        for period in periods
    )


def _round_up(most: int) -> int:
    """The next 1, 2 or 5 times a power of ten, and at least 4, so that the scale has whole numbers."""
    step: int = 10 ** (len(str(most)) - 1)
    return max(4, next(step * times for times in (1, 2, 4, 5, 6, 8, 10) if step * times >= most))


def _scale(most: int) -> Iterator[SafeString]:
    for quarter in range(5):
        y = FLOOR - (FLOOR - TOP) * quarter / 4
        value = most * quarter / 4
        yield svg.line("axis" if quarter == 0 else "grid", LEFT, y, svg.WIDTH, y)
        yield svg.text(f"{value:,g}" if value == int(value) else f"{value:,.1f}", LEFT - 8, y + 5, anchor="end", kind="quiet")


def _columns(ident: str, periods: Sequence[Period], most: int, kinds: Sequence[str]) -> Iterator[SafeString]:
    room = (svg.WIDTH - LEFT) / max(len(periods), 1)
    width = min(room * 0.62, 64)
    every = 1 + len(periods) // 13
    for number, period in enumerate(periods):
        middle = LEFT + room * (number + 0.5)
        if number % every == 0:
            yield svg.text(period.label, middle, FLOOR + 22, anchor="middle")
        yield from _stack(ident, period, middle - width / 2, width, most, kinds)


def _stack(ident: str, period: Period, x: float, width: float, most: int, kinds: Sequence[str]) -> Iterator[SafeString]:
    if period.counts is None:
        yield svg.box(ident, "none", x, FLOOR - 16, width, 16)
        return
    scale = (FLOOR - TOP) / most
    tops = list(accumulate(period.counts))
    for kind, count, above in zip(kinds, period.counts, tops, strict=False):
        if count:
            yield svg.box(ident, kind, x, FLOOR - above * scale, width, count * scale)
    if tops and tops[-1]:
        yield svg.text(f"{tops[-1]:,}", x + width / 2, FLOOR - tops[-1] * scale - 6, anchor="middle", kind="strong")


def _legend(ident: str, parts: Sequence[str], kinds: Sequence[str]) -> Iterator[SafeString]:
    x = float(LEFT)
    for kind, name in zip(kinds, parts, strict=False):
        yield svg.box(ident, kind, x, 4, 18, 14)
        yield svg.text(name, x + 25, 16)
        x += 52 + 8 * len(name)
