"""The normal form of names."""

import pytest

from licet.screening.domain.names import normal_form, tokens


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("Pérez, Fernando", "fernando perez"),
        ("FERNANDO  PEREZ", "fernando perez"),
        ("Иванов Пётр", "ivanov petr"),
        ("Ｓｉｅｍｅｎｓ ＡＧ", "ag siemens"),  # full-width letters
        ("Sie\u200bmens AG", "ag siemens"),  # a zero-width space inside
        ("\u202edeZ sevY", "yves zed"),  # shown forwards, written backwards
        ("\u202edeZ\u202c Yves", "yves zed"),
        ("A.B.C. & Sons, L.L.C.", "abc and llc sons"),
        ("Al-Qa’ida", "al qaida"),
        ("Straße 9", "9 strasse"),
        ("…", ""),
    ],
)
def test_normal_form_of_names(written: str, form: str) -> None:
    assert normal_form(written) == form


def test_tokens_keep_the_order_written() -> None:
    assert tokens("Zeta Alpha") == ("zeta", "alpha")
