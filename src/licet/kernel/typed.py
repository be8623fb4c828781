"""Codes and references as people type or paste them: every place that takes one reads it here first.

A word processor turns hyphens into longer dashes and blanks into ones that do not break; a web page adds signs that have no width. None
of them is part of a code. Names and sentences are not read here.
"""

import unicodedata
from typing import Final

_DASHES: Final = frozenset({"\N{MINUS SIGN}", "\N{HYPHEN BULLET}"})  # beside those that Unicode calls dashes


def read_typed(text: str) -> str:
    """The code that was meant, in plain signs: one kind of hyphen, single blanks inside and none around, nothing without a width.

    >>> read_typed("\\ufeff XA\\u2011IND\\xa02031/00\\u200b0412 ")
    'XA-IND 2031/000412'
    """
    return " ".join("".join(map(_plain, unicodedata.normalize("NFKC", text))).split())


def _plain(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Cf":
        return ""
    return "-" if category == "Pd" or sign in _DASHES else sign
