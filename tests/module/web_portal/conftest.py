"""The portal as its people open it: a world made through services, a clock that stands, a browser per person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from tests import world as worlds
from tests.module.web_portal.portal import Portal

from licet.people.public import Role
from licet.platform import clock


@pytest.fixture
def world(db: None, tmp_path: Path, request: pytest.FixtureRequest) -> worlds.World:
    """The exporter alone where nothing is sent (`EXPORTER_ALONE` in the test's module), otherwise everybody."""
    return exporter_alone() if getattr(request.module, "EXPORTER_ALONE", False) else worlds.build(tmp_path)


def exporter_alone() -> worlds.World:
    home = worlds.people.create_organisation(
        actor=worlds.ADMINISTRATOR,
        name="Orlan Optics",
        registration_number="R-1",
        address="1 Lane",
        country="XA",
        email="export@orlan.example",
        now=worlds.NOW,
    )
    return worlds.World(home.pk, {"exporter": worlds._person("exporter", Role.EXPORTER, organisation=home.pk)})


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.at(worlds.NOW + timedelta(hours=2)):
        yield


@pytest.fixture
def portal(world: worlds.World) -> Portal:
    """The exporter's own browser."""
    return Portal(world, "exporter")


@pytest.fixture
def viewer(world: worlds.World) -> Portal:
    """Somebody of the same organisation who may only read."""
    world.actors["viewer"] = worlds._person("viewer", Role.EXPORTER_VIEWER, organisation=world.exporter_id)
    return Portal(world, "viewer")


@pytest.fixture
def stranger(world: worlds.World) -> Portal:
    """An exporter of another organisation."""
    other = worlds.people.create_organisation(
        actor=worlds.ADMINISTRATOR,
        name="Halcyon Marine",
        registration_number="R-2",
        address="9 Quay",
        country="XA",
        email="export@halcyon.example",
        now=worlds.NOW,
    )
    world.actors["stranger"] = worlds._person("stranger", Role.EXPORTER, organisation=other.pk)
    return Portal(world, "stranger")


@pytest.fixture
def nobody() -> Client:
    return Client()
