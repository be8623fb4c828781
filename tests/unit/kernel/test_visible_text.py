"""Names and texts hold only what a reader sees."""

import pytest

from licet.kernel.errors import Invalid
from licet.kernel.visible_text import is_invisible, read_visible_text

INVISIBLE = (
    "\u200b",  # zero width space
    "\u200d",  # zero width joiner
    "\u200e",  # left-to-right mark
    "\u202e",  # right-to-left override
    "\u2066",  # left-to-right isolate
    "\u00ad",  # soft hyphen
    "\ufeff",  # byte order mark
    "\u3164",  # Hangul filler, a letter by its category
    "\u2800",  # Braille blank, a symbol by its category
    "\ufe0f",  # variation selector
    "\u034f",  # combining grapheme joiner
    "\x00",
    "\x1b",
    "\u0085",
    "\u2028",
    "\ue000",  # private use
    "\U000e0041",  # tag
)


def read(text: str, *, many_lines: bool = False) -> str:
    return read_visible_text(text, what="the name", place="name", many_lines=many_lines)


@pytest.mark.parametrize("character", INVISIBLE)
@pytest.mark.parametrize("text", ["{}", "{}Ada Marsh", "Ada{} Marsh", "Ada Marsh{}x"])
def test_characters_that_nobody_sees_are_refused_wherever_they_are(character: str, text: str) -> None:
    typed = text.format(character)
    if not typed.strip():  # U+0085 and U+2028 alone are white space
        assert read(typed) == ""
        return
    with pytest.raises(Invalid) as refused:
        read(typed if typed.strip() == typed else f"x{typed}x")
    assert refused.value.place == "name"
    assert character not in refused.value.message


@pytest.mark.parametrize(
    "name",
    [
        "Ada Marsh",
        "Zoë O’Brien-Łuk",
        "Nguyễn Thị Minh",
        "Ольга Орлова",
        "علي حسن",
        "李 小龙",
        "अनीता",
        "한가람",
        "M. “Bee” Vost & Sons, 2nd",
    ],
)
def test_names_of_the_world_are_left_as_they_are(name: str) -> None:
    assert read(name) == name


def test_text_is_composed_and_stripped() -> None:
    assert read("\u00a0 Zoe\u0308\u2003") == "Zoë"
    assert read(" \n ") == ""


def test_lines_are_kept_where_a_text_has_many() -> None:
    assert read("1 Lane\r\nPort\n\tSable", many_lines=True) == "1 Lane\nPort\n\tSable"
    with pytest.raises(Invalid, match="a line break in the name, after “1 Lane”"):
        read("1 Lane\nPort")
    with pytest.raises(Invalid, match="U\\+202E"):
        read("1 Lane\n\u202eelbaS", many_lines=True)


def test_sentence_names_the_character_and_where_it_is() -> None:
    with pytest.raises(Invalid) as refused:
        read("Ada\u200b Marsh")
    expected = "There is an invisible character (U+200B, zero width space) in the name, after “Ada”: type it again without it."
    assert refused.value.message == expected


def test_spaces_of_any_width_are_seen() -> None:
    assert not any(is_invisible(space) for space in " \u00a0\u2003\u3000")
