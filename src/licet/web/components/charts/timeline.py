"""A line of days with what happened on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString

from licet.web.components import filters
from licet.web.components.charts import svg

EDGE, LANE = 14, 24


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened on a day; ``strong`` ones are filled."""

    on: date
    words: str
    strong: bool = False


def timeline_picture(moments: Sequence[Moment], *, title: str, until: date | None = None, description: str = "") -> SafeString:
    """Moments in order along one line, to scale; words stand below each other so that none covers another."""
    ordered = sorted(moments, key=lambda moment: moment.on)
    told = description or ". ".join(f"{filters.day(moment.on)}: {moment.words}" for moment in ordered)
    height = 34 + LANE * max(len(ordered), 1)
    return svg.picture(title=title, description=told, height=height, parts=_drawn(ordered, until))


def _drawn(moments: Sequence[Moment], until: date | None) -> Iterator[SafeString]:
    yield svg.line("axis", EDGE, 14, svg.WIDTH - EDGE, 14)
    places = list(zip(moments, _across(moments, until), range(42, 42 + LANE * len(moments), LANE), strict=True))
    for _, x, y in places:
        yield svg.line("grid", x, 20, x, y + 2)
    for moment, x, y in places:  # after the lines, so that words stand on top of them
        yield from _moment(moment, x, y)


def _across(moments: Sequence[Moment], until: date | None) -> list[float]:
    if not moments:
        return []
    first, last = moments[0].on, max(until or moments[-1].on, moments[-1].on)
    days = max((last - first).days, 1)
    return [EDGE + (svg.WIDTH - 2 * EDGE) * (moment.on - first).days / days for moment in moments]


def _moment(moment: Moment, x: float, y: float) -> Iterator[SafeString]:
    strong = " dot-strong" if moment.strong else ""
    yield format_html('<circle class="dot{}" cx="{}" cy="14" r="6"/>', strong, svg.figure(x))
    late = x > svg.WIDTH * 0.55
    words = f"{filters.day(moment.on)} · {svg.shortened(moment.words, 44)}"
    yield svg.text(words, x - 6 if late else x + 6, y + 2, anchor="end" if late else "start", kind="over")
