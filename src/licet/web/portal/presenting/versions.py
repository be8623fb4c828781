"""What changed from one version of an application to the next, place by place, word by word."""

from collections.abc import Sequence
from dataclasses import dataclass

from licet.kernel.difference import Paragraph, word_difference
from licet.web.portal.presenting.content import Part, rows_by_place, titles


@dataclass(frozen=True, slots=True)
class Change:
    """One place that differs, and by which words."""

    where: str
    label: str
    pieces: Sequence[Paragraph]


def changes(before: Sequence[Part], after: Sequence[Part]) -> list[Change]:
    """Every row that differs, in the order of the application; what went is shown where it stood."""
    old, new = dict(rows_by_place(before)), dict(rows_by_place(after))
    headings = {(part.section.value, block.key): block.title for part in (*before, *after) for block in part.blocks}
    names = {section.value: title for section, title in titles().items()}
    found = []
    for place in dict.fromkeys([*new, *old]):
        mine, theirs = old.get(place), new.get(place)
        was, now = (mine.value if mine else ""), (theirs.value if theirs else "")
        if was != now:
            row = theirs or mine
            assert row is not None
            where = f"{names[place[0]]}: {headings[place[:2]]}"
            found.append(Change(where, row.label, word_difference(was, now)))
    return found
