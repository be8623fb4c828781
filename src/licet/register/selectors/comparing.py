"""What changed between two vintages, cell by cell."""

from dataclasses import dataclass, replace

from licet.register.domain import Cell, FigureQuery
from licet.register.selectors.figures import figure


@dataclass(frozen=True, slots=True)
class Changed:
    """A cell that differs. None: it does not stand in that vintage."""

    key: tuple[str, ...]
    before: Cell | None
    after: Cell | None


def compare_vintages(query: FigureQuery, old: str, new: str) -> list[Changed]:
    """The cells of a figure that are not the same in both vintages, in order. Raises NotFound for an unknown one."""
    before = {cell.key: cell for cell in figure(replace(query, vintage=old)).rows}
    after = {cell.key: cell for cell in figure(replace(query, vintage=new)).rows}
    keys = sorted(before.keys() | after.keys())
    return [Changed(key, before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)]
