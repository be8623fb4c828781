"""The few SVG pieces that every picture is made of. Everything that is text is escaped."""

import re
from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH = 640
"""Units of a picture's width; its height follows from what it shows."""


def identifier(title: str) -> str:
    """A stable id from a title, so that two pictures on one page do not share their hatching."""
    return "c-" + (re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "chart")


def picture(*, title: str, description: str, height: float, parts: Iterable[SafeString], links: bool = False) -> SafeString:
    """The frame: named by its title, told by its description. With ``links`` in it, it is a group: an image has no parts."""
    ident = identifier(title)
    return format_html(
        '<svg class="licet-chart" role="{role}" aria-labelledby="{i}-t {i}-d" viewBox="0 0 {w} {h}" width="{w}" height="{h}">'
        '<title id="{i}-t">{t}</title><desc id="{i}-d">{d}</desc>{defs}{parts}</svg>',
        role="group" if links else "img",
        i=ident,
        w=WIDTH,
        h=figure(height),
        t=title,
        d=description,
        defs=_hatches(ident),
        parts=joined(parts),
    )


def joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _hatches(ident: str) -> SafeString:
    return format_html(
        "<defs>"
        '<pattern id="{i}-2" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="fill-2" width="8" height="8"/><path class="hatch-2" d="M0 0v8"/></pattern>'
        '<pattern id="{i}-3" width="8" height="8" patternUnits="userSpaceOnUse">'
        '<rect class="fill-3" width="8" height="8"/><circle class="hatch-3" cx="4" cy="4" r="1.8"/></pattern>'
        '<pattern id="{i}-none" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
        '<rect class="fill-none" width="6" height="6"/><path class="hatch-none" d="M0 0v6"/></pattern>'
        "</defs>",
        i=ident,
    )


def figure(number: float) -> str:
    """A number as SVG writes it, to a hundredth."""
    return f"{round(number, 2):g}"


def box(ident: str, kind: str, x: float, y: float, width: float, height: float) -> SafeString:
    """A filled box with an edge; ``kind`` is 1 (plain), 2 (stripes), 3 (dots) or none (grey stripes: no value)."""
    place = format_html('x="{}" y="{}" width="{}" height="{}"', *map(figure, (x, y, width, height)))
    if kind == "1":
        return format_html('<rect class="fill-1" {}/>', place)
    return format_html('<rect fill="url(#{}-{})" {}/><rect class="edge" {}/>', ident, kind, place, place)


def path(ident: str, kind: str, drawn: str) -> SafeString:
    """A filled shape with an edge; ``kind`` as for :func:`box`."""
    if kind == "1":
        return format_html('<path class="fill-1 edged" d="{}"/>', drawn)
    return format_html('<path fill="url(#{}-{})" d="{}"/><path class="edge" d="{}"/>', ident, kind, drawn, drawn)


def text(words: str, x: float, y: float, *, anchor: str = "start", kind: str = "") -> SafeString:
    return format_html(
        '<text x="{}" y="{}" text-anchor="{}"{}>{}</text>',
        figure(x),
        figure(y),
        anchor,
        format_html(' class="label-{}"', kind) if kind else "",
        words,
    )


def line(kind: str, x1: float, y1: float, x2: float, y2: float) -> SafeString:
    return format_html('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>', kind, *map(figure, (x1, y1, x2, y2)))


def moved_down(parts: Iterable[SafeString], by: float) -> SafeString:
    if not by:
        return joined(parts)
    return format_html('<g transform="translate(0 {})">{}</g>', figure(by), joined(parts))


def linked(part: SafeString, href: str, name: str = "") -> SafeString:
    """A part that leads somewhere. ``name`` is what it is called, where no text of its own says it."""
    if not href:
        return part
    if not name:
        return format_html('<a href="{}">{}</a>', href, part)
    return format_html('<a href="{}" aria-label="{}"><title>{}</title>{}</a>', href, name, name, part)


def shortened(words: str, most: int) -> str:
    """Words that fit; the whole stands in the table beside."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
