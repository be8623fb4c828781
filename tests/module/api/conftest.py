"""The API as programs and people use it: a world made through services, a clock that stands, a caller per person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests import world as worlds
from tests.module.api.caller import Caller

from licet.platform import clock


@pytest.fixture
def world(db: None, tmp_path: Path) -> worlds.World:
    return worlds.build(tmp_path)


@pytest.fixture(autouse=True)
def some_hours_later() -> Iterator[None]:
    with clock.at(worlds.NOW + timedelta(hours=6)):
        yield


@pytest.fixture
def caller(world: worlds.World) -> Callable[[str], Caller]:
    """`caller("officer")`: that person, signed in."""
    return lambda name: Caller(world, name)
