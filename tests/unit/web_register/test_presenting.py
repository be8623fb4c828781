"""Numbers as words: no value recorded is never zero."""

from __future__ import annotations

import pytest

from licet.register.public import Cell, Figure, FigureQuery, State, Vintage
from licet.web.register import drawing, presenting


def figure(*cells: Cell, measure: str = "value", by: str = "destination") -> Figure:
    query = FigureQuery.of(measure, [by], {})
    total = Cell((), State.RECORDED, 5, 1, 1, 0)
    return Figure(query, cells, total, "EUR", Vintage("17", "the log"), (), query.definition(), None)


def test_states_are_words() -> None:
    none = Cell(("QM",), State.NONE_RECORDED, None, 1, 1, 1)
    inapplicable = Cell(("QP",), State.NOT_APPLICABLE, None, 1, 1, 0)
    zero = Cell(("QN",), State.RECORDED, 0, 1, 1, 0)
    made = figure(none, inapplicable, zero)
    assert [presenting.number_words(made, cell) for cell in made.rows] == ["no value recorded", "not applicable", "€0.00"]
    rows = drawing.csv_of(made).splitlines()
    assert rows[1:] == [
        "QM,none recorded,,EUR,1,1,1,no,,,log,17",
        "QP,not applicable,,EUR,1,1,0,no,,,log,17",
        "QN,recorded,0,EUR,1,1,0,no,,,log,17",
    ]


def test_picture_of_nothing_recorded_is_hatched() -> None:
    made = figure(Cell(("QM",), State.NONE_RECORDED, None, 1, 1, 1), Cell(("QP",), State.RECORDED, 100, 1, 1, 0))
    svg = drawing.stand_alone(str(presenting.picture(made)))
    assert "no value recorded" in svg
    assert "-none" in svg
    assert svg.count("xmlns") == 1


def test_largest_first_and_years_in_order() -> None:
    made = figure(
        Cell(("QM",), State.RECORDED, 1, 1, 1, 0),
        Cell(("QP",), State.RECORDED, 9, 1, 1, 0),
        Cell(("QN",), State.NONE_RECORDED, None, 1, 1, 1),
    )
    assert [cell.key[0] for cell in presenting.ordered(made)] == ["QP", "QM", "QN"]
    years = figure(Cell(("2030",), State.RECORDED, 9, 1, 1, 0), Cell(("2031",), State.RECORDED, 1, 1, 1, 0), by="year")
    assert [cell.key[0] for cell in presenting.ordered(years)] == ["2030", "2031"]


@pytest.mark.parametrize(
    ("named", "shown"),
    [
        ([], []),
        (["2031"], ["2031"]),
        (["2033", "2031"], ["2031", "2032", "2033"]),
        (["2031 Q3", "2032 Q1"], ["2031 Q3", "2031 Q4", "2032 Q1"]),
    ],
)
def test_unbroken_shows_periods_in_which_nothing_was_decided(named: list[str], shown: list[str]) -> None:
    assert presenting.unbroken(named) == shown
