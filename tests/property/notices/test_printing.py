"""Whatever text is accepted can be printed, in each kind of letter, wherever somebody's words are shown."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.unit.notices import samples

from licet.kernel.errors import Invalid
from licet.kernel.visible_text import read_visible_text
from licet.notices import domain
from licet.notices.models import Message
from licet.notices.services.render import set_page

LETTERS = (
    samples.licence(),
    samples.refusal(),
    *(samples.suspension(kind) for kind in (domain.SuspensionNotice, domain.ReinstatementNotice, domain.RevocationNotice)),
    samples.no_licence(),
    samples.enquiry(),
    samples.list_mail(),
)
ARABIC_MARKS = " ".join(map(chr, range(0x08D3, 0x0900)))  # Typst names a few of them at a time
LYDIAN = " ".join(map(chr, range(0x10920, 0x1093A))) * 8  # Typst crashes where it breaks such lines together with marks


def accepted(text: str) -> bool:
    try:
        return bool(read_visible_text(text, what="the text", place="", many_lines=True))
    except Invalid:
        return False


def with_words(value: Any, words: str, name: str = "") -> Any:
    """The letter's content with ``words`` wherever it holds somebody's words: every text that is neither a name of a kind nor a day."""
    if isinstance(value, dict):
        return {key: with_words(item, words, key) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [with_words(item, words, name) for item in value]
    return words if isinstance(value, str) and name in WORDS else value


WORDS = frozenset(
    {
        *("name", "address", "contact", "description", "end_use", "reasons", "question", "paragraphs", "words", "conditions"),
        *("text", "finding", "title", "subject", "what"),
    }
)


def print_letter(letter: domain.Letter, words: str) -> bytes:
    content = with_words(letter.content(), words)
    return set_page(Message(template=letter.template, template_version=letter.template_version, content=content, marking="PUBLIC"))


@given(st.text(min_size=1, max_size=200).map(str.strip).filter(accepted), st.sampled_from(LETTERS))
@example("€ 5, é\u0301\u20e3 北京", LETTERS[0])
@example(ARABIC_MARKS, LETTERS[6])
@example(LYDIAN + ARABIC_MARKS, LETTERS[1])
@settings(max_examples=25, deadline=None)
def test_what_is_accepted_is_printed(words: str, letter: domain.Letter) -> None:
    assert print_letter(letter, words).startswith(b"%PDF")


@pytest.mark.parametrize("letter", LETTERS, ids=[letter.kind for letter in LETTERS])
@pytest.mark.parametrize("words", ["€\ufeff 5", "a\u200bb", "\u202edeZ sevY", "\ue000", "x\x00\x1by"])
def test_what_was_stored_before_is_printed_as_it_is_shown(letter: domain.Letter, words: str) -> None:
    assert print_letter(letter, words).startswith(b"%PDF")
