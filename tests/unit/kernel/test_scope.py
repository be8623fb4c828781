"""Scope: what it takes, what it refuses, how it reads."""

from __future__ import annotations

import re

import pytest

from licet.kernel.errors import Invalid
from licet.kernel.event import Json
from licet.kernel.facts import EndUserClass, LineFacts, PartyCountry, Role
from licet.kernel.rating import RatingCode
from licet.kernel.scope import Match, Scope

LINE = LineFacts(
    line="1",
    version=1,
    licence_type="SIEL",
    countries=(PartyCountry(Role.END_USER, "QM"), PartyCountry(Role.CONSIGNEE, "QT")),
    rating=RatingCode.parse("ML10.a"),
    controlled=True,
    end_use=frozenset({"operations-x"}),
    end_user=EndUserClass.ARMED_FORCES,
)
UNRATED = LineFacts(line="2", version=1, licence_type="SIEL", countries=(PartyCountry(Role.END_USER, "QM"),))


@pytest.mark.parametrize(
    ("text", "rated", "unrated"),
    [
        ("", Match.YES, Match.YES),
        ("destination=QM", Match.YES, Match.YES),
        ("destination=QT", Match.YES, Match.NO),
        ("destination=end-user:QT", Match.NO, Match.NO),
        ("destination=consignee:qt,QX", Match.YES, Match.NO),
        ("rating=ML1", Match.NO, Match.UNKNOWN),
        ("rating=ML10", Match.YES, Match.UNKNOWN),
        ("rating=ML10.a.1", Match.NO, Match.UNKNOWN),
        ("end-use=operations-x,other", Match.YES, Match.UNKNOWN),
        ("end-use=operations", Match.NO, Match.UNKNOWN),
        ("end-user=police", Match.NO, Match.UNKNOWN),
        ("licence-type=siel", Match.YES, Match.YES),
        ("pool=yes", Match.UNKNOWN, Match.UNKNOWN),
        ("pool=no destination=QX", Match.NO, Match.NO),
        ("onward=QX destination=QM", Match.UNKNOWN, Match.UNKNOWN),
    ],
)
def test_scope_answers(text: str, rated: Match, unrated: Match) -> None:
    scope = Scope.parse(text)
    assert (scope.matches(LINE), scope.matches(UNRATED)) == (rated, unrated)


def test_scope_takes_unknown_only_when_it_says_so() -> None:
    assert Scope.parse("pool=yes").takes(LINE) is Match.UNKNOWN
    assert Scope.parse("pool=yes unknown=include").takes(LINE) is Match.YES
    assert Scope.parse("pool=yes destination=QX unknown=include").takes(LINE) is Match.NO


def test_not_controlled_is_known_and_matches_no_rating() -> None:
    line = LineFacts(line="3", version=1, licence_type="SIEL", countries=(), controlled=False)
    assert Scope.parse("rating=ML1").matches(line) is Match.NO


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("QM", "write key=value"),
        ("destination=", "write key=value"),
        ("destination=,", "no value is given"),
        ("destination=QMM", "not a destination code"),
        ("destination=boss:QM", "not a role"),
        ("rating=ML1/2", "not a control-list code"),
        ("end-use=Operations", "not a tag"),
        ("end-use=a/b", "not a tag"),
        ("end-user=army", "not a class of end user"),
        ("pool=maybe", "must be yes or no"),
        ("pool=yes,no", "must be yes or no"),
        ("unknown=perhaps", "include or exclude"),
        ("colour=red", "is not a key"),
        ("include-unknown=yes", "is not a key"),
    ],
)
def test_scope_refuses_with_the_place(text: str, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        Scope.parse(text)


@pytest.mark.parametrize(
    "data",
    [{"destination": []}, {"destination": "QM"}, {"end_use": "ab"}, {"destination": [1]}, {"pool": []}, {"unknown": []}, {"x": ["y"]}],
)
def test_scope_from_data_never_widens_by_accident(data: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        Scope.from_json(data)  # type: ignore[arg-type]


def test_scope_sentence() -> None:
    scope = Scope.parse("destination=QM,ultimate-end-user:QT rating=ML15,ML1.b end-use=operations-x pool=no unknown=include")
    assert scope.sentence({"QM": "Quorrum"}) == (
        "Licence lines with a party in Quorrum or QT as ultimate end user, rated ML1.b or ML15, for the end use operations-x, "
        "not for a shared pool; lines whose facts are unknown are included."
    )
    assert Scope().sentence() == "Every licence line."


def test_scope_text_is_that_of_the_design() -> None:
    text = "destination=QM rating=ML1.b,ML15 end-use=operations-x unknown=include"
    assert Scope.parse(text).to_text() == text
    assert Scope.parse("rating=ml15,ML15").rating == ("ML15",)


NAMED = {"zephra": "QZ", "port sable": "QO", "sable, isles of": "QS"}


def _named(text: str) -> str:
    if text.casefold() in NAMED:
        return NAMED[text.casefold()]
    if re.fullmatch("[A-Z]{2}", text):
        return text
    raise Invalid(f"“{text}” is not known.")


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("destination=Zephra", {"destination": ["QZ"]}),
        ("destination=Port Sable rating=ML15", {"destination": ["QO"], "rating": ["ML15"]}),
        ("rating=ML15 destination=Port Sable,QM", {"destination": ["QM", "QO"], "rating": ["ML15"]}),
        ("destination=Sable, Isles of onward=zephra, port sable", {"destination": ["QS"], "onward": ["QO", "QZ"]}),
        ("destination=end-user:Port Sable,consignee:QM", {"destination": ["consignee:QM", "end-user:QO"]}),
    ],
)
def test_destinations_are_read_by_name(text: str, data: dict[str, Json]) -> None:
    assert Scope.parse(text, _named).to_json() == data


@pytest.mark.parametrize(
    "text", ["destination=Nowhere", "destination=Zephra,Nowhere", "rating=ML15 Zephra", "Zephra", "destination=end user:Zephra"]
)
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        Scope.parse(text, _named)
