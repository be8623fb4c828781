"""Appending: in sets, inside a transaction, without holes."""

from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries
from tests.module.ledger.events import DAY, NOW, PACK, WORKER, Granted, granted, grow

from licet.kernel.errors import Invalid
from licet.ledger import public as ledger
from licet.ledger.models import Entry, Node, Salt
from licet.ledger.services import entries
from licet.platform.ids import seeded
from licet_verify import canonical
from licet_verify.tree import Frontier, leaf_hash

pytestmark = pytest.mark.django_db


def test_append_gives_the_next_positions() -> None:
    assert [grow(count) for count in (1, 2, 0, 5)] == [range(1), range(1, 3), range(0), range(3, 8)]
    assert ledger.size() == 8


def test_entry_is_the_leaf_with_its_hash() -> None:
    grow(3)
    entry = Entry.objects.get(position=2)
    assert (entry.kind, entry.on, entry.ref, entry.appended_at, entry.appended_by) == (Granted.kind, DAY, "T 2", NOW, WORKER.id)
    assert bytes(entry.leaf_hash) == leaf_hash(bytes(entry.leaf))
    value = canonical.loads(bytes(entry.leaf))
    assert isinstance(value, dict)
    assert value["pack"] == PACK


def test_root_is_that_of_the_leaves_whatever_the_steps() -> None:
    for count in (1, 3, 4, 1, 9):
        grow(count)
        tree = Frontier()
        tree.extend(bytes(each) for each in Entry.objects.order_by("position").values_list("leaf", flat=True))
        assert ledger.root(tree.size) == tree.root()
    assert Node.objects.count() == 9 + 4 + 2 + 1


def test_salts_are_kept_for_each_sealed_field_and_differ() -> None:
    grow(4)
    salts = [bytes(each) for each in Salt.objects.values_list("salt", flat=True)]
    assert len(set(salts)) == 4 * len({"exporter", "note"})
    assert {len(salt) for salt in salts} == {32}


def test_append_takes_the_same_queries_for_one_event_as_for_a_thousand(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    queries = 5 if connection.vendor == "sqlite" else 6  # size and last leaf, edge; entries, nodes, salts; the lock
    grow(7)
    for count in (1, 1000):
        prepared = ledger.prepare(granted(count), narrowing={}, pack_version=PACK)
        with transaction.atomic(), django_assert_num_queries(queries):
            ledger.append_prepared(actor=WORKER, prepared=prepared, now=NOW)


def test_append_outside_a_transaction_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "connection", SimpleNamespace(in_atomic_block=False))
    with pytest.raises(RuntimeError, match="last act of a transaction"):
        ledger.append(actor=WORKER, events=granted(1), now=NOW, narrowing={}, pack_version=PACK)


def test_transaction_that_fails_gives_its_places_back() -> None:
    grow(3)
    with transaction.atomic():
        grow(5)
        transaction.set_rollback(True)
    assert grow(1) == range(3, 4)
    assert ledger.audit().entries == 4


def test_append_without_a_pack_version_is_refused() -> None:
    with pytest.raises(ValueError, match="pack"):
        ledger.prepare(granted(1), narrowing={}, pack_version="")


def test_one_event_too_large_leaves_nothing_behind() -> None:
    events = [*granted(2), Granted(on=DAY, ref="T 9", number=9, countries=["x" * 70_000])]
    with pytest.raises(Invalid, match="T 9"):
        grow(0, events)
    assert ledger.size() == 0


def test_salts_follow_the_seed_of_a_demonstration() -> None:
    def leaves() -> list[bytes]:
        with seeded(b"a demonstration"):
            return [leaf.data for leaf in ledger.prepare(granted(3), narrowing={}, pack_version=PACK).leaves]

    assert leaves() == leaves()
    assert leaves() != [leaf.data for leaf in ledger.prepare(granted(3), narrowing={}, pack_version=PACK).leaves]
