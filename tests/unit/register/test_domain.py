"""What a decision counts as, and what a figure is called."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.kernel.errors import Invalid
from licet.register.domain import Dimension, FigureQuery, Measure, Rated, Seen, caveats, destination_of, read_decision
from licet.register.domain.figures import split_name
from licet.register.domain.values import COLUMNS, Country, Reader, RefusedRow, ValueRow

FIRST = date(2031, 1, 1)


def rate(written: str | None, on: date) -> Rated:
    return Rated(written or "not rated", written or "not rated", "other", written != "odd")


@pytest.mark.parametrize(
    ("countries", "code"),
    [
        ([], ""),
        ([{"role": "consignee", "country": "QN"}], "QN"),
        ([{"role": "third-party", "country": "QP"}, {"role": "consignee", "country": "QN"}], "QN"),
        ([{"role": "end-user", "country": "QM"}, {"role": "ultimate-end-user", "country": "QP"}], "QP"),
        (["nonsense", 5], ""),
    ],
)
def test_destination_is_where_the_goods_end(countries: list[object], code: str) -> None:
    assert destination_of(countries) == code  # type: ignore[arg-type]


def test_withheld_fields_read_as_not_recorded() -> None:
    assert read_decision({}, FIRST, rate).lines == ()
    (line,) = read_decision({"outcome": "granted", "lines": [{"outcome": "grant"}]}, FIRST, rate).lines
    assert (line.value_minor, line.no_value, line.outcome) == (None, "not recorded", "issued")


@given(
    measure=st.sampled_from(Measure),
    by=st.lists(st.sampled_from(Dimension), unique=True, max_size=3),
    source=st.sampled_from(["log", "uk-values"]),
    vintage=st.sampled_from(["", "17"]),
    year=st.sampled_from(["", "2031", "2030,2031"]),
)
def test_query_survives_its_address(measure: Measure, by: list[Dimension], source: str, vintage: str, year: str) -> None:
    query = FigureQuery.of(measure, list(by), {"year": year} if year else {}, source, vintage)
    name, parameters = query.id, query.parameters()
    where = {key: text for key, text in parameters.items() if key not in {"source", "asof"}}
    assert FigureQuery.of(*split_name(name), where, parameters.get("source", "log"), parameters.get("asof", "")) == query
    assert query.definition().endswith(".")


def test_caveats_follow_from_what_was_seen() -> None:
    nothing = Seen(of_value=False, by_rating=False, by_destination=False, from_log=True, outcomes=("issued",))
    assert [each.code for each in caveats(nothing)] == ["by-day-of-decision"]
    assert [each.code for each in caveats(replace(nothing, of_value=True))] == ["licensed-not-shipped", "by-day-of-decision"]
    much = Seen(of_value=True, by_rating=True, by_destination=True, from_log=True, outcomes=("refused",), without_value=3,
                largest_percent=43, largest_ref="line 1", not_listed=1, revoked=2, excluded=1)  # fmt: skip
    codes = {each.code for each in caveats(much)}
    assert {"no-value", "one-dominates", "not-in-the-list", "later-status", "excluded", "refused-no-value"} <= codes


@pytest.mark.parametrize(
    ("names", "title"),
    [
        ({"QN": "Mirasol", "QM": "Kasdara"}, "Number of applications refused, to Kasdara or Mirasol, decided in 2031"),
        ({"QN": "Mirasol"}, "Number of applications refused, to QM or Mirasol, decided in 2031"),
        (None, "Number of applications refused, to QM or QN, decided in 2031"),
    ],
)
def test_a_figure_names_destinations_where_their_names_are_known(names: dict[str, str] | None, title: str) -> None:
    asked = FigureQuery.of("count", [], {"destination": "QM,QN", "year": "2031", "outcome": "refused"})
    assert asked.title(names) == title


@pytest.mark.parametrize(
    ("code", "seen", "words"),
    [
        ("no-value", {"without_value": 1}, "1 line without a recorded value: counted as lines, not as zero."),
        ("no-value", {"without_value": 1200}, "1,200 lines without a recorded value: counted as lines, not as zero."),
        ("zero-value", {"zero_values": 2}, "2 lines recorded with the value 0, as the source has it."),
        ("outside-coverage", {"outside": ("2031",)}, "2031 is outside what this source covers: nothing is known of that time from it."),
        (
            "outside-coverage",
            {"outside": ("2030", "2031", "2032")},
            "2030, 2031 and 2032 are outside what this source covers: nothing is known of that time from it.",
        ),
        ("incomplete", {"incomplete": ("2031",)}, "2031 is incomplete: the source covers only a part of that time."),
        ("incomplete", {"incomplete": ("2030", "2031")}, "2030 and 2031 are incomplete: the source covers only a part of that time."),
        ("later-status", {"suspended": 1}, "1 now suspended and 0 now revoked: they stay counted, and are shown apart."),
        ("later-status", {"revoked": 2}, "0 now suspended and 2 now revoked: they stay counted, and are shown apart."),
        ("excluded", {"excluded": 1}, "1 decision is left out by a published exclusion with its reason."),
        ("excluded", {"excluded": 2}, "2 decisions are left out, each by a published exclusion with its reason."),
        ("corrected", {"corrected": 1}, "1 published correction is taken into account."),
        ("corrected", {"corrected": 3}, "3 published corrections are taken into account."),
        ("not-rated", {"not_rated": 1}, "1 line bears no rating."),
        ("not-rated", {"not_rated": 2}, "2 lines bear no rating."),
        ("not-in-the-list", {"not_listed": 1}, "1 line bears a code that is not in the list: kept as written."),
        ("unknown-destination", {"unknown_countries": 1}, "1 line names a destination that no list holds: shown as written."),
        ("unknown-destination", {"unknown_countries": 2}, "2 lines name a destination that no list holds: shown as written."),
        (
            "national-codes",
            {"national_lines": 1, "national_codes": ("PL5001",)},
            "1 line under national codes (PL5001) is counted as military.",
        ),
        ("one-dominates", {"largest_percent": 43, "largest_ref": "line 1"}, "One line, line 1, makes 43 % of the total value."),
        ("outcomes-overlap", {"outcomes": ("issued", "suspended")}, "was also issued: the total is of licences issued."),
    ],
)
def test_what_must_be_known_of_a_figure_is_said_only_where_it_is_so(code: str, seen: dict[str, Any], words: str) -> None:
    plain = Seen(of_value=True, by_rating=True, by_destination=False, from_log=True, outcomes=("issued",))
    assert code not in {each.code for each in caveats(plain)}
    [said] = [each.words for each in caveats(replace(plain, **seen)) if each.code == code]
    assert said.endswith(words)


@given(cells=st.lists(st.text(max_size=30), min_size=0, max_size=9))
def test_any_row_is_read_or_refused_with_its_line(cells: list[str]) -> None:
    reader = Reader(COLUMNS, rate=rate, find=lambda name, on: Country(name, True, False), currency="GBP")
    row = reader.read(7, cells)
    assert isinstance(row, ValueRow | RefusedRow)
    if isinstance(row, RefusedRow):
        assert row.line == 7
        assert row.reason
    else:
        assert row.value_minor is None or row.value_minor >= 0


def test_missing_and_repeated_columns_refuse_the_file() -> None:
    with pytest.raises(Invalid, match="value"):
        Reader([name for name in COLUMNS if name != "value"], rate=rate, find=lambda name, on: Country(name, True, False), currency="GBP")
    with pytest.raises(Invalid, match="twice"):
        Reader([*COLUMNS, "date"], rate=rate, find=lambda name, on: Country(name, True, False), currency="GBP")
