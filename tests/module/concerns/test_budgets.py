"""Lists and details ask a fixed number of questions, however many concerns there are (house.md)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from tests.module.concerns.told import DAY, Office

from licet.concerns import public as concerns

pytestmark = pytest.mark.django_db(databases=["default", "concerns"])


def asked(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connections["concerns"]) as own, CaptureQueriesContext(connections["default"]) as other:
        act()
    return len(own) + len(other)


def test_list_does_not_grow_with_its_rows(office: Office) -> None:
    office.raise_one()
    few = asked(lambda: concerns.for_handling(actor=office["head"], today=DAY))
    for _ in range(20):
        office.raise_one()
    assert asked(lambda: concerns.for_handling(actor=office["head"], today=DAY)) == few == 1


def test_one_concern(office: Office) -> None:
    filed = office.raise_one()
    concern = office.id_of(filed)
    for _ in range(10):
        concerns.add_words(filed.receipt, "More.", today=DAY)
    assert asked(lambda: concerns.access_concern(actor=office["head"], concern=concern, today=DAY)) <= 12
    assert asked(lambda: concerns.come_back(filed.receipt, DAY)) <= 10


def test_what_signers_are_shown_is_one_question(office: Office) -> None:
    for _ in range(5):
        office.raise_one()
    assert asked(lambda: concerns.open_about(["destination:QM", "case:XA-IND 2031/000412"])) == 1
