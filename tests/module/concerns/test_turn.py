"""The batch and every act take turns: while one is in the middle of a day, the other waits (decision 0161).

Nobody waits here for long: whoever should wait is given a fraction of a second, and must then still have been waiting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import OperationalError, connections
from django.db.models import Max
from tests.module.concerns.paused import go_on, paused
from tests.module.concerns.test_batch import at
from tests.module.concerns.told import DAY
from tests.stores import Store

from licet.concerns import public as concerns
from licet.concerns.database import ALIAS
from licet.concerns.models import Batch, Step

FILING = """
pause_once(writing, "take_turn")
print(file().receipt.written())
"""
ADDING = """
code = file().receipt.written()
pause_once(writing, "take_turn")
concerns.add_words(code, "More.", today=DAY)
print(code)
"""
BATCH = """
pause_once(carrying, "take_turn")
print(concerns.daily_batch(datetime(2031, 5, 5, 18, 0, tzinfo=UTC)).steps)
"""


@contextmanager
def impatient(engine: str) -> Iterator[None]:
    """For a while this process gives up a lock that it does not get."""
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 300" if engine == "sqlite" else "SET lock_timeout = '300ms'")
    try:
        yield
    finally:
        with connections[ALIAS].cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 30000" if engine == "sqlite" else "RESET lock_timeout")


def must_wait(engine: str, act: Callable[[], object]) -> None:
    with impatient(engine), pytest.raises(OperationalError, match=r"locked|lock timeout"):
        act()


def every_step_is_carried_by_a_batch_of_its_day_or_later() -> bool:
    last = Batch.objects.aggregate(last=Max("day"))["last"]
    return not Step.objects.filter(carried_on=None, day__lte=last).exists()


def test_a_batch_waits_for_a_filing_that_has_its_day(committed_store: Store, engine: str) -> None:
    filed_before()
    with paused(committed_store, FILING) as filing:
        must_wait(engine, lambda: concerns.daily_batch(at(DAY, 18)))
        code = go_on(filing)
    assert concerns.daily_batch(at(DAY, 18)).steps == 2
    assert concerns.come_back(code).filed_on == DAY
    assert every_step_is_carried_by_a_batch_of_its_day_or_later()


def test_a_batch_waits_for_words_that_have_their_day(committed_store: Store, engine: str) -> None:
    with paused(committed_store, ADDING) as adding:
        must_wait(engine, lambda: concerns.daily_batch(at(DAY, 18)))
        go_on(adding)
    assert concerns.daily_batch(at(DAY, 18)).steps == 2
    assert every_step_is_carried_by_a_batch_of_its_day_or_later()


def test_words_wait_for_a_batch_that_closes_the_day_and_are_of_the_next(committed_store: Store, engine: str) -> None:
    code = filed_before()
    with paused(committed_store, BATCH) as batch:
        must_wait(engine, lambda: concerns.add_words(code, "More.", today=DAY))
        assert go_on(batch) == "1"
    concerns.add_words(code, "More.", today=DAY)
    assert [words.day for words in concerns.come_back(code).words] == [DAY + timedelta(days=1)]
    assert every_step_is_carried_by_a_batch_of_its_day_or_later()


def filed_before() -> str:
    """One was filed before, so that a batch is due at all."""
    filed = concerns.file_concern(topics=["destination:QM"], points=["One."], naming=concerns.Naming.NOBODY, today=DAY)
    return filed.receipt.written()
