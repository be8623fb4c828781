"""A field of a list may hold several names, and words that are no part of a name."""

import pytest

from licet.screening.domain.aliases import read_alias_field


@pytest.mark.parametrize(
    ("written", "names", "born"),
    [
        ("Yves Zed", ("Yves Zed",), ()),
        ("Yves Zed; Ywes Zett (previously listed as), born 1960", ("Yves Zed", "Ywes Zett"), ("1960",)),
        ("Yves Zed, born in Sarra on 1 Jan. 1960 (passport no. 7, of 2014)", ("Yves Zed",), ("in Sarra on 1 Jan. 1960",)),
        ("Yves Zed b) Y. Zed; Ivo Zed", ("Yves Zed", "Y. Zed", "Ivo Zed"), ()),
        ("حسن (Hasan; Hassan)", ("حسن", "Hasan", "Hassan"), ()),
        ("The Front (TF) (جبهة (original script); Front; Zed Front)", ("The Front (TF)", "جبهة", "Front", "Zed Front"), ()),
        ("Yves Zed; Yves Zed;", ("Yves Zed",), ()),
        ("Yves (Ivo) Zed", ("Yves (Ivo) Zed",), ()),
        ("Max Born", ("Max Born",), ()),
        ("First-born Trading", ("First-born Trading",), ()),
        ("", (), ()),
    ],
)
def test_field_holds_these_names(written: str, names: tuple[str, ...], born: tuple[str, ...]) -> None:
    field = read_alias_field(written)
    assert (field.names, field.born) == (names, born)
