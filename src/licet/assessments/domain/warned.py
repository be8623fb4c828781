"""What whoever concludes must have read. It is read warning by warning: one that was not on the page was not read."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from licet.kernel.errors import Refused

_NAMED: Final = 10


class Warned(StrEnum):
    """The kinds of warnings. The sentence for each is :data:`SENTENCES`."""

    EVERYTHING = "scope-takes-everything"
    NOTHING = "scope-takes-nothing"
    EVIDENCE_MOVED = "evidence-changed"
    EVIDENCE_ADDED = "evidence-added"
    BASIS = "basis-incomplete"


SENTENCES = {
    Warned.EVERYTHING: "This scope takes every licence line there is, to every destination.",
    Warned.NOTHING: "This scope takes no line to the destination that is assessed, or no rating of the control list.",
    Warned.EVIDENCE_MOVED: "An incident that is quoted has a newer version: look at it, or say that the older one is meant.",
    Warned.EVIDENCE_ADDED: "An incident of before the cut-off was recorded after the draft was last saved: nothing is found of it.",
    Warned.BASIS: "This “no clear risk” falls short of the full requirement. What is missing is published next to it.",
}
_SHORT: Final = {
    Warned.EVERYTHING: "takes every licence line",
    Warned.NOTHING: "takes no line that is assessed",
    Warned.EVIDENCE_MOVED: "newer than what is quoted",
    Warned.EVIDENCE_ADDED: "recorded since the last save, and nothing is found of it",
    Warned.BASIS: "short of the full requirement for “no clear risk”",
}


@dataclass(frozen=True, slots=True)
class ToRead:
    """One warning. ``about`` says exactly what of, such as “XA-INC 2031/000001 v2”: a version later it is another warning."""

    code: Warned
    about: str
    place: str

    @property
    def key(self) -> str:
        return f"{self.code.value}:{self.about}"

    @property
    def words(self) -> str:
        return SENTENCES[self.code]


def unread(warnings: Iterable[ToRead], read: Collection[str]) -> tuple[ToRead, ...]:
    """Those whose keys are not among ``read``."""
    return tuple(item for item in warnings if item.key not in read)


def must_be_read(left: Iterable[ToRead]) -> str:
    """One sentence that names each warning which was not read."""
    said = []
    for code in Warned:
        places = [item.place for item in left if item.code is code]
        more = f" and {len(places) - _NAMED} more" if len(places) > _NAMED else ""
        if places:
            said.append(f"{', '.join(places[:_NAMED])}{more} ({_SHORT[code]})")
    return f"Read before you conclude: {'; '.join(said)}."


def refuse_unread(warnings: Iterable[ToRead], read: Collection[str], place: str) -> None:
    """Raises Refused with the kinds of what was not read as its bars."""
    left = unread(warnings, read)
    if left:
        raise Refused(must_be_read(left), bars=tuple(dict.fromkeys(item.code.value for item in left)), place=place)
