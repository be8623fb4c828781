"""What a decision counts as, and what a figure is called."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

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
