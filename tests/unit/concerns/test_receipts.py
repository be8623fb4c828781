"""Codes: enough chance, every slip of the pen found out."""

from __future__ import annotations

import pytest

from licet.concerns.domain import LOOKUP_BYTES, SECRET_BYTES, Receipt, new_receipt, parse_receipt
from licet.kernel.errors import Invalid
from licet.kernel.ids import ALPHABET

RANDOM = bytes(range(7, 7 + LOOKUP_BYTES + SECRET_BYTES))


def test_written_and_read_again() -> None:
    receipt = new_receipt(RANDOM)
    written = receipt.written()
    assert [len(group) for group in written.split("-")] == [5] * 6
    assert parse_receipt(written) == parse_receipt(f" {written.lower().replace('-', ' ')} ") == receipt


def test_letters_that_look_like_figures_are_read_as_them() -> None:
    receipt = Receipt("01010101", "0" * 10 + "1" * 11)
    written = receipt.written()
    assert parse_receipt(written.replace("0", "O").replace("1", "l")) == receipt


def test_bits() -> None:
    assert len(new_receipt(RANDOM).lookup) * 5 >= 40
    assert len(new_receipt(RANDOM).secret) * 5 >= 100
    ones = {new_receipt(bytes(LOOKUP_BYTES) + (1 << bit).to_bytes(SECRET_BYTES)).secret for bit in range(105)}
    assert len(ones) == 105, "every one of 105 bits reaches the code"


def test_every_wrong_letter_and_every_swap_is_found_out() -> None:
    letters = new_receipt(RANDOM).written().replace("-", "")
    wrong = {letters[:place] + other + letters[place + 1 :] for place in range(30) for other in ALPHABET} - {letters}
    for one in range(30):
        for two in range(one + 1, 30):
            swapped = list(letters)
            swapped[one], swapped[two] = swapped[two], swapped[one]
            wrong.add("".join(swapped))
    wrong -= {letters}
    assert len(wrong) > 1300
    for text in wrong:
        with pytest.raises(Invalid):
            parse_receipt(text)


@pytest.mark.parametrize("text", ["", "ABCDE", "U" * 30, "0" * 31, "é" * 30])
def test_what_is_no_code_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_receipt(text)
    assert not text or text not in str(refused.value)


def test_it_does_not_print_itself() -> None:
    receipt = new_receipt(RANDOM)
    assert receipt.secret not in f"{receipt} {receipt!r} {receipt!s}"
