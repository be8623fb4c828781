"""The how-to's people are enough for a first licence: its own commands make them, on a store with nobody in it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from tests import world as worlds
from tests.stores import ROOT
from typer.testing import CliRunner

from licet.cli.people import app
from licet.licences.public import Licence
from licet.people import public as people
from licet.platform import clock
from licet.screening import public as screening

HOW_TO = ROOT / "docs" / "how-to" / "run-in-production.md"
PARTS = {
    "exporter": "ida.brandt",
    "officer": "otto.lind",
    "assessor": "tara.holm",
    "foreign": "fay.orr",
    "defence": "dan.ruiz",
    "development": "dora.vale",
    "countersigner": "carla.weiss",
}


def commands() -> list[list[str]]:
    """Every `licet-as desk people …` of the section "First people", as a shell reads it."""
    section = HOW_TO.read_text().partition("## First people")[2].partition("\n## ")[0]
    return [shlex.split(line)[2:] for line in re.findall(r"^licet-as desk people .*$", section, re.MULTILINE)]


@pytest.mark.django_db
def test_people_of_the_how_to_are_enough_for_a_first_licence(tmp_path: Path) -> None:
    with clock.at(worlds.NOW):
        links = dict(typed(command) for command in commands())
    assert set(PARTS.values()) < set(links)
    for username, link in links.items():
        if link:
            people.use_password_link(code=link, password=f"harbour lantern of {username[::-1]}", now=worlds.NOW)
            assert people.user_by_username(username).has_usable_password()
    watchlist = tmp_path / "watchlist.csv"
    watchlist.write_text(worlds.WATCHLIST)
    screening.load_csv(actor=worlds.ADMINISTRATOR, path=watchlist, name="demo-watchlist", now=worlds.NOW)
    actors = {part: people.actor_by_username(username, on=worlds.NOW.date()) for part, username in PARTS.items()}
    world = worlds.World(str(actors["exporter"].organisation), actors)
    case = world.case()
    world.rate(case)
    world.advise(case)
    world.sign(world.propose(case), "officer", "countersigner")
    assert Licence.objects.get(case=case).reference


def typed(command: list[str]) -> tuple[str, str]:
    """What the command is about, and the link that it prints where it adds a person."""
    result = CliRunner().invoke(app, command[1:])
    assert result.exit_code == 0, (command, result.output, result.exception)
    return command[2] if len(command) > 2 else "", result.stdout.strip() if command[1] == "add" else ""
