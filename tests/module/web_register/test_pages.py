"""The register's pages through the application: what they say, what they cost, what they refuse."""

from __future__ import annotations

import csv
import hashlib
import html
import json
import re
import subprocess
import sys
import urllib.parse
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from tests.module.register import facts
from tests.module.register.published import CODE, LEADER, NOW, by_departure, granted, line, status_decision, story, tell

from licet.evidence.public import OfficialLineRevised
from licet.register import public as register
from licet.web.register.urls import urlpatterns

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
    """Signs the log inside the test's own transaction: the service itself refuses to."""
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
def test_list_of_licences_names_the_destination_of_each(client: Client) -> None:
    words = text(client, "/licences/")
    assert "Kasdara" in words
    assert "not published" not in words


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
        ("rating=6a003", 1),
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
        ("/figures/value-by-year?asof=99999", 400),
        ("/figures/value-by-year?source=nobody", 400),
        ("/data/users.csv", 404),
        ("/log/entries/999", 404),
        ("/log/proof/999", 404),
        ("/log/leaf/999", 404),
        ("/log/entries?from=x", 400),
        ("/figures/value-in-all.svg", 404),
        ("/data/imports/0123456789abcdef", 404),
        ("/licences/?year=nonsense", 400),
        ("/licences/?q=a%00b", 400),
        ("/licences/?after=nonsense", 400),
        ("/licences.csv?after=5", 400),
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
    """Plain Python over the entries alone, without Licet, gives what the page gives."""
    entries = b"".join(client.get("/log/entries?from=0"))  # type: ignore[arg-type]
    done = subprocess.run([sys.executable, "-I", "-c", RECOUNT], input=entries, capture_output=True, timeout=60)
    rows = json.loads(text(client, "/figures/value-by-destination-year.json"))["rows"]
    assert json.loads(done.stdout) == [[row["destination"], row["year"], row["count"], row["value_minor"]] for row in rows]


@pytest.mark.usefixtures("told")
def test_pages_need_no_session(client: Client) -> None:
    answer = client.get("/")
    assert "sessionid" not in answer.cookies
    assert answer["Cache-Control"] == "public, max-age=60"


REFUSED = (
    ("/figures/value-by-year?destnation=QM", "The nearest: destination."),
    ("/figures/value-by-year.csv?destnation=QM", "The nearest: destination."),
    ("/figures/value-by-year.json?destination=ZZ", "is not in the list of destinations"),
    ("/figures/value-by-year?rating=ML99", "The nearest: ML9, ML19"),
    ("/figures/value-by-year?source=uk-valus", "is not a source of figures"),
    ("/figures/?measure=value&by=destnation", "The nearest: destination"),
    ("/figures/value-by-year?destination=QM&destination=QP", "is given 2 times"),
    ("/licences/?destination=Kasdra", "The nearest: Kasdara (QM)"),
    ("/licences/?staus=suspended", "The nearest: status"),
    ("/licences/?status=suspnded", "The nearest: suspended"),
    ("/licences/check?kode=1", "The nearest: code"),
    ("/reviews/?query=x", "is not a parameter that is read here"),
    ("/destinations/?year=2031", "is not a parameter: none is read here"),
    ("/data/?year=2031", "is not a parameter: none is read here"),
    ("/data/decisions.csv?year=2031", "is not a parameter that is read here"),
    ("/data/decisions.csv?q=optics", "This table has no search: download it whole."),
    ("/log/entries?start=3", "is not a parameter"),
    ("/account/sign-in?nxt=/", "The nearest: next"),
)


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(("address", "advice"), REFUSED)
def test_every_parameter_is_known_or_refused_with_the_nearest(client: Client, address: str, advice: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert advice in html.unescape(answer.content.decode())


@pytest.mark.usefixtures("told")
def test_a_register_page_without_parameters_of_its_own_refuses_any(client: Client) -> None:
    """Each route of the register, also those that will be added."""
    kwargs = {
        "slug": "XA-LIC-2031-000001",
        "code": "QM",
        "name": "value-by-year",
        "position": 0,
        "digest": "x",
        "number": 1,
        "quarter": "x",
    }
    for pattern in urlpatterns:
        address = reverse(f"register:{pattern.name}", kwargs={name: kwargs[name] for name in pattern.pattern.converters})
        answer = client.get(address, {"no-such-parameter": "1"})
        assert (answer.status_code, pattern.name) == (400, pattern.name)


@pytest.mark.usefixtures("told")
def test_a_destination_by_its_name_is_the_same_figure(client: Client) -> None:
    by_name = json.loads(text(client, "/figures/value-by-year.json?destination=Kasdara"))
    assert by_name == json.loads(text(client, "/figures/value-by-year.json?destination=QM"))
    assert by_name["where"] == {"destination": ["QM"]}
    assert by_name["total"]["value_minor"] > 0
    assert client.get("/destinations/Kasdara")["Location"] == "/destinations/QM"
    by_rating = json.loads(text(client, "/figures/value-in-all.json?rating=ml1a"))
    assert by_rating["where"] == {"rating": ["ML1.a"]}


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("asked", ["", "destination=Kasdara", "outcome=refused", "status=suspended&year=2031", "rating=6A003", "q=ML1"])
def test_downloads_of_the_list_follow_its_filter(client: Client, asked: str) -> None:
    page = text(client, f"/licences/?{asked}")
    rows = list(csv.DictReader(StringIO(b"".join(client.get(f"/licences.csv?{asked}")).decode())))  # type: ignore[arg-type]
    data = json.loads(b"".join(client.get(f"/licences.json?{asked}")))  # type: ignore[arg-type]
    found = register.listing(dict(urllib.parse.parse_qsl(asked)))
    assert [row["reference"] for row in rows] == [row["reference"] for row in data] == [row.reference for row in found.rows]
    assert html.escape(f"/licences.csv?{asked}" if asked else "/licences.csv") in page


@pytest.mark.usefixtures("told")
def test_the_list_says_what_it_covers_as_figures_do(client: Client) -> None:
    assert "This source covers" in text(client, "/licences/")
    assert "Outside what this source covers" in text(client, "/licences/?year=1999")


@pytest.fixture
def imported(told: None, tmp_path: Path) -> register.Imported:
    path = tmp_path / "values.csv"
    rows = [
        "1,2008-01,ML1,1,900,Italy,0",
        "2,2008-02,ML1,1,20,Italy,0",
        "3,2008-03,PL5001,1,30,Italy,0",
        "4,2009-02,ML1,1,50,Channel Islands,0",
    ]
    path.write_text("licence_group,date,rating,count,value,country,refused\n" + "\n".join(rows) + "\n5,2009-02,ML1,1,x,Italy,0\n")
    done = register.import_uk_values(actor=LEADER, path=path, publisher="An NGO", published_on=date(2010, 1, 5), release="2010", now=NOW)
    register.catch_up()
    return done


def test_a_figure_of_an_import_names_publisher_time_and_the_line_that_dominates(client: Client, imported: register.Imported) -> None:
    words = text(client, "/figures/value-by-year?source=uk-values")
    assert "published by An NGO on 5 January 2010" in words
    assert "2009 (incomplete)" in words
    assert "This source covers January 2008 to February 2009; the year 2009 is incomplete." in words
    line = f"/data/imports/{imported.sha256[:16]}/lines/2"
    assert line in words
    assert "95 % is one line:" in words
    assert "ML1" in text(client, line)
    outside = text(client, "/figures/value-by-destination?source=uk-values&year=2014")
    assert "outside what this source covers" in outside
    assert "no such decision" not in outside
    (row,) = csv.DictReader(StringIO(text(client, "/figures/value-by-destination.csv?source=uk-values&year=2014")))
    assert row["state"] == "outside what this source covers"
    years = list(csv.DictReader(StringIO(text(client, "/figures/value-by-year.csv?source=uk-values"))))
    assert [(row["year"], row["incomplete"], row["largest_line_percent"]) for row in years] == [("2008", "no", "95"), ("2009", "yes", "")]
    assert "2009 (incomplete)" in text(client, "/figures/value-by-year.svg?source=uk-values")


def test_page_of_an_import_lists_names_with_their_sums_and_gives_its_lines(client: Client, imported: register.Imported) -> None:
    words = text(client, f"/data/imports/{imported.sha256[:16]}")
    for part in ("An NGO", "Channel Islands", "two bailiwicks: it may be Guernsey, Jersey", "£50.00", "Line 6", imported.lines_sha256):
        assert part in words
    lines = b"".join(client.get(f"/data/imports/{imported.sha256[:16]}/lines.csv"))  # type: ignore[arg-type]
    assert hashlib.sha256(lines).hexdigest() == imported.lines_sha256
    assert "An NGO" in text(client, "/data/")
    assert "An NGO" in text(client, "/figures/")


def test_the_record_of_a_destination_says_what_an_assessment_lacks_and_what_was_withdrawn(
    client: Client, signed: Callable[[], None]
) -> None:
    short = ["50 of 100 registered incidents determined (50 %), 75 % needed"]
    conclusions = [{"finding": "no clear risk", "scope": facts.SCOPE, "scope_text": facts.SENTENCE, "short_of": short}]
    tell(facts.concluded(evidence_until="2031-03-29", conclusions=conclusions), facts.incident(1), facts.incident(2))
    tell(facts.incident(3, standing="set aside"), facts.proceeding(), facts.withdrawn(facts.proceeding()))
    register.catch_up()
    signed()
    page = html.unescape(client.get("/destinations/QM/record").content.decode())
    assert "2 incidents after this day are registered and not considered." in page
    assert "It falls short of the full requirement for “no clear risk”: 50 of 100" in page
    assert "sought on 5 May 2031" in page
    assert "Recorded wrongly here" not in page
    gone = html.unescape(client.get("/destinations/QP/record").content.decode())
    assert "Withdrawn on 12 May 2031: Another country was meant." in gone
    assert "Prosecutor against a minister – An international court; sought in April 2031" in gone
    assert "None is recorded. What is sought, issued or refused will stand here with its days." in gone


def test_the_record_says_what_was_moved_elsewhere_and_leads_there(client: Client, signed: Callable[[], None]) -> None:
    reason = "It was recorded under the wrong country."
    line = facts.official_line()
    moved_line = OfficialLineRevised(**asdict(line) | {"number": 2, "destination": "QN", "reason": reason, "on": date(2031, 5, 13)})
    tell(facts.proceeding(), replace(facts.proceeding(revised=True), destination="QN", reason=reason), line, moved_line)
    register.catch_up()
    signed()
    page = html.unescape(client.get("/destinations/QM/record").content.decode())
    moved = page[page.index("Moved to another destination") :]
    assert "Prosecutor against a minister – An international court; sought on 5 May 2031" in moved
    assert "“No comment on individual cases.” – A spokesperson, Press briefing, 10 May 2031" in moved
    assert f"Moved on 13 May 2031: {reason}" in moved
    assert moved.count('href="/destinations/QN/record"') == 2
    assert "Moved to another destination" not in client.get("/destinations/QN/record").content.decode()


@pytest.mark.usefixtures("told")
def test_pictures_of_a_destination_fit_a_narrow_screen(client: Client) -> None:
    page = client.get("/destinations/QM").content.decode()
    assert len(re.findall(r'<div class="register-narrow"><figure', re.sub(r"\s+<", "<", page))) == 2
    style = Path("src/licet/web/register/static/licet-register/register.css").read_text()
    assert ".register-narrow .licet-chart { min-width: 0; }" in style
