"""How much a draft may hold: exactly so much is taken, one more is refused at its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.unit.applications.test_check import CONSIGNEE, PAPERS, PRODUCT, ROUTE, USE

from licet.applications.domain import Draft, read_draft
from licet.kernel.errors import InvalidMany


def places(draft: Draft) -> list[str | None]:
    """Where a draft is refused; nowhere where it is taken."""
    try:
        read_draft(draft)
    except InvalidMany as refused:
        return [fault.place for fault in refused.faults]
    return []


def keyed(row: Any, count: int) -> tuple[Any, ...]:
    return tuple(replace(row, key=f"k{number}") for number in range(count))


@pytest.mark.parametrize(
    ("name", "most", "make", "place"),
    [
        ("products", 200, lambda count: keyed(PRODUCT, count), "products"),
        ("parties", 50, lambda count: keyed(CONSIGNEE, count), "parties"),
        ("attachments", 100, lambda count: (PAPERS[1],) * count, "documents"),
        ("end_use", 50, lambda count: replace(USE, onward=("QO",) * count), "onward destinations"),
    ],
)
def test_so_many_are_taken_and_not_one_more(name: str, most: int, make: Any, place: str) -> None:
    assert places(Draft(**{name: make(most)})) == []
    assert places(Draft(**{name: make(most + 1)})) == [place]


@pytest.mark.parametrize(
    ("part", "row", "name", "most"),
    [
        ("products", PRODUCT, "name", 200),
        ("products", PRODUCT, "description", 10_000),
        ("products", PRODUCT, "part_number", 100),
        ("products", PRODUCT, "rating", 40),
        ("products", PRODUCT, "amount", 40),
        ("parties", CONSIGNEE, "name", 200),
        ("parties", CONSIGNEE, "address", 10_000),
        ("parties", CONSIGNEE, "country", 40),
        ("end_use", USE, "text", 10_000),
        ("route", ROUTE, "start", 200),
        ("route", ROUTE, "transport", 200),
        ("attachments", PAPERS[1], "absence", 10_000),
    ],
)
def test_a_text_may_be_so_long_and_not_longer(part: str, row: Any, name: str, most: int) -> None:
    for length, refused in ((most, False), (most + 1, True)):
        changed = replace(row, **{name: "x" * length})
        found = places(Draft(**{part: changed if part in {"end_use", "route"} else (changed,)}))
        assert [str(place).endswith(f" {name}") for place in found] == [True] * refused


@pytest.mark.parametrize(
    ("key", "taken"), [("a-B_9", True), ("k" * 32, True), ("k" * 33, False), ("", False), ("a b", False), ("é", False)]
)
def test_each_row_needs_a_key_of_its_own(key: str, taken: bool) -> None:
    for name, row in (("products", PRODUCT), ("parties", CONSIGNEE)):
        assert places(Draft(**{name: (replace(row, key=key),)})) == ([] if taken else [name])
        assert places(Draft(**{name: (row, row)})) == [name]


def test_invisible_letters_are_refused_and_line_breaks_only_where_there_may_be_several_lines() -> None:
    assert places(Draft(products=(replace(PRODUCT, description="one\r\ntwo"),))) == []
    assert places(Draft(products=(replace(PRODUCT, name="one\ntwo"),))) == [f"product {PRODUCT.key} name"]
    assert places(Draft(parties=(replace(CONSIGNEE, address="a\u200bb"),))) == [f"party {CONSIGNEE.key} address"]
