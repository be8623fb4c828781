"""Ids and moments: unguessable, and settable only where nothing official is made."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from licet.kernel.errors import Refused
from licet.kernel.ids import parse_id
from licet.platform import clock, ids

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)


def test_new_ids_are_ids_and_differ() -> None:
    made = {ids.new_id() for _ in range(1000)}
    assert len(made) == 1000
    assert all(parse_id(identity) == identity for identity in made)


def test_seeded_ids_follow_from_the_seed_only() -> None:
    def three(seed: bytes) -> list[str | bytes]:
        with ids.seeded(seed):
            return [ids.new_id(), ids.random_bytes(32), ids.new_id()]

    assert three(b"2031-05-02") == three(b"2031-05-02")
    assert three(b"2031-05-02") != three(b"2031-05-03")
    assert len(set(three(b"2031-05-02"))) == 3


def test_seed_ends_with_its_block_also_when_it_fails() -> None:
    with pytest.raises(KeyError), ids.seeded(b"seed"):
        raise KeyError
    with ids.seeded(b"seed"):
        seeded = ids.new_id()
    assert ids.new_id() != ids.new_id() != seeded


def test_seed_does_not_reach_other_threads() -> None:
    seen: list[str] = []
    with ids.seeded(b"seed"):
        first = ids.new_id()
        thread = threading.Thread(target=lambda: seen.append(ids.new_id()))
        thread.start()
        thread.join()
    with ids.seeded(b"seed"):
        assert [ids.new_id(), ids.new_id()][0] == first
        assert seen[0] not in {first, ids.new_id()}


def test_production_refuses_seed_and_set_clock(settings: Any) -> None:
    settings.LICET_ENV = "production"
    with pytest.raises(Refused, match="this installation is production"), ids.seeded(b"seed"):
        pass
    with pytest.raises(Refused, match="Setting the clock"), clock.at(NOON):
        pass


def test_clock_is_utc_and_settable_for_a_block() -> None:
    assert clock.now().tzinfo is UTC
    with clock.at(NOON.astimezone()) as moment:
        assert moment == clock.now() == NOON
        with clock.at(NOON + timedelta(days=1)):
            assert clock.now() == NOON + timedelta(days=1)
        assert clock.now() == NOON
    assert clock.now() != NOON
    with pytest.raises(ValueError, match="zone"), clock.at(datetime(2031, 5, 2)):  # noqa: DTZ001
        pass
