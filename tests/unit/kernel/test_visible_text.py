"""Names and texts hold only what a reader sees."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.kernel.errors import Invalid
from licet.kernel.visible_text import compose_texts, holds_invisible, is_invisible, read_visible_text, write_as_shown

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


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("\u202edeZ sevY", "Yves Zed"),
        ("born \u202edeZ\u202c here", "born Zed here"),
        ("\u202e21 \u202dab\u202c", "ab 12"),
        ("\u202b abc \u202c", " abc "),
        ("\u202eba\nba", "ab\nba"),  # a line ends every override
        ("\u202ce\u0301", "é"),
        ("\u202ee\u0301a", "aé"),
        ("a\u200bb\ufeffc\x00", "abc"),
        ("one\r\ntwo", "one\ntwo"),
    ],
)
def test_what_nobody_can_be_asked_to_type_again_is_written_as_shown(written: str, shown: str) -> None:
    assert write_as_shown(written) == shown


@given(st.text(alphabet=st.characters() | st.sampled_from("\u202e\u202d\u202c\u2066\u2069\n\tab")))
def test_written_as_shown_holds_nothing_invisible_and_stays(text: str) -> None:
    shown = write_as_shown(text)
    assert not holds_invisible(shown)
    assert write_as_shown(shown) == shown


@given(st.text())
def test_what_is_accepted_is_shown_as_it_is(text: str) -> None:
    try:
        accepted = read(text, many_lines=True)
    except Invalid:
        return
    assert write_as_shown(accepted) == accepted


@dataclass(frozen=True)
class Part:
    text: str
    number: int = 1


@dataclass(frozen=True)
class Whole:
    parts: tuple[Part, ...]
    names: tuple[str, ...] = ()
    kind: str = ""


def test_every_text_of_a_draft_is_composed_however_deep() -> None:
    draft = Whole((Part("Zoe\u0308"),), ("e\u0301te",), "plain")
    assert compose_texts(draft) == Whole((Part("Zo\u00eb"),), ("\u00e9te",), "plain")
