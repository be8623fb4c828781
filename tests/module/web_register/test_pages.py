"""The register's pages through the application: what they say, what they cost, what they refuse."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from tests.module.register.published import CODE, LEADER, NOW, by_departure, granted, line, status_decision, story, tell

from licet.register import public as register

pytestmark = pytest.mark.django_db
LISTS = ("/", "/licences/", "/destinations/", "/figures/", "/data/", "/log/", "/reviews/")
DETAILS = (
    "/licences/XA-LIC-2031-000001",
    "/licences/XA-DEC-2031-000003",
    "/licences/XA-DEC-2031-000007",
    "/licences/check",
    "/destinations/QM",
    "/destinations/IT",
    "/figures/value-by-destination",
    "/figures/count-by-quarter-outcome",
    "/figures/value-by-destination-year?asof=5",
    "/log/entries/3",
    "/log/check-this-yourself",
)


@pytest.fixture
def told(signed: Callable[[], None]) -> None:
    tell(*story())
    register.catch_up()
    signed()


@pytest.fixture
def signed() -> Callable[[], None]:
    """Signs the log inside the test's own transaction: the service itself refuses to (joints 20)."""
    from licet.ledger import models
    from licet.ledger import public as ledger
    from licet.ledger.keys import signer_key
    from licet_verify.note import Checkpoint, sign

    def signing() -> None:
        size, key = ledger.size(), signer_key()
        root = ledger.root(size)
        note = sign(Checkpoint(key.name, size, root).text(), [key])
        models.Checkpoint.objects.create(size=size, root=root, note=note, signed_at=NOW, signed_by=LEADER.id)

    return signing


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize(
    "address", [*LISTS, *(each for each in DETAILS if "XA-" not in each and "entries/3" not in each and "asof" not in each)]
)
def test_empty_register_says_what_will_be_there(client: Client, address: str) -> None:
    assert "0 licensed" not in text(client, address)


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("address", [*LISTS, *DETAILS])
def test_every_page_answers_and_keeps_its_budget(client: Client, address: str, django_assert_max_num_queries: Callable[[int], Any]) -> None:
    with django_assert_max_num_queries(19):  # under 20, and the next test holds that it does not grow
        words = text(client, address)
    assert "Demonstration Licensing Authority</title>" in words
    assert "<script>" not in words
    assert " style=" not in words


@pytest.mark.parametrize("address", ["/", "/licences/", "/destinations/", "/licences/XA-LIC-2031-000001", "/destinations/QM"])
def test_cost_does_not_grow_with_rows(client: Client, address: str, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    tell(*granted(1), *granted(2))
    register.catch_up()
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    tell(*[event for number in range(3, 60) for event in granted(number, line(), line(rating="6A003"))])
    register.catch_up()
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few)


def test_a_reinstatement_by_departure_says_by_which_and_what_stands(client: Client) -> None:
    tell(*granted(1), status_decision(2, 1, "reinstated"), by_departure(2, 1), status_decision(3, 1, "reinstated"))
    register.catch_up()
    assert "XA-DEP 2031/000001: the clear risk found by XA-ASM 2031/000001 v3 c1 stands" in text(client, "/licences/XA-DEC-2031-000002")
    assert "By departure" not in text(client, "/licences/XA-DEC-2031-000003")


@pytest.mark.usefixtures("told")
def test_front_page_says_the_year_and_what_has_no_value(client: Client) -> None:
    words = text(client, "/")
    assert "2031 so far" in words
    assert "€3,510" in words
    assert "1 line with no value recorded" in words
    assert "under criteria 1a, 2c, 7" in words
    assert "2 licences in one act" in words
    assert "no outside witness yet" in words


@pytest.mark.usefixtures("told")
def test_licence_page_shows_what_is_public_and_names_what_is_withheld(client: Client) -> None:
    words = text(client, "/licences/XA-LIC-2031-000001")
    assert "Licence suspended" in words
    assert "€1,500.00" in words
    assert "the exporter" in words
    assert "/log/proof/1" in words
    for secret in ("Orlan", "Ministry of Interior", "thermal", "border posts", CODE):
        assert secret not in words


@pytest.mark.usefixtures("told")
def test_refusal_names_its_criteria_and_no_value(client: Client) -> None:
    words = text(client, "/licences/XA-DEC-2031-000003")
    assert "Refused under criteria" in words
    assert "2c, 7" in words
    assert "value not applicable" in words
    assert "900" not in words.replace("#", "")


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("q=XA-LIC+2031/000004", 1),
        ("q=000004", 1),
        ("q=zzz", 0),
        ("destination=QP", 2),
        ("outcome=refused", 2),
        ("outcome=issued", 4),
        ("status=suspended", 2),
        ("year=2031", 6),
        ("year=1999", 0),
        ("year=nonsense", 6),
        ("rating=6a003", 1),
        ("q=%00", 6),
        ("q=a%00b", 0),
        ("after=nonsense", 6),
    ],
)
def test_list_is_narrowed(client: Client, asked: str, expected: int) -> None:
    words = text(client, f"/licences/?{asked}")
    assert words.count('scope="row"') == expected


def test_pages_of_the_list_meet(client: Client) -> None:
    tell(*[event for number in range(1, 61) for event in granted(number)])
    register.catch_up()
    seen, address = [], "/licences/"
    for _ in range(4):
        page = register.listing({}, after=None if "after" not in address else int(address.rpartition("=")[2]))
        seen += [row.reference for row in page.rows]
        assert page.total == 60
        if not page.more_after:
            break
        address = f"/licences/?after={page.last}"
    assert len(seen) == len(set(seen)) == 60
    back = register.listing({}, before=int(address.rpartition("=")[2]))
    assert back.more_after
    assert [row.reference for row in back.rows] == seen[24:49]


@pytest.mark.usefixtures("told")
def test_check_code_confirms_refuses_and_explains(client: Client) -> None:
    assert "This code is on a licence of ours" in text(client, "/licences/check?code=0123-4567-89ab-cdef")
    assert "No licence of ours bears this code" in text(client, "/licences/check?code=0123-4567-89ab-cdee")
    wrong = text(client, "/licences/check?code=<b>12")
    assert "is not a check code" in wrong
    assert "<b>12" not in wrong
    assert client.get("/licences/check?code=0123-4567-89ab-cdef")["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("told")
def test_figure_as_page_csv_json_and_picture_agree(client: Client) -> None:
    page = text(client, "/figures/value-by-destination")
    data = json.loads(text(client, "/figures/value-by-destination.json"))
    rows = list(csv.DictReader(StringIO(text(client, "/figures/value-by-destination.csv"))))
    assert [(row["destination"], int(row["value_minor"])) for row in rows] == [
        (row["destination"], row["value_minor"]) for row in data["rows"]
    ]
    assert data["rows_sha256"] in page
    assert f"asof={len(story())}" in data["permalink"]
    picture = client.get("/figures/value-by-destination.svg")
    assert ElementTree.fromstring(picture.content).tag.endswith("svg")
    assert picture["Content-Type"].startswith("image/svg+xml")


@pytest.mark.usefixtures("told")
def test_value_not_recorded_is_an_empty_cell_with_its_state(client: Client) -> None:
    rows = list(csv.DictReader(StringIO(text(client, "/figures/value-by-outcome.csv"))))
    refused = next(row for row in rows if row["outcome"] == "refused")
    assert (refused["value_minor"], refused["state"]) == ("", "not applicable")


@pytest.mark.usefixtures("told")
def test_form_leads_to_the_figures_own_address(client: Client) -> None:
    answer = client.get("/figures/?measure=count&by=destination&then=year&destination=QM&year=&source=log")
    assert (answer.status_code, answer["Location"]) == (303, "/figures/count-by-destination-year?destination=QM")


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/licences/XA-LIC-2031-999999", 404),
        ("/destinations/ZZ", 404),
        ("/figures/value-by-exporter", 400),
        ("/figures/weight-by-year", 400),
        ("/figures/value-by-year?year=abc", 400),
        ("/figures/value-by-year?asof=99999", 404),
        ("/figures/value-by-year?source=nobody", 404),
        ("/data/users.csv", 404),
        ("/log/entries/999", 404),
        ("/log/proof/999", 404),
        ("/log/leaf/999", 404),
        ("/log/entries?from=x", 400),
        ("/figures/value-in-all.svg", 404),
    ],
)
def test_what_is_not_there_is_said(client: Client, address: str, status: int) -> None:
    assert client.get(address).status_code == status


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("name", register.TABLES)
def test_tables_are_downloaded_whole(client: Client, name: str) -> None:
    rows = list(csv.DictReader(StringIO(b"".join(client.get(f"/data/{name}.csv")).decode())))  # type: ignore[arg-type]
    data = json.loads(b"".join(client.get(f"/data/{name}.json")))  # type: ignore[arg-type]
    assert len(rows) == len(data)
    assert not data or list(rows[0]) == list(data[0])


def test_formulas_are_not_run_by_a_spreadsheet() -> None:
    assert register.csv_line(["=1+1", "-5", 3, None]) == "'=1+1,'-5,3,\r\n"


@pytest.mark.usefixtures("told")
def test_log_is_verified_from_what_the_pages_give(client: Client, tmp_path: Path) -> None:
    for name in ("licet_verify.pyz", "key", "checkpoint", "entries", "proof/3", "leaf/3"):
        answer = client.get(f"/log/{name}")
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        (tmp_path / name.replace("/", "-")).write_bytes(body)
    checks = (["log", "entries", "--checkpoint", "checkpoint"], ["proof", "proof-3", "--leaf", "leaf-3"])
    for arguments in checks:
        command = [sys.executable, "-I", "licet_verify.pyz", *arguments, "--key", "key"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        assert "holds" in done.stdout
    whole = (tmp_path / "entries").read_bytes()
    (tmp_path / "entries").write_bytes(whole.replace(b"100000", b"900000", 1))
    command = [sys.executable, "-I", "licet_verify.pyz", *checks[0], "--key", "key"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60).returncode == 1


RECOUNT = """
import collections, json, sys
value, issued = collections.Counter(), collections.defaultdict(set)
for line in sys.stdin:
    leaf = json.loads(line)["leaf"]
    if leaf["kind"] != "decisions:case-decision:made":
        continue
    roles = {country["role"]: country["country"] for country in leaf["published"]["countries"]}
    to = next(roles[role] for role in ("ultimate-end-user", "end-user", "consignee") if role in roles)
    for row in leaf["published"]["lines"]:
        if row["outcome"] in ("grant", "grant with conditions"):
            issued[to, leaf["on"][:4]].add(leaf["ref"])
            value[to, leaf["on"][:4]] += row["value_minor"] or 0
print(json.dumps([[*key, len(issued[key]), value[key]] for key in sorted(issued)]))
"""


@pytest.mark.usefixtures("told")
def test_figure_is_recounted_from_the_downloaded_log_by_another_program(client: Client) -> None:
    """Plain Python over the entries alone, without Licet, gives what the page gives (record.md I16)."""
    entries = b"".join(client.get("/log/entries?from=0"))  # type: ignore[arg-type]
    done = subprocess.run([sys.executable, "-I", "-c", RECOUNT], input=entries, capture_output=True, timeout=60)
    rows = json.loads(text(client, "/figures/value-by-destination-year.json"))["rows"]
    assert json.loads(done.stdout) == [[row["destination"], row["year"], row["count"], row["value_minor"]] for row in rows]


@pytest.mark.usefixtures("told")
def test_pages_need_no_session(client: Client) -> None:
    answer = client.get("/")
    assert "sessionid" not in answer.cookies
    assert answer["Cache-Control"] == "public, max-age=60"
