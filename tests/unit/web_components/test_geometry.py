"""The geometry of pictures of places, against what is known of the globe and against a slow count."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.web.components.charts.geometry import (
    KILOMETRES_A_DEGREE,
    frame,
    gathered,
    radius,
    round_above,
    round_below,
    steps,
    turns,
)

WIDTH, LOWEST, HIGHEST = 577.0, 230.0, 440.0
LATITUDES, LONGITUDES = st.floats(-85, 85), st.floats(-180, 180)


@given(st.lists(st.tuples(LATITUDES, LONGITUDES), min_size=1, max_size=30))
def test_every_place_lies_within_the_frame(places: list[tuple[float, float]]) -> None:
    within = frame(places, width=WIDTH, lowest=LOWEST, highest=HIGHEST)
    assert LOWEST <= within.height <= HIGHEST
    for latitude, longitude in places:
        x, y = within.at(latitude, longitude)
        assert 0 < x < WIDTH
        assert 0 < y < within.height


def test_north_is_up_and_east_is_right() -> None:
    within = frame([(10, 20), (12, 24)], width=WIDTH, lowest=LOWEST, highest=HIGHEST)
    (west, low), (east, high) = within.at(10, 20), within.at(12, 24)
    assert west < east
    assert high < low


def test_a_kilometre_is_as_long_to_the_north_as_to_the_east_in_the_middle() -> None:
    within = frame([(59, 10), (61, 14)], width=WIDTH, lowest=LOWEST, highest=HIGHEST)
    north = within.at(60, 12)[1] - within.at(61, 12)[1]
    east = within.at(60, 13)[0] - within.at(60, 12)[0]
    assert east / north == pytest.approx(math.cos(math.radians(60)))
    assert within.units_a_kilometre * KILOMETRES_A_DEGREE == pytest.approx(north)


@pytest.mark.parametrize("longitude", [0, 90, 180])
def test_places_on_both_sides_of_any_meridian_lie_side_by_side(longitude: float) -> None:
    west, east = (-17, longitude - 0.5), (-18, (longitude + 0.5 + 180) % 360 - 180)
    within = frame([west, east], width=WIDTH, lowest=LOWEST, highest=HIGHEST)
    assert within.east - within.west < 5
    assert within.at(*west)[0] < within.at(*east)[0]


def test_a_single_place_stands_in_the_middle() -> None:
    within = frame([(-47, -123)], width=WIDTH, lowest=LOWEST, highest=HIGHEST)
    assert within.at(-47, -123) == pytest.approx((WIDTH / 2, within.height / 2))
    assert within.north - within.south < 1


def test_nothing_has_no_frame() -> None:
    with pytest.raises(ValueError, match="no frame"):
        frame([], width=WIDTH, lowest=LOWEST, highest=HIGHEST)


def test_steps_are_round_and_within_their_bounds() -> None:
    assert steps(-47.83, -46.51, 6) == (-47.5, -47.0)
    assert steps(0, 1, 5) == (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


@given(st.floats(-180, 180), st.floats(0.001, 300), st.integers(2, 9))
def test_steps_are_as_many_as_asked_for_and_one_at_most(low: float, span: float, most: int) -> None:
    found = steps(low, low + span, most)
    assert len(found) <= most + 1
    assert all(low - 1e-6 <= degrees <= low + span + 1e-6 for degrees in found)


@pytest.mark.parametrize(("number", "below", "above"), [(37, 20, 50), (50, 50, 50), (0.03, 0.02, 0.05), (99, 50, 100)])
def test_round_numbers(number: float, below: float, above: float) -> None:
    assert round_below(number) == pytest.approx(below)
    assert round_above(number) == pytest.approx(above)


@given(st.lists(st.tuples(st.floats(0, 577), st.floats(0, 440)), max_size=120))
def test_every_thing_is_in_one_mark_and_no_two_marks_overlap(places: list[tuple[float, float]]) -> None:
    marks = gathered([(x, y, number) for number, (x, y) in enumerate(places)], smallest=8, largest=34)
    assert sorted(thing for mark in marks for thing in mark.things) == list(range(len(places)))
    for at, one in enumerate(marks):
        for other in marks[at + 1 :]:
            assert math.hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius - 1e-9


def test_what_lies_apart_stays_apart_and_what_falls_together_is_one_in_its_middle() -> None:
    marks = gathered([(10, 10, "a"), (200, 10, "b"), (204, 14, "c")], smallest=8, largest=34)
    assert [mark.things for mark in marks] == [("a",), ("b", "c")]
    assert (marks[1].x, marks[1].y) == (202, 12)
    assert marks[1].radius > marks[0].radius


def test_the_order_of_things_in_a_mark_is_theirs() -> None:
    (mark,) = gathered([(10 + number % 3, 10, number) for number in range(9)], smallest=8, largest=34)
    assert mark.things == tuple(range(9))


def test_a_mark_grows_with_its_things_up_to_a_bound() -> None:
    sizes = [radius(count, 8, 34) for count in (1, 2, 10, 40, 1000, 10_000)]
    assert sizes == sorted(sizes)
    assert sizes[0] == 8
    assert sizes[-1] == sizes[-2] == 34


def test_many_thousands_are_gathered() -> None:
    places = [((number * 37) % 577, (number * 101) % 440, number) for number in range(20_000)]
    assert sum(len(mark.things) for mark in gathered(places, smallest=8, largest=34)) == 20_000


def test_parts_of_a_round_follow_each_other_and_fill_it() -> None:
    assert turns([1, 2, 1]) == ((0.0, 0.25), (0.25, 0.75), (0.75, 1.0))
