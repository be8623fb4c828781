"""What a name or a text may contain: only what a reader sees, in the order in which it is read.

A name with a character that turns the direction round (U+202E) is shown forwards and compared backwards; one with a character of no
width (U+200B) looks like another name and is not equal to it. Both are refused, so that what is stored is what is shown and compared.
"""

import unicodedata
from typing import Final

from licet.kernel.errors import Invalid

BLANK_LETTERS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters, marks and symbols by their category that are printed as nothing."""

_REFUSED_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


def read_visible_text(text: str, *, what: str, place: str, many_lines: bool = False) -> str:
    """The text as it is stored: composed (NFC), without white space around it, "" if there is none.

    ``what`` names the text for the person who typed it, such as "the name". Line breaks and tabs are kept where ``many_lines`` is set and
    refused otherwise. Raises :class:`Invalid` naming the first character that a reader would not see.

    >>> read_visible_text(" Zoe\u0308 Marsh ", what="the name", place="full_name")
    'Zoë Marsh'
    """
    composed = unicodedata.normalize("NFC", text).strip()
    if many_lines:
        composed = composed.replace("\r\n", "\n")
    allowed = "\n\t" if many_lines else ""
    for number, character in enumerate(composed):
        if character not in allowed and is_invisible(character):
            before = composed[max(0, number - 20) : number]
            where = f"after “{before}”" if before else "at its beginning"
            raise Invalid(f"There is {describe_character(character)} in {what}, {where}: type it again without it.", place=place)
    return composed


def is_invisible(character: str) -> bool:
    """Whether a reader would not see this character: format, control, private and unassigned ones, and those that print as nothing."""
    if unicodedata.category(character) in _REFUSED_CATEGORIES or character in BLANK_LETTERS:
        return True
    number = ord(character)
    return 0xFE00 <= number <= 0xFE0F or 0x180B <= number <= 0x180F or 0xE0100 <= number <= 0xE01EF  # variants of the character before


def describe_character(character: str) -> str:
    """How a person is told of a character that they cannot see.

    >>> describe_character("\u202e")
    'an invisible character (U+202E, right-to-left override)'
    """
    if character in "\n\r\u2028\u2029":
        return "a line break"
    if character == "\t":
        return "a tab"
    name = unicodedata.name(character, "").lower()
    return f"an invisible character (U+{ord(character):04X}{f', {name}' if name else ''})"
