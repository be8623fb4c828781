"""What a name or a text may contain: only what a reader sees, in the order in which it is read.

A name with a character that turns the direction round (U+202E) is shown forwards and compared backwards; one with a character of no
width (U+200B) looks like another name and is not equal to it. Both are refused, so that what is stored is what is shown and compared.
Texts that nobody can be asked to type again (a published list, what was stored before this rule) are written as they are shown instead.
"""

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from licet.kernel.errors import Invalid

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

BLANK_LETTERS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters, marks and symbols by their category that are printed as nothing."""

_PRINTED_AS_NOTHING: Final = re.compile(f"[{''.join(BLANK_LETTERS)}\ufe00-\ufe0f\u180b-\u180f\U000e0100-\U000e01ef]")
"""Blank letters, and variants of the character before."""

_RIGHT_TO_LEFT_OVERRIDE: Final = "\u202e"
_OPENING: Final = frozenset("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
_CLOSING: Final = frozenset("\u202c\u2069")
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
    if fault := find_invisible(composed, what=what, place=place, many_lines=many_lines):
        raise fault
    return composed


def find_invisible(text: str, *, what: str, place: str, many_lines: bool = False) -> Invalid | None:
    """The refusal of the first character that a reader would not see, or None."""
    if _is_plain(text) and (many_lines or ("\n" not in text and "\t" not in text)):
        return None
    allowed = "\n\t" if many_lines else ""
    for number, character in enumerate(text):
        if character not in allowed and is_invisible(character):
            before = text[max(0, number - 20) : number]
            where = f"after “{before}”" if before else "at its beginning"
            return Invalid(f"There is {describe_character(character)} in {what}, {where}: type it again without it.", place=place)
    return None


def compose_texts[Draft: "DataclassInstance"](draft: Draft) -> Draft:
    """The same draft with every text in it composed (NFC), so that what is stored is what is compared.

    For callers that give drafts to services directly; forms and operations of the API compose what they read.
    """
    return replace(draft, **{item.name: _compose(getattr(draft, item.name)) for item in fields(draft) if item.init})


def _compose(value: Any) -> Any:
    if type(value) is str:
        return unicodedata.normalize("NFC", value)
    if isinstance(value, tuple):
        return tuple(map(_compose, value))
    return compose_texts(value) if is_dataclass(value) and not isinstance(value, type) else value


def write_as_shown(text: str) -> str:
    """The text as a reader sees it: composed (NFC), letters under an override of direction in the order shown, nothing invisible.

    For texts whose author cannot be asked to type them again. Line breaks and tabs are kept.

    >>> write_as_shown("\u202edeZ sevY\u202c, born\u200b 1960")
    'Yves Zed, born 1960'
    """
    composed = unicodedata.normalize("NFC", text)
    if not holds_invisible(composed):
        return composed
    return unicodedata.normalize("NFC", "\n".join(map(_write_line_as_shown, composed.splitlines())))


def holds_invisible(text: str) -> bool:
    """Whether there is a character in it that a reader would not see; line breaks and tabs do not count."""
    return not _is_plain(text) and any(is_invisible(character) for character in text if character not in "\n\t")


def _is_plain(text: str) -> bool:
    """Whether it certainly holds nothing invisible besides line breaks and tabs: a quick look, before each character is looked at."""
    return text.replace("\n", "").replace("\t", "").isprintable() and not _PRINTED_AS_NOTHING.search(text)


def _write_line_as_shown(line: str) -> str:
    runs: list[tuple[bool, list[str]]] = [(False, [])]  # those that are open: whether backwards, and the letters with their marks
    for character in line:
        letters = runs[-1][1]
        if character in _OPENING:
            runs.append((character == _RIGHT_TO_LEFT_OVERRIDE, []))
        elif character in _CLOSING:
            _close_last(runs)
        elif unicodedata.combining(character) and letters:
            letters[-1] += character
        elif character == "\t" or not is_invisible(character):
            letters.append(character)
    while len(runs) > 1:
        _close_last(runs)
    return "".join(runs[0][1])


def _close_last(runs: list[tuple[bool, list[str]]]) -> None:
    if len(runs) > 1:
        backwards, letters = runs.pop()
        runs[-1][1].append("".join(reversed(letters) if backwards else letters))


def is_invisible(character: str) -> bool:
    """Whether a reader would not see this character: format, control, private and unassigned ones, and those that print as nothing."""
    return unicodedata.category(character) in _REFUSED_CATEGORIES or bool(_PRINTED_AS_NOTHING.match(character))


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
