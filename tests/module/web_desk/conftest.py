"""The desk as its people open it: a world made through services, a clock that stands, a browser per person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests import world as worlds
from tests.module.web_desk.desk import Desk

from licet.platform import clock


@pytest.fixture
def world(db: None, tmp_path: Path) -> worlds.World:
    return worlds.build(tmp_path)


@pytest.fixture(autouse=True)
def some_hours_later() -> Iterator[None]:
    with clock.at(worlds.NOW + timedelta(hours=6)):
        yield


@pytest.fixture
def desk(world: worlds.World) -> Callable[[str], Desk]:
    """`desk("officer")`: that person's browser."""
    return lambda name: Desk(world, name)
