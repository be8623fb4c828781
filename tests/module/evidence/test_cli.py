"""`licet evidence` as people type it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.module.evidence.conftest import ANALYST, NOW, a_draft, record
from tests.module.evidence.test_public_facts import LINE, WARRANT
from typer.testing import CliRunner, Result

from licet.cli.evidence import app
from licet.decisions.public import ConcernNotice, Shown
from licet.evidence import public as evidence
from licet.evidence.models import Document, Span
from licet.kernel.errors import Invalid, LicetError
from licet.platform import clock

pytestmark = pytest.mark.django_db


def run(*words: str) -> Result:
    result = CliRunner().invoke(app, words, catch_exceptions=True)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def licet(*words: str) -> tuple[int, str]:
    result = run(*words)
    return result.exit_code, result.stdout


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.txt"
    path.write_text("notes\n" * 150 + "".join(f"{record(number)}x" for number in range(1, 121)))
    return path


def test_ingest_of_the_cases_prints_what_the_format_says(test_data: Path) -> None:
    folder = test_data / "tagged"
    wanted = json.loads((folder / "cases.json").read_text())
    code, said = licet("ingest", str(folder / "cases.txt"), "--format", "tagged", "--source", "cases", "--all", "--json")
    told = json.loads(said)
    assert code == 0
    assert [{name: value for name, value in row.items() if name != "id"} for row in told["documents"]] == [
        {name: value for name, value in row.items() if name != "text"} for row in wanted["accepted"]
    ]
    assert told["known"] == len(wanted["known"])
    assert told["rejects"] == wanted["rejected"]
    assert {row["id"]: row["sha256"] for row in told["documents"]} == dict(Document.objects.values_list("pk", "sha256"))


def test_first_hundred_of_each_unless_all(corpus: Path) -> None:
    first = json.loads(licet("ingest", str(corpus), "--source", "s", "--json")[1])
    assert (len(first["documents"]), len(first["rejects"]), first["counts"]) == (100, 100, {"documents": 120, "rejects": 121})
    again = json.loads(licet("ingest", str(corpus), "--source", "s", "--json", "--all")[1])
    assert (again["documents"], again["known"], len(again["rejects"])) == ([], 120, 121)


def test_several_files_say_which(corpus: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(record(500) + record(1, "Other bytes."))
    told = json.loads(licet("ingest", str(other), str(corpus), "--source", "s", "--json", "--all")[1])
    assert [row["file"] for row in told["documents"]] == ["other.txt"] * 2 + ["corpus.txt"] * 119
    assert {"offset": 900, "line": 151, "reason": "conflict", "file": "corpus.txt"} in told["rejects"]


def test_one_file_that_cannot_be_read_stops_all_before_any(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="No such file"):
        licet("ingest", str(corpus), str(tmp_path / "nowhere.txt"), "--source", "s")
    with pytest.raises(Invalid, match="This is a folder"):
        licet("ingest", str(corpus), str(tmp_path), "--source", "s")
    assert Document.objects.count() == 0


@pytest.mark.parametrize("content", [b"", b" \n\t", b"\x7fELF\x00\xff\xfe", b"hello", b"F-N-S-T-A-R-T. 1 F-N-E-N-D."])
def test_a_file_without_a_record_is_said_to_have_none(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(content)
    found = run("ingest", str(path), "--source", "s", "--json")
    assert (found.exit_code, json.loads(found.stdout)["counts"]["documents"]) == (0, 0)
    assert found.stderr == "other.bin: no whole record of the tagged format stands in this file.\n"


def test_the_same_bytes_under_another_name_are_called_by_both(corpus: Path, tmp_path: Path) -> None:
    licet("ingest", str(corpus), "--source", "s")
    copy = tmp_path / "copy.txt"
    copy.write_bytes(corpus.read_bytes())
    said = licet("ingest", str(copy), str(corpus), "--source", "s")[1]
    assert "copy.txt: 0 documents added, 120 known, 121 rejected. Read before as corpus.txt: nothing was added." in said
    assert "corpus.txt: 0 documents added, 120 known, 121 rejected. Read before: nothing was added." in said


def test_what_is_piped_in_is_read(corpus: Path) -> None:
    with corpus.open("rb") as piped:
        before = os.dup(0)
        os.dup2(piped.fileno(), 0)
        try:
            code, said = licet("ingest", "-", "--source", "s")
        finally:
            os.dup2(before, 0)
            os.close(before)
    assert (code, said.splitlines()[0]) == (0, "stdin: 120 documents added, 0 known, 121 rejected.")


def test_ingest_for_people(corpus: Path) -> None:
    code, said = licet("ingest", str(corpus), "--source", "s")
    assert (code, said.splitlines()[0]) == (0, "corpus.txt: 120 documents added, 0 known, 121 rejected.")
    assert "Read before: nothing was added." in licet("ingest", str(corpus), "--source", "s")[1]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["ingest", "corpus.pdf", "--format", "pdf", "--source", "s"], "cannot be read yet"),
        (["ingest", "nowhere.txt", "--source", "s"], "cannot be read: No such file"),
        (["import", "ucdp", "file.csv"], "cannot be imported yet"),
        (["link", "--all"], "not linked by machine yet"),
        (["claims", "ID"], "not extracted by machine yet"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(words: list[str], says: str) -> None:
    with pytest.raises(LicetError, match=says):
        licet(*words)
    assert Document.objects.count() == 0


def test_unknown_format_is_misuse() -> None:
    assert licet("ingest", "x", "--format", "docx", "--source", "s")[0] == 2


def test_incidents_are_listed(quoted: list[Span]) -> None:
    made = evidence.record_incident(actor=ANALYST, draft=a_draft(quoted, marking="walkthrough"), now=NOW)
    evidence.record_incident(actor=ANALYST, draft=a_draft(quoted, destination="QO"), now=NOW)
    told = json.loads(licet("incidents", "--destination", "qm", "--json")[1])
    assert [(row["reference"], row["casualties"], row["date_from"]) for row in told["incidents"]] == [
        (made.incident.reference, ["4 to 6 civilians killed"], "2031-05-02")
    ]
    assert json.loads(licet("incidents", "--destination", "Kasdara", "--json")[1]) == told
    with pytest.raises(Invalid, match="“ZZ” is not in the list of destinations"):
        run("incidents", "--destination", "ZZ")
    assert "[walkthrough] Shell hits the clinic" in licet("incidents", "--limit", "5")[1]
    page = json.loads(licet("incidents", "--limit", "1", "--json")[1])
    rest = json.loads(licet("incidents", "--limit", "1", "--json", "--after", page["after"])[1])
    assert {row["destination"] for row in page["incidents"] + rest["incidents"]} == {"QM", "QO"}


@pytest.fixture
def today() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.mark.usefixtures("today")
def test_what_was_recorded_wrongly_is_withdrawn_or_moved(quoted: list[Span]) -> None:
    incident = evidence.record_incident(actor=ANALYST, draft=a_draft(quoted), now=NOW).incident.reference
    proceeding = evidence.record_proceeding(actor=ANALYST, draft=WARRANT, now=NOW).proceeding.reference
    line = evidence.record_official_line(actor=ANALYST, draft=LINE, now=NOW).line.reference
    for reference in (proceeding, line):
        assert "belongs to QO" in licet("move", reference.lower(), "--to", "port sable", "--reason", "Wrong country.")[1]
        assert "withdrawn by version 3" in licet("withdraw", reference, "--reason", "It never was.")[1]
    assert "recorded anew as XA-INC 2031/000002 under QO" in licet("move", incident, "--to", "QO", "--reason", "Wrong country.")[1]
    assert "withdrawn by version 2" in licet("withdraw", "XA-INC 2031/000002", "--reason", "It never was.")[1]
    kinds = [(row.destination, row.withdrawn) for row in (*evidence.proceeding_list(actor=ANALYST), *evidence.line_list(actor=ANALYST))]
    assert kinds == [("QO", True), ("QO", True)]
    for words, fault in (
        (("withdraw", "XA-LIC 2031/000001", "--reason", "Wrong."), "no incident, proceeding or official line"),
        (("withdraw", proceeding, "--reason", " "), "Say why"),
        (("move", line, "--to", "Nowhereland", "--reason", "Wrong."), "Nowhereland"),
        (("move", line, "--to", "QM", "--reason", "Wrong."), "withdrawn already"),
        (("move", line, "--to", "QO", "--reason", "Wrong.", "--conflict", "x"), "Only an incident has a conflict"),
    ):
        with pytest.raises(LicetError, match=fault):
            licet(*words)


class OneConcern:
    def about(self, topics: Sequence[str]) -> Shown:
        notices = (ConcernNotice("2031-05-05", "destination:QO", ("XA-CON 1",), ""),)
        return Shown(installed=True, notices=notices if "destination:QO" in topics else ())


def test_a_line_is_moved_by_command_only_once_the_open_concerns_were_seen(settings: Any) -> None:
    settings.LICET_OPEN_CONCERNS = f"{__name__}.OneConcern"
    line = evidence.record_official_line(actor=ANALYST, draft=LINE, now=NOW).line.reference
    words = ("move", line, "--to", "QO", "--reason", "Wrong country.")
    with clock.at(NOW):
        with pytest.raises(LicetError, match="1 open concern is about Port Sable, since 2031-05-05") as refused:
            licet(*words)
        seen = re.findall("[0-9a-f]{16}", str(refused.value))[0]
        assert "belongs to QO" in licet(*words, "--concerns-seen", seen)[1]
