"""The names and codes of published licence data, read with the shipped packs (data by LICET_TEST_DATA)."""

import csv
from datetime import date
from pathlib import Path

from licet.policy.public import Match, NoEntry, find_destination, read_rating

RELEASES = ("uk-values-release-2012-03.csv", "uk-values-release-2013-01.csv")
NO_ONE_STATE = {"Channel Islands", "Continental Shelf", "French Overseas Territory"}


def column(folder: Path, name: str) -> set[str]:
    found: set[str] = set()
    for release in RELEASES:
        with (folder / "licensing" / release).open(encoding="utf-8", newline="") as file:
            found.update(row[name] for row in csv.DictReader(file))
    return found


def test_every_country_resolves_but_those_that_name_no_one_state(test_data: Path) -> None:
    written = column(test_data, "country")
    assert len(written) > 200
    assert {name for name in written if not isinstance(find_destination(name, date(2012, 1, 1)), Match)} == NO_ONE_STATE


def test_every_rating_is_in_the_list_but_the_known_strays(test_data: Path) -> None:
    written = column(test_data, "rating")
    assert {code for code in written if isinstance(read_rating(code, date(2012, 1, 1)), NoEntry)} == {"MILTA", "IRN OG", "Art 4B", "UZB"}
