"""Figures of the newest vintage from the sums that are kept with the lines (decision 0231).

A sum answers for one way of grouping by destination, rating, military and outcome. What no sum answers is counted from the lines:
another vintage, an import, rating and military together, or several values of one of these at once, since a decision with lines of
two of them would be counted twice.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Max, Sum
from django.db.models.functions import Coalesce

from licet.kernel.errors import Invalid
from licet.kernel.rating import RatingCode
from licet.register.domain import STATUS_OUTCOMES, Dimension, FigureQuery
from licet.register.domain.cells import GROUPED_BY, GROUPING_NAMES, name_of
from licet.register.models import FigureCell

type Values = Mapping[Dimension, tuple[str, ...]]

COLUMNS: dict[Dimension, str] = {
    Dimension.DESTINATION: "destination",
    Dimension.YEAR: "year",
    Dimension.QUARTER: "quarter",
    Dimension.RATING: "head",
    Dimension.MILITARY: "military",
    Dimension.OUTCOME: "outcome",
}
_ADDED = {
    "n": "lines",
    "valued": "valued",
    "inapplicable": "inapplicable",
    "value": "value_minor",
    "counted": "decisions",
}
_SEEN = {
    "zero": "zero",
    "unlisted": "unlisted",
    "unrated": "unrated",
    "strange": "unplaced",
    "suspended": "suspended",
    "revoked": "revoked",
}


def answers(query: FigureQuery) -> bool:
    """Whether the sums hold the rows and the total of this figure."""
    wanted, total = _wanted(query), _in_total(query)
    if any(not _is_entry(value) for value in dict(query.where).get(Dimension.RATING, ())):
        return False
    one_each = all(len(values) == 1 for where in (wanted, total) for key, values in where.items() if key in GROUPED_BY)
    return one_each and {_grouping({*query.by, *wanted}), _grouping(set(total))} <= GROUPING_NAMES


def _is_entry(rating: str) -> bool:
    """Whether lines are summed under this code: not those above or below an entry of the control list."""
    try:
        code = RatingCode.parse(rating)
    except Invalid:
        return True
    return code.head == rating and not code.is_category


def rows_summed(query: FigureQuery) -> list[dict[str, Any]]:
    """The rows of a figure, one for each group. One query; none where the figure is not split."""
    if not query.by:
        return []
    where = _wanted(query)
    found = _cells(_grouping({*query.by, *where}), where).order_by().values(*(COLUMNS[each] for each in query.by))
    return list(found.annotate(**_sums(_ADDED), largest=Max("largest")))


def rows_and_total(query: FigureQuery) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The rows of a figure and its total. One query where the rows are of years or quarters alone, which add up, else two."""
    if not query.by or not set(query.by) <= {Dimension.YEAR, Dimension.QUARTER}:
        return rows_summed(query), total_summed(query)
    where = _wanted(query)
    groups = _cells(_grouping(set(where)), where).order_by().values(*(COLUMNS[each] for each in query.by))
    rows = list(groups.annotate(**_sums(_ADDED | _SEEN), largest=Max("largest")))
    total: dict[str, Any] = {name: sum(row[name] for row in rows) for name in _ADDED | _SEEN}
    return rows, total | {"largest": max((row["largest"] for row in rows if row["largest"] is not None), default=None)}


def total_summed(query: FigureQuery) -> dict[str, Any]:
    """The total of a figure, and what its caveats depend on. One query."""
    where = _in_total(query)
    total: dict[str, Any] = _cells(_grouping(set(where)), where).aggregate(**_sums(_ADDED | _SEEN), largest=Max("largest"))
    return total


def count_on_licences(query: FigureQuery) -> int:
    """How many of the decisions in the total are on licences. Such a decision has one outcome, so it is in one of these sums. One query."""
    where: Values = {**_in_total(query), Dimension.OUTCOME: STATUS_OUTCOMES}
    counted: int = _cells(_grouping(set(where)), where).aggregate(n=Coalesce(Sum("decisions"), 0))["n"]
    return counted


def _wanted(query: FigureQuery) -> Values:
    return dict(query.where) | ({Dimension.OUTCOME: query.outcomes} if query.outcomes else {})


def _in_total(query: FigureQuery) -> Values:
    return dict(query.where) | ({Dimension.OUTCOME: query.totalled} if query.totalled else {})


def _grouping(dimensions: set[Dimension]) -> str:
    return name_of(frozenset(dimensions & {*GROUPED_BY}))


def _cells(grouping: str, where: Values) -> Any:
    return FigureCell.objects.filter(grouping=grouping, **{f"{COLUMNS[key]}__in": values for key, values in where.items()})


def _sums(names: Mapping[str, str]) -> dict[str, Any]:
    return {name: Coalesce(Sum(column), 0) for name, column in names.items()}
