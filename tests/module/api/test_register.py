"""The register over the API, and on the command line: the same answers and the same refusals as on its pages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from tests.module.register.published import story, tell
from typer.testing import CliRunner

from licet.api.building import document
from licet.cli.register import app
from licet.kernel.errors import Invalid
from licet.register import public as register

pytestmark = pytest.mark.django_db
FIGURE = "/api/v1/register/figures/value-by-year"


@pytest.fixture(autouse=True)
def _told() -> None:
    tell(*story())
    register.catch_up()


def refusal(client: Client, address: str) -> str:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    return str(answer.json()["detail"])


@pytest.mark.parametrize(
    ("address", "advice"),
    [
        (f"{FIGURE}?destnation=QM", "The nearest: destination"),
        (f"{FIGURE}?destination=ZZ", "is not in the list of destinations"),
        (f"{FIGURE}?destination=Kasdra", "The nearest: Kasdara (QM)"),
        (f"{FIGURE}?rating=ML99", "The nearest: ML9, ML19"),
        (f"{FIGURE}?quarter=spring", "write it as 2031 Q2"),
        (f"{FIGURE}?source=uk-valus", "is not a source of figures"),
        (f"{FIGURE}?asof=999999", "entries, not 999,999"),
        (f"{FIGURE}?destination=QM&destination=QP", "is given 2 times"),
        ("/api/v1/register/figures/value-by-destnation", "The nearest: destination"),
        ("/api/v1/register/decisions?staus=suspended", "The nearest: status"),
        ("/api/v1/register/decisions?year=nonsense", "four digits"),
        ("/api/v1/register/log?x=1", "none is read here"),
        ("/api/v1/register/log/entries?form=3", "is not a parameter"),
    ],
)
def test_what_is_not_known_is_a_problem_that_names_the_nearest(client: Client, address: str, advice: str) -> None:
    assert advice in refusal(client, address)


def test_a_parameter_that_no_operation_reads_is_refused(client: Client) -> None:
    """Every operation of the API, by every method."""
    for path, operations in document()["paths"].items():
        address = path
        for parameter in next(iter(operations.values())).get("parameters", []):
            if parameter["in"] == "path":
                address = address.replace("{" + parameter["name"] + "}", "1")
        for method in operations:
            answer = client.generic(method.upper(), f"{address}?no-such-parameter=1", "{}", content_type="application/json")
            assert (answer.status_code, method, address) == (400, method, address)
            assert "no-such-parameter" in answer.json()["detail"]


def test_a_name_is_the_same_as_its_code_everywhere(client: Client) -> None:
    by_code = client.get(f"{FIGURE}?destination=QM").json()
    assert by_code["total"]["value_minor"] > 0
    assert client.get(f"{FIGURE}?destination=Kasdara").json() == by_code
    assert (
        command("figure", "--by", "year", "--where", "destination=Kasdara")
        == register.figure_of("value-by-year", {"destination": "QM"}).to_json()
    )
    listed = client.get("/api/v1/register/decisions?destination=kasdara&rating=ml1a").json()
    assert listed == client.get("/api/v1/register/decisions?destination=QM&rating=ML1.a").json()
    assert listed["total"] > 0


def command(*words: str) -> Any:
    result = CliRunner().invoke(app, [*words, "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


@pytest.mark.parametrize(
    "words",
    [
        ("figure", "--where", "destnation=QM"),
        ("figure", "--where", "destination=ZZ"),
        ("figure", "--where", "rating=ML99"),
        ("figure", "--by", "yaer"),
        ("figure", "--source", "uk-valus"),
        ("figure", "--vintage", "999999"),
        ("diff", "1", "999999"),
    ],
)
def test_the_command_refuses_what_the_pages_refuse(words: tuple[str, ...]) -> None:
    with pytest.raises(Invalid):
        CliRunner().invoke(app, words, catch_exceptions=False)


def test_the_command_refuses_a_condition_that_is_given_twice() -> None:
    result = CliRunner().invoke(app, ["figure", "--where", "destination=QM", "--where", "destination=QP"])
    assert result.exit_code == 2
    assert "given twice" in result.output
