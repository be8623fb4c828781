"""Whatever two texts say, the pieces put together are both of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from licet.kernel.difference import Kind, paragraphs, unchanged, word_difference

TEXTS = st.lists(st.sampled_from(["risk", "no", "clear", " ", ", ", "\n\n", "\n", "é", "."]), max_size=30).map("".join)


@given(TEXTS, TEXTS)
def test_both_texts_come_back(old: str, new: str) -> None:
    difference = word_difference(old, new)
    for left_out, text in ((Kind.ADDED, old), (Kind.REMOVED, new)):
        back = ["".join(piece.text for piece in paragraph if piece.kind is not left_out) for paragraph in difference]
        assert [part for part in back if part] == paragraphs(text)


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert unchanged(word_difference(text, text))
