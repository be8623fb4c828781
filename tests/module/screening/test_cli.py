"""`licet screening` as people type it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests import world as worlds
from tests.module.screening.conftest import HEAD, ROWS
from typer.testing import CliRunner

from licet.cli.screening import app
from licet.kernel.errors import Invalid

pytestmark = pytest.mark.django_db


def licet(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, words, catch_exceptions=True)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


@pytest.fixture
def csv(tmp_path: Path) -> str:
    path = tmp_path / "list.csv"
    path.write_text(HEAD + "\n".join(ROWS), encoding="utf-8")
    return str(path)


def test_load_lists_and_check(csv: str) -> None:
    code, said = licet("load", "csv", csv, "--name", "invented-list", "--published", "2026-05-01")
    assert (code, said) == (0, "“invented-list” version 1: 3 entries, 5 names.\n")
    assert "Nothing was written" in licet("load", "csv", csv, "--name", "invented-list")[1]
    [in_force] = json.loads(licet("lists", "--json")[1])
    assert (in_force["watchlist"], in_force["published_on"]) == ("invented-list", "2026-05-01")
    code, said = licet("check", "Wantar Omell", "--country", "qn", "--born", "1961", "--type", "person", "--json")
    [match] = json.loads(said)["matches"]
    assert (code, match["entry"], match["name"]) == (0, "invented-list: Q1", "Wantar Omel")
    assert "The country differs: QN, on the list QM (−0.10)." in match["in_words"]
    code, said = licet("check", "Wantar Omell", "--country", "QN", "--born", "1961")
    first, *explained, last = said.splitlines()
    assert (code, first) == (0, "0.852  Wantar Omel  (invented-list: Q1, alias)")
    assert "      The country differs: QN, on the list QM (−0.10)." in explained
    assert last == "1 matches on invented-list version 1."


def test_check_without_a_list_is_found_wanting() -> None:
    code, said = licet("check", "Vantar Omel")
    assert code == 1
    assert "No list is loaded" in said


def test_check_with_an_unknown_type_is_misuse() -> None:
    assert licet("check", "Vantar Omel", "--type", "robot")[0] == 2


def test_broken_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("ref\n1\n")
    with pytest.raises(Invalid, match="“name” is missing"):
        licet("load", "csv", str(path), "--name", "bad")


def test_rescreen_without_a_list_is_found_wanting() -> None:
    code, said = licet("rescreen")
    assert (code, "nothing was compared" in said) == (1, True)
    assert licet("rescreen", "--json")[0] == 1


def test_rescreen_says_who_was_compared_with_what(tmp_path: Path) -> None:
    world = worlds.build(tmp_path)
    world.granted(end_user="Oskar Telmark")
    world.case()
    assert licet("rescreen")[1].splitlines()[0].endswith("demo-watchlist version 1: nothing is due.")
    path = tmp_path / "later.csv"
    path.write_text(worlds.WATCHLIST + "W-2,Oskar Telmark,person,QN\n")
    licet("load", "csv", str(path), "--name", "demo-watchlist")
    found = json.loads(licet("rescreen", "--json")[1])
    assert {name: found[name] for name in ("subjects", "compared", "runs")} == {"subjects": 2, "compared": 2, "runs": 1}
    assert [each["number"] for each in found["lists"]] == [2]
    code, said = licet("rescreen")
    assert (code, said.splitlines()[0]) == (
        0,
        "Every pending case and live licence has been compared with demo-watchlist version 2: nothing is due.",
    )
    for version, names, changes in (
        (3, "W-3,Ulla Brandt,person,QN\n", "1 have other"),
        (4, "W-4,Nobody Here,person,QM\n", "None has other"),
    ):
        path.write_text(worlds.WATCHLIST + names)
        licet("load", "csv", str(path), "--name", "demo-watchlist")
        assert licet("rescreen") == (
            0,
            f"2 pending cases and live licences were due, and were compared with demo-watchlist version {version}.\n"
            f"{changes} matches than before.\n",
        )


def test_a_version_is_brought_back_with_reasons(csv: str) -> None:
    licet("load", "csv", csv, "--name", "invented-list")
    Path(csv).write_text(HEAD + ROWS[0] + "\n", encoding="utf-8")
    licet("load", "csv", csv, "--name", "invented-list")
    code, said = licet("bring-back", "invented-list", "1", "--reasons", "The file was cut.")
    assert (code, said) == (0, "“invented-list”: version 1 is in force again, instead of version 2.\n")
    [in_force] = json.loads(licet("lists", "--json")[1])
    assert in_force["number"] == 1
