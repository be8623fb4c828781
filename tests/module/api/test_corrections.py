"""Corrections and exclusions over the API and the command line: proposed by one, signed by two, and read in the register."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests import world as worlds
from tests.module.api.caller import Caller, slug
from tests.module.api.test_working import sign
from tests.world import World
from typer.testing import CliRunner

from licet.cli import register as group
from licet.people.public import Role
from licet.register import public as register

GIVEN: dict[str, Any] = {"line": 1, "field": "value", "after": "900.00", "reason": "One zero too many."}


@pytest.fixture
def decision(world: World) -> str:
    world.actors["editor"] = worlds._person("editor", Role.REGISTER_EDITOR, department="licensing")
    reference = str(world.granted().decision.reference)
    register.catch_up()
    return reference


def value(caller: Caller, **asked: str) -> int | None:
    figure = caller.read("register/figures/value-in-all", {"destination": "QN"} | asked)
    total: int | None = figure["total"]["value_minor"]
    return total


def test_correction_is_proposed_signed_by_two_and_counted(world: World, decision: str, caller: Callable[[str], Caller]) -> None:
    editor, size = caller("editor"), str(register.log_state().read)
    proposed = editor.do(f"register/decisions/{slug(decision)}/corrections", GIVEN, status=201)
    assert proposed["correction"] == {"line": 1, "field": "value_minor", "before": "100000", "after": "90000"}
    by_destination = proposed["figures"][0]
    assert by_destination["parameters"] == {"destination": "QN", "outcome": "issued", "year": "2031"}
    assert (by_destination["before"], by_destination["after"]) == (100_000, 90_000)
    assert sign(caller("officer"), proposed["act"])["complete"] is False
    assert sign(caller("countersigner"), proposed["act"])["complete"] is True
    register.catch_up()
    assert (value(editor), value(editor, asof=size)) == (90_000, 100_000)
    excluded = editor.do(f"register/decisions/{slug(decision)}/exclusion", {"reason": "Entered twice."}, status=201)
    assert excluded["correction"] is None
    first = editor.read("register/changes", {"limit": 1})
    second = editor.read("register/changes", {"limit": 1, "after": first["after"]})
    assert [page["rows"][0]["status"] for page in (first, second)] == ["proposed", "done"]
    assert second["after"] is None


@pytest.mark.one_engine
def test_wrong_correction_is_refused_with_its_reason_and_absent_for_others(
    world: World, decision: str, caller: Callable[[str], Caller]
) -> None:
    editor, address = caller("editor"), f"register/decisions/{slug(decision)}/corrections"
    for change, words in (
        ({"field": "exporter"}, "is not a field that can be corrected"),
        ({"field": "rating", "after": "ML99"}, "control list"),
        ({"reason": " "}, "Give the reason"),
        ({"line": 0}, "belongs to the whole decision"),
    ):
        answer = editor.send(address, GIVEN | change)
        assert answer.status_code in (400, 422), answer.text
        assert words in answer.text
    assert editor.send("register/decisions/XA-DEC-2031-009999/corrections", GIVEN).status_code == 404
    for operation, given in (("corrections", GIVEN), ("exclusion", {"reason": "Entered twice."})):
        assert caller("officer").send(f"register/decisions/{slug(decision)}/{operation}", given).status_code in (403, 404)
    assert caller("officer").get("register/changes").status_code in (403, 404)


@pytest.mark.one_engine
def test_command_proposes_with_the_figures_that_change(world: World, decision: str, caller: Callable[[str], Caller]) -> None:
    def licet(*arguments: str) -> str:
        done = CliRunner().invoke(group.app, list(arguments))
        assert done.exit_code == 0, (done.output, done.exception)
        return done.output

    printed = licet("correct", decision, "--line", "1", "--field", "value", "--to", "900.00", "--reason", "One zero too many.")
    assert "line 1: value EUR 1,000.00 becomes EUR 900.00." in printed
    assert "Value of licences issued, to Mirasol, decided in 2031" in printed
    assert "waits for signatures at the desk, in this order: decider, countersigner." in printed
    proposed = json.loads(licet("exclude", decision, "--reason", "Entered twice.", "--json"))
    assert [figure["after"] for figure in proposed["figures"] if figure["measure"] == "count"] == [0, 0]
    refused = CliRunner().invoke(group.app, ["correct", decision, "--field", "rating", "--line", "1", "--to", "ML99", "--reason", "r"])
    assert "control list" in str(refused.exception)
