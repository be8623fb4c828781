"""The names in one field of a list, which may hold several, and words that are no part of a name."""

import re
from dataclasses import dataclass
from typing import Final

_NOTE: Final = re.compile(r"\(\s*(?:(?:previously|formerly) listed as|original script)\s*\)", re.IGNORECASE)
_SEVERAL_INSIDE: Final = re.compile(r"\(([^()]*;[^()]*)\)")
_NUMBERED: Final = re.compile(r"\s[a-z]\)\s")
_BORN: Final = re.compile(r",?\s+born\s+(?=\d|in\b|on\b|circa\b|ca?\.|about\b|approx|between\b|before\b|after\b)(.*)$")


@dataclass(frozen=True, slots=True)
class AliasField:
    """``names`` in the order written; ``born``: what follows “born”, without anything in brackets; ``noted``: words were left out."""

    names: tuple[str, ...]
    born: tuple[str, ...]
    noted: bool


def read_alias_field(written: str) -> AliasField:
    """Split at semicolons, also at those inside brackets, and leave out what is no name.

    >>> read_alias_field("Yves Zed; Ywes Zett (previously listed as), born 1960").names
    ('Yves Zed', 'Ywes Zett')
    """
    plain = _NOTE.sub(" ", written)
    born: list[str] = []
    names: dict[str, None] = {}
    for part in _NUMBERED.sub(";", _SEVERAL_INSIDE.sub(r";\1;", plain)).split(";"):
        when = _BORN.search(part)
        if when:
            born.append(when[1].partition("(")[0].strip())
            part = part[: when.start()]
        if name := " ".join(part.split()).strip(" ,"):
            names[name] = None
    return AliasField(tuple(names), tuple(born), noted=plain != written or bool(born))
