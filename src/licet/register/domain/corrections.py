"""What may be put right in a published decision, and what follows for the figures. Who may ask for it is not known here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from licet.kernel.errors import Invalid, NotFound, Refused
from licet.kernel.event import Json
from licet.kernel.known_words import read_word
from licet.register.domain.cells import CellKey, Sums
from licet.register.domain.entries import NO_LICENCE_REQUIRED, NOT_RATED, REFUSED, ReadLine
from licet.register.domain.figures import FigureQuery, Measure

CORRECTABLE: Final[Mapping[str, str]] = {"destination": "destination", "rating": "rating", "value": "value_minor"}
"""What people call a field that may be corrected, with its published name."""


@dataclass(frozen=True, slots=True)
class Published:
    """A decision as the register shows it today. ``excluded`` is the entry that left it out of the figures, if one did."""

    decision: str
    licence: str
    destination: str
    currency: str
    excluded: int | None
    lines: tuple[ReadLine, ...]

    def to_json(self) -> dict[str, Json]:
        return {
            "decision": self.decision,
            "licence": self.licence,
            "destination": self.destination,
            "currency": self.currency,
            "excluded": self.excluded,
            "lines": [_line_json(line) for line in self.lines],
        }

    def line(self, number: int) -> ReadLine:
        for line in self.lines:
            if line.number == number:
                return line
        raise NotFound(f"line {number} of {self.decision} in the register")


def _line_json(line: ReadLine) -> dict[str, Json]:
    return {
        "line": line.number,
        "outcome": line.outcome,
        "rating": _published_rating(line),
        "value_minor": line.value_minor,
        "no_value": line.no_value,
    }


def _published_rating(line: ReadLine) -> str:
    """Empty where none is published."""
    return "" if line.rated.rating == NOT_RATED else line.rated.rating


@dataclass(frozen=True, slots=True)
class CorrectionFacts:
    """One field that changes; an empty value means that none is recorded. ``line`` counts from 1, and 0 is the whole decision."""

    line: int
    field: str
    before: str
    after: str

    def to_json(self) -> dict[str, Json]:
        return {"line": self.line, "field": self.field, "before": self.before, "after": self.after}


def find_correction(published: Published, *, line: int, field: str, after: str) -> CorrectionFacts:
    """The correction that gives ``field`` the value ``after``, written as it is published. Refused where the field cannot have it."""
    name = read_field(field)
    if (name == "destination") != (line == 0):
        raise Invalid("A destination belongs to the whole decision (line 0); a rating or a value belongs to one line.", place="line")
    if name == "destination":
        before = published.destination
        if not before:
            raise Invalid(f"The destination of {published.decision} is not published, so there is nothing to correct.", place="field")
        if not after:
            raise Invalid("Name the destination that is right.", place="after")
    else:
        before = _read_line_value(published.line(line), name, after)
    if before == after:
        raise Invalid(f"The {field} is already published as this. A correction must change something.", place="after")
    return CorrectionFacts(line, name, before, after)


def read_field(field: str) -> str:
    """The published name of a field that may be corrected."""
    return CORRECTABLE[read_word(field, tuple(CORRECTABLE), what="a field that can be corrected", place="field")]


def _read_line_value(line: ReadLine, name: str, after: str) -> str:
    """What the line says today, once it is certain that a line with this outcome may say something else."""
    if name == "value_minor":
        if line.outcome in (REFUSED, NO_LICENCE_REQUIRED):
            raise Invalid(f"Line {line.number} has the outcome “{line.outcome}”, so no value is counted for it.", place="field")
        return "" if line.value_minor is None else str(line.value_minor)
    if line.outcome == NO_LICENCE_REQUIRED:
        raise Invalid(f"Line {line.number} needed no licence because nothing in it is controlled, so it has no rating.", place="field")
    if not after:
        raise Invalid("Name the rating that is right.", place="after")
    return _published_rating(line)


def check_exclusion(published: Published) -> None:
    """Whether a decision can still be left out of the figures."""
    if published.excluded is not None:
        raise Refused(f"Entry {published.excluded} of the log left {published.decision} out of the figures already.", place="decision")


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A number in the newest figures before and after a change. A value is in minor units, and None where none is recorded."""

    query: FigureQuery
    before: int | None
    after: int | None

    def to_json(self, names: Mapping[str, str]) -> dict[str, Json]:
        return {
            "figure": self.query.id,
            "parameters": dict(self.query.parameters()),
            "title": self.query.title(names),
            "measure": self.query.measure.value,
            "before": self.before,
            "after": self.after,
        }


COMPARED: Final = ("destination,outcome", "rating,outcome")
"""The groupings in which a change is shown: the one by destination, the other by control-list entry."""


@dataclass(frozen=True, slots=True)
class YearKey:
    """A cell of a figure by year, in one of the groupings of ``COMPARED``."""

    year: int
    outcome: str
    destination: str
    rating: str


@dataclass(frozen=True, slots=True)
class YearSums:
    """What the lines of such a cell come to."""

    decisions: int = 0
    valued: int = 0
    value_minor: int = 0

    def add(self, other: "YearSums", sign: int = 1) -> "YearSums":
        return YearSums(
            self.decisions + sign * other.decisions, self.valued + sign * other.valued, self.value_minor + sign * other.value_minor
        )


def sum_by_year(sums: Mapping[CellKey, Sums]) -> dict[YearKey, YearSums]:
    """Of the sums by quarter, those that are compared, by year."""
    by_year: dict[YearKey, YearSums] = {}
    for cell, numbers in sums.items():
        if cell.grouping in COMPARED:
            key = YearKey(numbers.year, cell.outcome, cell.destination, cell.head)
            by_year[key] = by_year.get(key, YearSums()).add(YearSums(numbers.decisions, numbers.valued, numbers.value_minor))
    return by_year


def compare_figures(
    today: Mapping[YearKey, YearSums], before: Mapping[YearKey, YearSums], after: Mapping[YearKey, YearSums]
) -> tuple[FigureChange, ...]:
    """The numbers that change when lines that come to ``before`` come to ``after``. ``today`` is what all lines come to."""
    changes: list[FigureChange] = []
    named = {key for key in {*before, *after} if key.destination or key.rating}  # a destination that is withheld has no figure
    for key in sorted(named, key=lambda key: (not key.destination, key.year, key.outcome, key.destination, key.rating)):
        old = today.get(key, YearSums())
        new = old.add(before.get(key, YearSums()), -1).add(after.get(key, YearSums()))
        if _recorded_value(old) != _recorded_value(new):
            changes.append(_make_change(key, Measure.VALUE, _recorded_value(old), _recorded_value(new)))
        if old.decisions != new.decisions:
            changes.append(_make_change(key, Measure.COUNT, old.decisions, new.decisions))
    return tuple(changes)


def _recorded_value(sums: YearSums) -> int | None:
    return sums.value_minor if sums.valued else None


def _make_change(key: YearKey, measure: Measure, before: int | None, after: int | None) -> FigureChange:
    split = {"destination": key.destination} if key.destination else {"rating": key.rating}
    return FigureChange(FigureQuery.of(measure, (), split | {"year": str(key.year), "outcome": key.outcome}), before, after)
