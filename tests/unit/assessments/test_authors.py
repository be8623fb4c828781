"""Writing a version and concluding it are the work of two people."""

from __future__ import annotations

import pytest

from licet.assessments import domain
from licet.kernel.errors import Refused

FIRST = [(1, "opener"), (2, "ann"), (3, "bo"), (4, "ann"), (5, "cy")]


def test_authors_are_all_who_saved_first_first_and_each_once() -> None:
    assert domain.authors_of(FIRST) == ("ann", "bo", "cy")


def test_opening_writes_nothing_but_whoever_opened_may_write() -> None:
    assert domain.authors_of([(1, "opener")]) == ()
    assert domain.authors_of([*FIRST, (6, "opener")]) == ("ann", "bo", "cy", "opener")


def test_the_first_save_of_a_later_version_is_writing() -> None:
    assert domain.authors_of([(6, "dee")]) == ("dee",)


@pytest.mark.parametrize("author", ["ann", "bo", "cy"])
def test_no_author_concludes_not_only_the_last(author: str) -> None:
    with pytest.raises(Refused, match="You wrote in this version") as refused:
        domain.refuse_author(author, domain.authors_of(FIRST), "XA-ASM 2031/000001")
    assert refused.value.bars == ("two-people",)
    assert refused.value.place == "XA-ASM 2031/000001"


@pytest.mark.parametrize("reader", ["opener", "dee"])
def test_whoever_wrote_none_of_it_may(reader: str) -> None:
    domain.refuse_author(reader, domain.authors_of(FIRST), "XA-ASM 2031/000001")
