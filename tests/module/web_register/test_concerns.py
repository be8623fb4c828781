"""The published figures of the concerns procedure: definition, what is not shown, vintage, place in the log."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from html import unescape
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from tests.module.register import facts
from tests.module.register.published import tell

from licet.register import public as register

pytestmark = pytest.mark.django_db
EARLIER = replace(facts.concern_figures(date(2031, 4, 1)), ref="concern figures 2031 Q1", first_day="2030-04-01", last_day="2031-03-31")


@pytest.fixture
def published() -> None:
    tell(EARLIER)
    tell(facts.concern_figures())
    register.catch_up()


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


@pytest.mark.usefixtures("published")
def test_newest_quarter_with_definition_rule_vintage_and_place(client: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(15):
        words = text(client, "/figures/concerns")
    for said in (
        "1 July 2030",
        "30 June 2031",
        "1 July 2031",
        "Head of the unit",
        "answers within 15 working days",
        "ombudsman",
        "a count of 1 to 4",
        "Every point",
        "levels must not be added up",
        "/figures/concerns/2031-Q2",
        "The quarter 1 of 2031",
        "Entry 1",
        "concerns:figures:published",
    ):
        assert said in words, said
    assert ">0<" in words, "zero is shown"
    assert "None" not in words
    assert "Demonstration Licensing Authority</title>" in words


@pytest.mark.usefixtures("published")
def test_an_earlier_quarter_stays_as_it_was_published(client: Client) -> None:
    words = text(client, "/figures/concerns/2031-Q1")
    assert "31 March 2031" in words
    assert "Entry 0" in words
    assert client.get("/figures/concerns/2031-Q3").status_code == 404
    assert client.get("/figures/concerns/nothing").status_code == 404


@pytest.mark.usefixtures("published")
def test_files_hold_what_was_published_and_nothing_for_what_is_not_shown(client: Client) -> None:
    told = json.loads(client.get("/figures/concerns/2031-Q2.json").content)
    assert told["figures"] == facts.concern_figures().figures
    assert (told["entry"], told["published_on"]) == (1, "2031-07-01")
    rows = list(csv.DictReader(StringIO(client.get("/figures/concerns/2031-Q2.csv").content.decode())))
    values = {(row["level"], row["number"]): row["value"] for row in rows}
    assert (values["head", "answered_late"], values["head", "acknowledged_late"], values["", "filed"]) == ("0", "", "17")
    assert values["head", "left: the answer was contested"] == ""


def test_feed_and_list_of_figures_lead_there(client: Client) -> None:
    tell(*facts.whole())
    register.catch_up()
    assert '"/figures/concerns/2031-Q2"' in text(client, "/")
    assert '"/figures/concerns"' in text(client, "/figures/")


def test_none_published_says_so(client: Client) -> None:
    assert "No figures of the procedure have been published." in text(client, "/figures/concerns")
    assert client.get("/figures/concerns/2031-Q2.json").status_code == 404


def test_figures_of_another_shape_are_not_guessed_at(client: Client) -> None:
    tell(replace(facts.concern_figures(), figures={"filed": "many", "levels": ["head", {"level": "head", "reached": True}]}))
    register.catch_up()
    words = text(client, "/figures/concerns")
    assert "not shown" in words
    assert "many" not in words
