"""What people paste: the same code with other dashes, blanks and signs without width is the same code, wherever one is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.cli.arguments import read_reference
from licet.concerns.domain import new_receipt, parse_receipt
from licet.kernel.check_code import encode_check_code, grouped, parse_check_code
from licet.kernel.errors import Invalid
from licet.kernel.ids import Reference, encode_id, parse_id
from licet.kernel.rating import RatingCode
from licet.kernel.scope import Scope
from licet.kernel.typed import read_typed
from licet.people.domain.credentials import read_link_code

RECEIPT = new_receipt(bytes(range(19)))
CHECK_CODE = encode_check_code(bytes(range(10)))
ID = encode_id(bytes(range(16)))
READERS: list[tuple[Callable[[str], Any], str]] = [
    (lambda text: parse_receipt(text).written(), RECEIPT.written()),
    (parse_check_code, grouped(CHECK_CODE)),
    (parse_id, ID),
    (read_link_code, ID),
    (lambda text: str(Reference.parse(text)), "XA-IND 2031/000412"),
    (read_reference, "XA-REV 2031/000001"),
    (lambda text: str(RatingCode.parse(text)), "ML1.b"),
    (lambda text: str(RatingCode.parse(text)), "6A003.b-4"),
    (lambda text: Scope.parse(text).to_text(), "destination=QM rating=ML15"),
]
SIGNS = {
    "hyphen that does not break": lambda text: text.replace("-", "\u2011"),
    "en dash": lambda text: text.replace("-", "\u2013"),
    "minus": lambda text: text.replace("-", "\u2212"),
    "full width": lambda text: text.replace("-", "\uff0d"),
    "blank that does not break": lambda text: text.replace(" ", "\u00a0"),
    "thin blank": lambda text: text.replace(" ", "\u2009"),
    "no width": lambda text: "\u200b".join(text),
    "byte order mark": lambda text: "\ufeff" + text,
    "soft hyphens": lambda text: "\u00ad".join(text),
    "direction": lambda text: f"\u202a{text}\u202c",
    "full width letters": lambda text: text.translate({ord(sign): ord(sign) + 0xFEE0 for sign in text if "!" <= sign <= "~"}),
    "small letters": lambda text: text.lower() if "=" not in text else text,
    "blanks around": lambda text: f" \t{text}\r\n",
}


@pytest.mark.parametrize("change", SIGNS)
@pytest.mark.parametrize("place", range(len(READERS)))
def test_pasted_it_is_the_same_code(place: int, change: str) -> None:
    read, text = READERS[place]
    assert read(SIGNS[change](text)) == read(text)


@pytest.mark.parametrize("text", ["", "\u200b", "\u2011\u2011", " - "])
def test_nothing_is_no_code(text: str) -> None:
    for read in (parse_receipt, parse_check_code, parse_id, Reference.parse, RatingCode.parse):
        with pytest.raises(Invalid):
            read(text)


def test_other_letters_are_not_read_as_ours() -> None:
    with pytest.raises(Invalid):  # Cyrillic А
        Reference.parse("X\u0410-IND 2031/000412")


@given(st.text())
def test_read_once_is_read_for_good(text: str) -> None:
    assert read_typed(read_typed(text)) == read_typed(text)
