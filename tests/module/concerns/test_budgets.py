"""Lists and details ask a fixed number of questions, however many concerns there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connections
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from tests.module.concerns.told import DAY, NOW, Office

from licet.concerns import public as concerns
from licet.concerns.services.telling import Telling, tell_handlers
from licet.kernel.instants import ONE_DAY

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
    assert asked(lambda: concerns.for_handling(actor=office["head"], today=DAY)) == few


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


def test_what_time_does_asks_once_for_all_who_took_part(office: Office, by_records: None) -> None:
    def watch() -> int:
        return asked(lambda: concerns.escalate_due(DAY))

    _about_cases(office, 2)
    few = watch()
    _about_cases(office, 20)
    assert watch() == few


def test_handlers_are_told_after_asking_once_who_took_part(office: Office, by_records: None) -> None:
    def tell(day: date) -> int:
        seen: list[Telling] = []
        count = asked(lambda: seen.append(tell_handlers(day=day, now=NOW)))
        assert seen == [Telling(told=2, not_told=0)]
        return count

    _about_cases(office, 2)
    few = tell(DAY)
    _about_cases(office, 20)
    assert tell(DAY + ONE_DAY) == few


@pytest.fixture
def by_records(office: Office) -> Iterator[None]:
    """Who took part is asked of the records, as in an installation: four questions, once."""
    with override_settings(LICET_INVOLVED_PEOPLE="licet.project.involved.Records"):
        yield


def _about_cases(office: Office, count: int) -> None:
    for number in range(count):
        office.raise_one(topics=["destination:QM", f"case:XA-IND 2031/{number + 1:06d}"])
