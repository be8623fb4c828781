"""The sums of figures, kept up with the lines that they follow from (decision 0231)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import batched

from django.db import connection
from django.db.models import Max

from licet.register.domain import cells
from licet.register.domain.cells import CellKey, LaterStatus, StandingLine, Sums
from licet.register.models import FigureCell, RegisteredLicence, RegisteredLine

_KEY = ("grouping", "outcome", "destination", "head", "military", "quarter")
_LINE = ("decision", "destination", "head", "military", "outcome", "year", "quarter", "listed", "value_minor", "no_value")
_ROWS_AT_ONCE = 400

type Tally = Mapping[CellKey, Sums]


def sums_of(decisions: Collection[str]) -> Tally:
    """What the standing lines of these decisions come to now. Two queries."""
    lines = RegisteredLine.objects.filter(decision__in=decisions, until=None, excluded=None)
    columns = lines.order_by("decision", "number").values_list(*_LINE)
    return cells.sum_up((StandingLine(*line) for line in columns), _count_later_statuses(decisions))


def _count_later_statuses(decisions: Collection[str]) -> dict[str, LaterStatus]:
    statuses: defaultdict[str, list[str]] = defaultdict(list)
    changed = RegisteredLicence.objects.filter(decision__in=decisions, status__in=("suspended", "revoked"))
    for decision, status in changed.values_list("decision", "status"):
        statuses[decision].append(status)
    return {decision: LaterStatus(each.count("suspended"), each.count("revoked")) for decision, each in statuses.items()}


def replace_sums(before: Tally, after: Tally) -> None:
    """Take what some decisions came to out of the cells, and put in what they come to now."""
    changes = [(key, *change) for key in {**before, **after} if (change := _find_change(before.get(key), after.get(key)))]
    for batch in batched(sorted(changes, key=lambda item: _list_key_values(item[0])), _ROWS_AT_ONCE):
        _add_changes(batch)
    if any(numbers[cells.NUMBERS.index("lines")] < 0 for _, _, numbers, _ in changes):
        FigureCell.objects.filter(lines=0).delete()
    for key, sums in before.items():
        if _may_shrink(sums, after.get(key)):
            _find_largest_again(key, sums.largest)


def _find_change(before: Sums | None, after: Sums | None) -> tuple[int, tuple[int, ...], int | None] | None:
    """The year of a cell, what is added to each of its numbers, and the largest value that is new; None where nothing changes."""
    if before == after:
        return None
    nothing = (0,) * len(cells.NUMBERS)
    new_numbers = after.numbers() if after else nothing
    old_numbers = before.numbers() if before else nothing
    year = (after or before).year  # type: ignore[union-attr]
    return year, tuple(new - old for new, old in zip(new_numbers, old_numbers, strict=True)), after.largest if after else None


def _add_changes(changes: Sequence[tuple[CellKey, int, tuple[int, ...], int | None]]) -> None:
    """One statement for all of them. Names are this file's own constants, never anybody's input."""
    names = (*_KEY, "year", *cells.NUMBERS, "largest")
    places = f"({', '.join(['%s'] * len(names))})"
    added = ", ".join(f"{name} = register_figurecell.{name} + excluded.{name}" for name in cells.NUMBERS)
    sql = f"""INSERT INTO register_figurecell ({", ".join(names)}) VALUES {", ".join([places] * len(changes))}
        ON CONFLICT ({", ".join(_KEY)}) DO UPDATE SET {added}, largest = CASE
            WHEN register_figurecell.largest IS NULL OR excluded.largest > register_figurecell.largest
            THEN excluded.largest ELSE register_figurecell.largest END"""  # noqa: S608
    values = [value for key, year, numbers, largest in changes for value in (*_list_key_values(key), year, *numbers, largest)]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _may_shrink(before: Sums, after: Sums | None) -> bool:
    """Whether the largest value of a cell may have been that of a line that is gone or changed."""
    return before.largest is not None and (after is None or after.largest is None or after.largest < before.largest)


def _find_largest_again(key: CellKey, removed_value: int | None) -> None:
    """Where the value that was taken away was the largest of its cell. Only a correction or an exclusion takes one away."""
    cell = FigureCell.objects.filter(**dict(zip(_KEY, _list_key_values(key), strict=True)), largest=removed_value)
    if cell.exists():
        columns = ["head" if name == "rating" else name for name in key.grouping.split(",") if name]
        lines = RegisteredLine.objects.filter(until=None, excluded=None, quarter=key.quarter)
        standing = lines.filter(**{column: getattr(key, column) for column in columns})
        cell.update(largest=standing.aggregate(largest=Max("value_minor"))["largest"])


def _list_key_values(key: CellKey) -> tuple[str, ...]:
    return (key.grouping, key.outcome, key.destination, key.head, key.military, key.quarter)
