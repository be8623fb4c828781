"""The map beside the list of incidents: it follows the filter and no page, and says what it does not show."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.module.assessments.builders import Assessing, a_version, an_incident
from tests.module.web_desk.desk import Desk
from tests.world import World

from licet.evidence import public as evidence
from licet.evidence.public import PlacePrecision, Standing

LIST = 8
HERE: dict[str, Any] = {"latitude": Decimal("-47.1"), "longitude": Decimal("-123.5"), "place_precision": PlacePrecision.EXACT}
FAR = HERE | {"latitude": Decimal("-44.0")}


@pytest.fixture
def reader(world: World) -> Desk:
    Assessing.begin(world, incidents=False)
    return Desk(world, "asm-other")


def stand(number: int, *, day: date = date(2031, 4, 1), **changes: Any) -> None:
    a_version(an_incident(number, day=day).incident, 2, day, **changes)


def drawn(words: str) -> str:
    return words[words.index("c-incidents-on-a-map-t") :].split("</svg>")[0]


def test_each_incident_has_its_mark_its_word_and_its_row(reader: Desk) -> None:
    stand(1, **HERE, standing=Standing.TRIAGED, marking="walkthrough")
    stand(2, **HERE, standing=Standing.SET_ASIDE)
    stand(3, **FAR, title="A clinic was hit")
    stand(4, title="Nobody knows where")
    words = reader.words("incidents/")
    picture = drawn(words)
    assert 'href="#place-2" aria-label="2 incidents: 1 triaged, 1 set aside"' in picture
    assert 'aria-label="A clinic was hit, 1 April 2031: registered, grade: weak. Place: exact"' in picture
    assert "1 incident has no place recorded by coordinates: it is not on the map, and stands last in the table." in words
    row = words[words.index('id="place-2"') :].split("</tr>")[0]
    assert [cell.count("<a ") for cell in row.split("<td")[1:]] == [1, 0, 1]
    assert 'title="[walkthrough] A market was hit"' in row
    assert "XA-INC 2031/000004" in words[words.index('id="place-none"') :].split("</tr>")[0]


def test_a_standing_is_told_by_shape_hatching_and_word(reader: Desk) -> None:
    for number, standing in enumerate(Standing, 1):
        stand(number, **(HERE | {"longitude": Decimal(number)}), standing=standing)
    picture = drawn(reader.words("incidents/"))
    marks = {re.findall(r": ([a-z ]+), grade", mark)[0]: mark.split("</a>")[0] for mark in picture.split("<a ")[1:]}
    looks = {word: (re.findall(r'fill="url\(#[a-z-]+-(\w+)\)"', mark), mark.split("Z")[0].count("L")) for word, mark in marks.items()}
    assert looks == {"registered": (["2"], 2), "triaged": ([], 3), "set aside": (["none"], 3)}
    for standing in Standing:
        assert f">{standing}</text>" in picture, "the legend"


def test_it_follows_the_filter_on_whatever_page(reader: Desk) -> None:
    for number in range(1, 31):
        stand(number, day=date(2031, 4, 1) - timedelta(days=number), **HERE, title=f"Strike {number}")
    stand(31, **FAR, title="A clinic was hit", standing=Standing.TRIAGED)
    words = reader.words("incidents/")
    assert "30 incidents: 30 registered" in drawn(words)
    assert "Strike 30" not in words.split('id="list"')[1].split("</table>")[0]
    (more,) = {part.split('"')[0].replace("&amp;", "&") for part in words.split('href="')[1:] if "after=" in part.split('"')[0]}
    second = reader.words(f"incidents/{more}")
    assert "Strike 30" in second.split('id="list"')[1].split("</table>")[0]
    assert drawn(second) == drawn(words)
    triaged = reader.words("incidents/?standing=triaged")
    assert "A clinic was hit, 1 April 2031: triaged" in drawn(triaged)
    assert "Strike" not in triaged
    assert "<svg" not in reader.words("incidents/?words=harbour").split("<h1")[1]


def test_what_is_beyond_its_number_is_said(reader: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, day in ((1, date(2031, 3, 1)), (2, date(2031, 3, 2)), (3, date(2031, 3, 3))):
        stand(number, day=day, **(HERE if number > 1 else FAR))
    assert "is not on it" not in reader.words("incidents/")
    whole = evidence.incident_places
    monkeypatch.setattr(evidence, "incident_places", lambda **asked: whole(**asked, most=2))
    words = reader.words("incidents/")
    assert "The map takes the latest 2 of 3 incidents: 1 earlier one is not on it. Narrow the list to see it." in words
    assert "2 incidents: 2 registered" in drawn(words)


def test_where_no_place_is_recorded_the_page_says_so_without_a_picture(reader: Desk) -> None:
    stand(1)
    words = reader.words("incidents/")
    assert "c-incidents-on-a-map-t" not in words
    assert "1 incident has no place recorded by coordinates" in words


def test_few_and_many_are_as_many_questions(reader: Desk, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    stand(1, **HERE)
    with django_assert_max_num_queries(LIST) as few:
        assert reader.get("incidents/").status_code == 200
    for number in range(2, 62):
        stand(number, **(HERE | {"longitude": Decimal(number)}))
    with django_assert_max_num_queries(LIST) as many:
        assert reader.get("incidents/").status_code == 200
    assert len(many) == len(few)
