"""Sums by which figures are answered: for every way of grouping, what the lines of each group come to (decision 0231).

A decision with lines in two groups counts once in each, and once in the coarser group that holds both. Numbers of decisions therefore
do not add up over destination, rating, military or outcome: each way of grouping by these has sums of its own. They do add up over time,
since a decision is made on one day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby, product
from operator import attrgetter
from typing import Final

from licet.register.domain.entries import ISSUED, NOT_RATED
from licet.register.domain.figures import Dimension

NOT_APPLICABLE: Final = "not applicable"
GROUPED_BY: Final = (Dimension.DESTINATION, Dimension.RATING, Dimension.MILITARY, Dimension.OUTCOME)

type Grouping = frozenset[Dimension]


@dataclass(frozen=True, slots=True)
class StandingLine:
    """A line that figures count: the newest version, not left out."""

    decision: str
    destination: str
    head: str
    military: str
    outcome: str
    year: int
    quarter: str
    listed: bool
    value_minor: int | None
    no_value: str


@dataclass(frozen=True, slots=True)
class LaterStatus:
    """Of the licences that a decision issued: how many are suspended, and how many revoked."""

    suspended: int = 0
    revoked: int = 0


@dataclass(frozen=True, slots=True)
class CellKey:
    """Which sum. What the grouping does not tell apart is empty."""

    grouping: str
    outcome: str
    destination: str
    head: str
    military: str
    quarter: str


@dataclass(slots=True)
class Sums:
    """What the lines of a cell come to. ``largest`` is the largest value of a line; None where no line has one."""

    year: int
    decisions: int = 0
    suspended: int = 0
    revoked: int = 0
    lines: int = 0
    valued: int = 0
    inapplicable: int = 0
    zero: int = 0
    unlisted: int = 0
    unrated: int = 0
    unplaced: int = 0
    value_minor: int = 0
    largest: int | None = None

    def add_line(self, line: StandingLine) -> None:
        self.lines += 1
        if line.value_minor is not None:
            self.valued += 1
            self.value_minor += line.value_minor
            self.zero += line.value_minor == 0
            self.largest = line.value_minor if self.largest is None else max(self.largest, line.value_minor)
        self.inapplicable += line.no_value == NOT_APPLICABLE
        self.unlisted += not line.listed
        self.unrated += line.head == NOT_RATED
        self.unplaced += not line.destination

    def numbers(self) -> tuple[int, ...]:
        """All that is added and subtracted, in the order of ``NUMBERS``."""
        return tuple(getattr(self, name) for name in NUMBERS)


NUMBERS: Final = (
    "decisions",
    "suspended",
    "revoked",
    "lines",
    "valued",
    "inapplicable",
    "zero",
    "unlisted",
    "unrated",
    "unplaced",
    "value_minor",
)


def name_of(grouping: Grouping) -> str:
    """How a grouping is stored.

    >>> name_of(frozenset({Dimension.OUTCOME, Dimension.DESTINATION}))
    'destination,outcome'
    """
    return ",".join(each for each in GROUPED_BY if each in grouping)


def _list_groupings() -> tuple[tuple[str, bool, bool, bool, bool], ...]:
    """Every grouping that has sums: its name, and whether it tells apart destination, rating, military and outcome.

    Rating and military do not stand together: whoever asks for both is answered from the lines.
    """
    groupings = []
    for destination, rating, military, outcome in product((False, True), repeat=4):
        if not (rating and military):
            dimensions = zip(GROUPED_BY, (destination, rating, military, outcome), strict=True)
            name = name_of(frozenset(dimension for dimension, on in dimensions if on))
            groupings.append((name, destination, rating, military, outcome))
    return tuple(groupings)


GROUPINGS: Final = _list_groupings()
GROUPING_NAMES: Final = frozenset(name for name, *_ in GROUPINGS)


def sum_up(lines: Iterable[StandingLine], later: Mapping[str, LaterStatus]) -> dict[CellKey, Sums]:
    """The sums of these lines, which come ordered by decision. ``later`` says what became of the licences of each."""
    sums: dict[CellKey, Sums] = {}
    for decision, its_lines in groupby(lines, key=attrgetter("decision")):
        counted: set[CellKey] = set()
        issued_in: set[CellKey] = set()
        for line in its_lines:
            keys = _list_keys(line)
            for key in keys:
                sums.setdefault(key, Sums(line.year)).add_line(line)
            counted.update(keys)
            if line.outcome == ISSUED:
                issued_in.update(keys)
        for key in counted:
            sums[key].decisions += 1
        for key in issued_in if decision in later else ():
            sums[key].suspended += later[decision].suspended
            sums[key].revoked += later[decision].revoked
    return sums


def _list_keys(line: StandingLine) -> list[CellKey]:
    return [
        CellKey(
            name,
            line.outcome if outcome else "",
            line.destination if destination else "",
            line.head if rating else "",
            line.military if military else "",
            line.quarter,
        )
        for name, destination, rating, military, outcome in GROUPINGS
    ]
