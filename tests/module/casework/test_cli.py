"""`licet case list` and `licet case show`."""

from __future__ import annotations

import json

from tests.module.casework.builders import People, advise_all, rate_all, sent, taken
from typer.testing import CliRunner, Result

from licet.cli import case as group


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group.app, list(arguments))


def test_list_as_table_and_json(who: People) -> None:
    first, second = taken(who), sent(who)
    table = run("list")
    assert first.reference in table.stdout
    assert "0 of 20" in table.stdout
    rows = json.loads(run("list", "--json", "--queue", "unassigned").stdout)["cases"]
    assert [(row["reference"], row["status"]) for row in rows] == [(second.reference, "submitted")]
    page = json.loads(run("list", "--json", "--limit", "1").stdout)
    rest = json.loads(run("list", "--json", "--limit", "1", "--after", page["after"]).stdout)
    assert {page["cases"][0]["reference"], rest["cases"][0]["reference"]} == {first.reference, second.reference}


def test_list_refuses_what_it_does_not_know(who: People) -> None:
    refused = run("list", "--queue", "lost")
    assert refused.exit_code == 1
    assert "use one of my cases" in str(refused.exception)


def test_show(who: People) -> None:
    case = taken(who)
    rate_all(who, case)
    advise_all(who, case)
    shown = run("show", case.reference)
    assert shown.exit_code == 0, shown.exception
    for words in ("Orlan Optics plc", "ML15", "Department of Defence", "Pavel Roth"):
        assert words in shown.stdout
    [advice] = [row for row in shown.stdout.splitlines() if "Department of Defence" in row and row.startswith("7")][:1]
    assert "no bar found" in advice
    data = json.loads(run("show", case.pk, "--json").stdout)
    assert (data["reference"], data["lines"][0]["rating"], data["version"]["number"]) == (case.reference, "ML15", 1)
    assert run("show", "XA-IND 2031/999999").exit_code == 1
