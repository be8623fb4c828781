"""Which passwords are refused because they are made of the person's own names."""

import pytest

from licet.kernel.errors import Invalid
from licet.people.domain import check_own_password

NAMES = ("ad.one", "Ada Oneida", "ad.one@authority.example")


@pytest.mark.parametrize(
    "password",
    [
        "ad.one.ad.one",
        "AD.ONE-ad.one",
        "ad.onead.onead.one",
        "AdaOneida2031!",
        "ad.one@authority.example",
        "oneida oneida",
        "ada-ada-ada-31",
    ],
)
def test_password_made_of_ones_own_names_is_refused(password: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_own_password(password, NAMES)
    assert refused.value.place == "password"


@pytest.mark.parametrize("password", ["correct horse battery staple", "one harbour lantern", "x8Fq2zKada", "harbour lantern 31"])
def test_password_with_enough_of_its_own_is_taken(password: str) -> None:
    check_own_password(password, NAMES)
