"""The normal form in which names are compared. The name as written is always kept beside it."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from anyascii import anyascii

from licet.kernel.visible_text import write_as_shown

JOINERS: Final = re.compile(r"[.'’‘ʼʻ`´\"“”«»]")
WORD: Final = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=65_536)
def tokens(name: str) -> tuple[str, ...]:
    """The words of a name in plain small letters, in the order in which a reader sees them.

    >>> tokens("Al-Qa’ida & Söhne, L.L.C.")
    ('al', 'qaida', 'and', 'sohne', 'llc')
    """
    plain = unicodedata.normalize("NFKC", write_as_shown(name)).casefold().replace("&", " and ")
    return tuple(WORD.findall(JOINERS.sub("", anyascii(plain)).casefold()))


def normal_form(name: str) -> str:
    """The words in alphabetical order; empty if nothing of the name can be compared.

    >>> normal_form("Иванов, Пётр")
    'ivanov petr'
    """
    return " ".join(sorted(tokens(name)))
