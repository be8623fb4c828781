"""`licet run-due` lets time work on concerns, carries what is due, and does nothing twice."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import override_settings
from tests.module.concerns import told
from tests.module.concerns.told import Involved
from tests.stores import Store

from licet.concerns import public as concerns
from licet.concerns.models import Batch
from licet.ledger import public as ledger
from licet.platform import clock
from licet.policy.public import today


@pytest.fixture
def store(committed_store: Store) -> Store:
    return committed_store


def test_what_is_due(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = clock.now() - timedelta(days=40)  # the command reads the real clock
    day = today(moment)
    monkeypatch.setattr(told, "DAY", day)
    monkeypatch.setattr(told, "NOW", moment)
    # Built here, for what another test of this process had made holds its roles from another day.
    monkeypatch.setattr(told, "_built", told._built.__wrapped__)  # type: ignore[attr-defined]
    with override_settings(LICET_INVOLVED_PEOPLE=f"{Involved.__module__}.{Involved.__name__}"):
        office = told.build()
        filed = office.raise_one(today=day)
        done = store.licet("run-due", "--json")
        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout)
        assert found["concerns climbed"] == 1
        assert found["steps of concerns carried"] >= 2, "a step and a handler told; the climb too after the hour of the batch"
        assert concerns.come_back(filed.receipt).rung.level == "nominated"
        assert [notice.day for notice in concerns.open_about(["destination:QM"])] == [day]
        again = json.loads(store.licet("run-due", "--json").stdout)
        assert (again["concerns climbed"], again["steps of concerns carried"]) == (0, 0)
        assert len(ledger.find(f"concerns {Batch.objects.get().day}")) == 1


def test_process_without_the_key_leaves_it_to_one_that_has_it(store: Store) -> None:
    done = store.licet("run-due", "--json", LICET_SURFACE="desk")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["concerns climbed"] == 0
