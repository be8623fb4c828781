"""The tour is one text: what `bin/run` prints and what docs/tutorial says."""

from pathlib import Path

from licet.demo.domain import PERSONS, TOURED
from licet.demo.domain.tour import STOPS, page, people, tour

ROOT = Path(__file__).resolve().parents[3]


def test_tutorial_is_the_tour() -> None:
    assert (ROOT / "docs/tutorial/index.md").read_text(encoding="utf-8") == page(), "write page() of licet.demo.domain.tour there"


def test_tour_prints_six_people_and_every_stop() -> None:
    text = tour("http://127.0.0.1:8000")
    names = {person.username: person.name for person in PERSONS}
    assert len(TOURED) == 6
    assert all(f"  {names[name]}" in text for name in TOURED)
    assert all(f"  {number}. " in text for number in range(1, len(STOPS) + 1))
    assert all(len(line) <= 140 for line in text.splitlines())


def test_every_stop_is_somebody_on_the_tour_or_anybody() -> None:
    assert {stop.who for stop in STOPS} - {""} == set(TOURED)


def test_people_begin_with_the_tour_and_all_say_what_to_try() -> None:
    assert tuple(person.username for person in people())[:6] == TOURED
    assert all(person.tries for person in people())
