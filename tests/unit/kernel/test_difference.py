"""Who changed which words."""

from __future__ import annotations

import pytest

from licet.kernel.difference import Kind, paragraphs, unchanged, word_difference


def shown(old: str, new: str) -> list[str]:
    marks = {Kind.SAME: "{}", Kind.REMOVED: "[-{}-]", Kind.ADDED: "[+{}+]"}
    return ["".join(marks[piece.kind].format(piece.text) for piece in paragraph) for paragraph in word_difference(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("same words", "same words", ["same words"]),
        ("there is no risk", "there is a clear risk", ["there is [-no-][+a clear+] risk"]),
        ("One.\n\nTwo.", "One.\n\nTwo.\n\nThree.", ["One.", "Two.", "[+Three.+]"]),
        ("One.\n\nTwo.\n\nThree.", "One.\n\nThree.", ["One.", "[-Two.-]", "Three."]),
        ("", "All new.", ["[+All new.+]"]),
        ("risk, perhaps", "risk", ["risk[-, perhaps-]"]),
    ],
)
def test_difference(old: str, new: str, expected: list[str]) -> None:
    assert shown(old, new) == expected


def test_line_ends_make_no_difference() -> None:
    assert unchanged(word_difference("One.\r\n\r\nTwo.", "One.\n\n\nTwo.  "))
    assert paragraphs(" \n\n a \n \n b ") == ["a", "b"]


def test_endless_paragraph_is_shown_as_replaced() -> None:
    old, new = "word " * 6_000, "word " * 6_001
    assert [piece.kind for piece in word_difference(old, new)[0]] == [Kind.REMOVED, Kind.ADDED]
