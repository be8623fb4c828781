"""`licet assessment show`, `coverage` and `diff`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from tests.module.assessments.builders import Assessing, a_version, an_incident
from tests.world import NOW
from typer.testing import CliRunner, Result

from licet.assessments.public import QuestionDraft
from licet.cli import assessment as group
from licet.platform import clock


@pytest.fixture(autouse=True)
def a_month_later() -> Iterator[None]:
    with clock.at(NOW + timedelta(days=30)):
        yield


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group.app, list(arguments))


def test_show_says_conclusion_age_and_coverage(assessing: Assessing) -> None:
    assessing.concluded()
    shown = run("show", "qm")
    assert shown.exit_code == 0, shown.exception
    for words in ("clear risk", "with a party in Kasdara, rated ML", "Evidence to 2031-04-25 (40 days old)", "50 % of these undetermined"):
        assert words in shown.stdout
    (data,) = json.loads(run("show", "QM", "--json").stdout)
    assert data["version"]["conclusions"][0]["about"] == "XA-ASM 2031/000001 v1 c1"
    assert data["version"]["coverage"]["undetermined"] == {"intent unknown": 1}
    assert json.loads(run("show", data["reference"], "--json").stdout) == [data]


def test_show_never_says_a_finding_without_what_is_not_known(assessing: Assessing) -> None:
    asked = QuestionDraft(number=1, text="Who ordered it?", asked_of="Embassy", asked_on=date(2031, 3, 1))
    assessing.concluded(questions=(asked,))
    a_version(assessing.incidents[0].incident, 2)
    an_incident(7, at=NOW + timedelta(days=1))
    shown = run("show", "QM").stdout
    for words in (
        "Questions to the recipient: 1 of 1 not answered.",
        "Evidence changed since: XA-INC 2031/000001, quoted in version 1, now version 2",
        "Evidence changed since: of before the cut-off 1 more recorded",
        "Relief was held up again.",
        "Rests on: theme: humanitarian relief",
        "insufficient evidence: intent unknown",
        "not answered",
    ):
        assert words in shown
    assert [line.split() for line in shown.splitlines() if line.startswith("deconfliction")] == [["deconfliction", *("not", "known") * 2]]
    (data,) = json.loads(run("show", "QM", "--json").stdout)
    version = data["version"]
    assert (version["unanswered"], version["evidence_added"], len(version["procedures"])) == (1, 1, 6)
    assert version["evidence_changed"] == [{"incident": "XA-INC 2031/000001", "quoted": 1, "newest": 2, "set_aside": False}]


def test_show_answers_from_kept_rows(assessing: Assessing) -> None:
    assessing.concluded()
    (before,) = json.loads(run("show", "QM", "--json", "--known-on", "2031-05-04").stdout)
    assert (before["version"], before["versions"]) == (None, [])
    (elsewhen,) = json.loads(run("show", "QM", "--json", "--as-of", "2031-05-04").stdout)
    assert elsewhen["version"] is None
    assert run("show", "QM", "--as-of", "yesterday").exit_code == 2


def test_coverage_as_concluded_and_now(assessing: Assessing) -> None:
    assessing.concluded()
    rows = json.loads(run("coverage", "--json").stdout)
    assert [(row["as"], row["registered"], row["percent"]) for row in rows] == [("concluded", 3, 50), ("now", 3, 50)]
    assert "intent unknown 1" in run("coverage", "QM").stdout


def test_diff_shows_words_and_who_wrote_them(assessing: Assessing) -> None:
    row = assessing.open()
    assessing.concluded(row)
    assessing.draft(row, by="other", reason="Two more convoys.", public_summary="Relief was held up twice.")
    assessing.conclude(row)
    told = run("diff", "QM v1", "XA-ASM 2031/000001 v2").stdout
    assert "Relief was held up{+ twice+}." in told
    assert "Asm Other" in told
    assert "Two more convoys." in told
    data = json.loads(run("diff", "QM v1", "QM v2", "--json").stdout)
    assert [item["section"] for item in data["changed"]] == ["public summary"]
    assert data["steps"][0]["by"] == "Asm Other"


@pytest.mark.parametrize("arguments", [("show", "ZZ"), ("diff", "QM v1", "QM v2"), ("diff", "QM", "QM v2"), ("show", "XA-ASM 2031/000009")])
def test_what_is_not_there_is_refused(assessing: Assessing, arguments: tuple[str, ...]) -> None:
    assessing.open()
    assert run(*arguments).exit_code == 1
