"""Line facts and scopes as they come, with values that are easily taken for one another."""

from __future__ import annotations

from hypothesis import strategies as st

from licet.kernel.facts import EndUserClass, LineFacts, PartyCountry, Role
from licet.kernel.rating import RatingCode
from licet.kernel.scope import Scope

CODES = [
    "ML1",
    "ML10",
    "ML1.b",
    "ML1.b.2",
    "ML1.2",
    "ML",
    "PL5001",
    "PL5001.a",
    "1",
    "1C350",
    "1C350.1",
    "5A001.a.1",
    "6A003.b.4.c",
    "6A003.ii",
]
COUNTRIES = ["QM", "QT", "XA", "MQ"]
TAGS = ["a", "ab", "a-b", "b", "operations-x", "operations-xy"]
TYPES = ["SIEL", "OIEL", "SIE"]


def codes() -> st.SearchStrategy[RatingCode]:
    return st.sampled_from(CODES).map(RatingCode.parse) | st.from_regex(
        r"(ML|PL)[0-9]{1,3}([a-km-z][0-9]{1,2}){0,2}|[0-9][A-E][0-9]{3}([a-km-z][0-9]){0,2}", fullmatch=True
    ).map(RatingCode.parse)


def _tags(values: list[str]) -> st.SearchStrategy[frozenset[str] | None]:
    return st.none() | st.frozensets(st.sampled_from(values), max_size=2)


def facts() -> st.SearchStrategy[LineFacts]:
    """Any facts, also such as never stand in an application: countries in small letters, a rating of what is not controlled."""
    country = st.builds(PartyCountry, st.sampled_from(Role), st.sampled_from([*COUNTRIES, "qm"]))
    return st.builds(
        LineFacts,
        line=st.uuids().map(lambda value: value.hex[:26]),
        version=st.integers(1, 9),
        licence_type=st.sampled_from([*TYPES, "siel"]),
        countries=st.lists(country, max_size=3).map(tuple),
        rating=st.none() | st.sampled_from(CODES).map(RatingCode.parse),
        controlled=st.none() | st.booleans(),
        end_use=_tags(TAGS),
        end_user=st.none() | st.sampled_from(EndUserClass),
        incorporation=st.none() | st.booleans(),
        pool=st.none() | st.booleans(),
        onward=_tags([*COUNTRIES, "qm"]),
    )


def _some(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.just(()) | st.lists(st.sampled_from(values), min_size=1, max_size=3).map(tuple)


def scopes() -> st.SearchStrategy[Scope]:
    places = [*COUNTRIES, *(f"{role}:{country}" for role in Role for country in COUNTRIES[:2])]
    flag = st.none() | st.booleans()
    return st.builds(
        Scope,
        destination=_some(places),
        rating=_some(CODES),
        end_use=_some(TAGS),
        end_user=_some([*EndUserClass]),
        licence_type=_some(TYPES),
        onward=_some(COUNTRIES),
        incorporation=flag,
        pool=flag,
        include_unknown=st.booleans(),
    )
