"""References: one after the other, no gap, whoever asks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction
from tests.stores import Store

from licet.platform.locking import locked, take_turn
from licet.platform.models import Counter
from licet.platform.references import next_references

ACT = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "licet.project.settings"
import django
django.setup()
from django.db import transaction
from licet.platform.references import next_references

class Undone(Exception):
    pass

for turn in range(15):
    try:
        with transaction.atomic():
            given = next_references(authority="QM", kind="IND", year=2031, count=1 + turn % 3)
            if turn % 5 == 4:
                raise Undone
        print(*(reference.number for reference in given))
    except Undone:
        pass
"""


def numbers(count: int, **changes: object) -> list[int]:
    given = {"authority": "QM", "kind": "IND", "year": 2031, "count": count} | changes
    return [reference.number for reference in next_references(**given)]  # type: ignore[arg-type]


@pytest.mark.django_db
def test_references_count_by_authority_kind_and_year() -> None:
    assert numbers(1) == [1]
    assert numbers(3) == [2, 3, 4]
    assert numbers(1, year=2032) == numbers(1, kind="OPN") == numbers(1, authority="QT") == [1]
    assert numbers(0) == []
    assert numbers(1) == [5]
    assert str(next_references(authority="QM", kind="IND", year=2031)[0]) == "QM-IND 2031/000006"


@pytest.mark.django_db
def test_references_of_an_undone_act_are_given_again() -> None:
    def failing_act() -> None:
        with transaction.atomic():
            assert numbers(5) == [2, 3, 4, 5, 6]
            raise OSError("undone")

    numbers(1)
    with pytest.raises(OSError, match="undone"):
        failing_act()
    assert numbers(1) == [2]


@pytest.mark.django_db
def test_references_cost_two_queries(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    numbers(1)
    with transaction.atomic(), django_assert_num_queries(4):  # and a savepoint
        numbers(1000)


@pytest.mark.django_db
def test_references_refuse_to_run_backwards() -> None:
    with pytest.raises(ValueError, match="backwards"):
        numbers(-1)


def test_references_have_no_gap_when_processes_race(store_copy: Store) -> None:
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: store_copy.python("-c", ACT, timeout=120), range(4)))
    assert [act.returncode for act in done] == [0] * 4, done[0].stderr
    given = [int(number) for act in done for number in act.stdout.split()]
    assert sorted(given) == list(range(1, len(given) + 1))
    assert len(given) == 4 * sum(1 + turn % 3 for turn in range(15) if turn % 5 != 4)


def test_locks_need_a_transaction_and_an_order(committed_store: Store) -> None:
    with transaction.atomic():
        take_turn("log")
        assert str(locked(Counter.objects.all()).query).count("ORDER BY") == 1
    with pytest.raises(RuntimeError, match=r"transaction\.atomic"):
        locked(Counter.objects.all())
    with pytest.raises(RuntimeError, match=r"transaction\.atomic"):
        take_turn("log")
