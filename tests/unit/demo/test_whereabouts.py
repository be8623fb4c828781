"""Incidents of the demonstration lie where nobody lives, near their places, and are not all known to the point."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from licet.demo.domain.whereabouts import DISTRICT, EXACT, NEAR, whereabouts
from licet.demo.services import corpus
from licet.evidence.domain import PlacePrecision

FOUND = {item.key: whereabouts(item, corpus.places()) for item in corpus.happenings()}


def test_every_place_is_in_the_empty_ocean() -> None:
    """Point Nemo, 48.9 degrees south and 123.4 west, is farthest from any land; all lie within some degrees of it."""
    for item in corpus.happenings():
        latitude, longitude = corpus.places()[item.theatre.conflict][item.place]
        assert abs(latitude + 48.9) < 3, item.place
        assert abs(longitude + 123.4) < 6, item.place


def test_most_are_exact_or_near_and_some_have_no_coordinates() -> None:
    assert {each.precision for each in FOUND.values()} == {EXACT, NEAR, DISTRICT} <= {item.value for item in PlacePrecision}
    known = Counter(each.latitude is not None for each in FOUND.values())
    assert 4 < known[False] < 20
    assert all((each.latitude is None) == (each.longitude is None) for each in FOUND.values())


def test_an_incident_lies_near_its_place() -> None:
    for item in corpus.happenings():
        found = FOUND[item.key]
        if found.latitude is not None and found.longitude is not None:
            middle = corpus.places()[item.theatre.conflict][item.place]
            most = {EXACT: Decimal("0.009"), NEAR: Decimal("0.07"), DISTRICT: Decimal(0)}[found.precision]
            assert abs(found.latitude - Decimal(str(middle[0]))) <= most
            assert abs(found.longitude - Decimal(str(middle[1]))) <= most
