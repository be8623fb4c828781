"""A grant and what would bar it at the same moment: one order, in which the later sees the earlier."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from tests import world as worlds
from tests.module.assessments.builders import Assessing, a_conclusion
from tests.module.reviews.reviewing import delivered
from tests.stores import Store

from licet.decisions import public as decisions
from licet.decisions.public import Signed
from licet.kernel.scope import Scope
from licet.ledger import public as ledger
from licet.licences.public import Licence
from licet.policy import public as policy
from licet.reviews.public import Trigger

MOST_SECONDS = 60


def somebody_waits() -> bool:
    """Whether a transaction waits for another one. SQLite has one writer: whoever asks while it is busy waits."""
    parameters = connections["default"].settings_dict
    if connections["default"].vendor == "sqlite":
        with closing(sqlite3.connect(parameters["NAME"], timeout=0, isolation_level=None)) as beside:
            try:
                beside.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return True
            return False
    with closing(connections.create_connection("default")) as other, other.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND datname = current_database()")
        return bool(cursor.fetchone()[0])


@dataclass
class Meeting:
    """The first command stands at its last step, the log, when the second begins; it goes on when that one waits, or is done.

    A first that is ``told_already`` has written to the log and not committed; else it has read everything and written nothing.
    """

    told_already: bool
    record_events: Callable[..., object] = policy.record_events
    first: int = 0
    stands: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)

    def telling(self, **given: Any) -> None:
        here = threading.get_ident() == self.first
        if here and not self.told_already:
            self._stand()
        self.record_events(**given)
        if here and self.told_already:
            self._stand()

    def _stand(self) -> None:
        self.stands.set()
        assert self.begun.wait(MOST_SECONDS), "the second never began"
        until = time.monotonic() + MOST_SECONDS
        while not self.done.wait(0.02) and not somebody_waits():
            assert time.monotonic() < until, "the second neither waits nor is done"

    def hold(self, first: Callable[[], object], second: Callable[[], object]) -> tuple[Any, Any]:
        with ThreadPoolExecutor(2) as pool:
            running = pool.submit(self._first, first), pool.submit(self._second, second)
            return running[0].result(), running[1].result()

    def _first(self, command: Callable[[], object]) -> object:
        self.first = threading.get_ident()
        try:
            return command()
        finally:
            self.stands.set()
            connections.close_all()

    def _second(self, command: Callable[[], object]) -> object:
        assert self.stands.wait(MOST_SECONDS), "the first never came to its last step"
        self.begun.set()
        try:
            return command()
        finally:
            self.done.set()
            connections.close_all()


@dataclass
class Race:
    """A case with one signature missing, and a conclusion and a hold over its destination that one act each would make."""

    world: worlds.World
    grant: Callable[[], Signed]
    bars: dict[str, Callable[[], object]]


@pytest.fixture
def race(committed_store: Store, tmp_path: Path) -> Race:
    world = worlds.build(tmp_path)
    act = world.propose(world.ready())
    world.sign(act, "officer")
    assessing = Assessing.begin(world)
    row = assessing.open(destination="QN")
    assessing.draft(row, incidents=(), conclusions=(a_conclusion("destination=QN"),))
    hold = decisions.propose_hold(
        actor=world["manager"],
        kind=decisions.HoldKind.EMBARGO,
        title="Embargo",
        scope=Scope.parse("destination=QN"),
        legal_basis="Resolution.",
        reasons="Embargo.",
        now=world.now(),
    )
    world.sign(hold, "manager")
    return Race(
        world,
        grant=lambda: world.sign(act, "countersigner"),
        bars={
            "assessments:version:concluded": lambda: assessing.conclude(row, read=True),
            "decisions:hold:placed": lambda: world.sign(hold, "second countersigner"),
        },
    )


def positions(kind: str) -> list[int]:
    return [entry.position for entry in ledger.published() if entry.kind == kind]


@pytest.mark.parametrize("kind", ["assessments:version:concluded", "decisions:hold:placed"])
def test_what_bars_and_comes_second_waits_for_the_grant_and_finds_the_licence(
    race: Race, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = Meeting(told_already=False)
    monkeypatch.setattr(policy, "record_events", meeting.telling)
    signed, _ = meeting.hold(race.grant, race.bars[kind])
    assert signed.complete
    assert positions("decisions:case-decision:made") < positions(kind), "granted under what had been told before it"
    assert Licence.objects.get().status == "in force"
    delivered()
    if kind == "assessments:version:concluded":
        assert Trigger.objects.get().licences == 1, "nobody is asked to look at the licence again"


@pytest.mark.parametrize("kind", ["assessments:version:concluded", "decisions:hold:placed"])
def test_a_grant_that_comes_second_waits_for_what_bars_and_is_void(race: Race, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = Meeting(told_already=True)
    monkeypatch.setattr(policy, "record_events", meeting.telling)
    _, signed = meeting.hold(race.bars[kind], race.grant)
    assert signed.voided
    assert positions("decisions:case-decision:made") == []
    assert len(positions(kind)) == 1
    assert not Licence.objects.exists()
