"""A figure: a measure, what it is split by, what it is restricted to, from which source, as of when."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from licet.kernel.errors import Invalid
from licet.kernel.event import Json
from licet.kernel.known_words import read_word, unknown_word
from licet.register.domain.caveats import Caveat
from licet.register.domain.coverage import Coverage, Held
from licet.register.domain.entries import ISSUED, NO_LICENCE_REQUIRED, OUTCOMES, REFUSED
from licet_verify import canonical

LOG: Final = "log"
RATING_KINDS: Final = ("military", "other", "not known")
_LONGEST_VALUE: Final = 120
_YEAR = re.compile(r"[1-9]\d{3}", re.ASCII)
_YEAR_AND_QUARTER = re.compile(r"(\d{4})[ -]?Q([1-4])", re.ASCII)
_QUARTER_AND_YEAR = re.compile(r"Q([1-4])[ -]?(\d{4})", re.ASCII)


class Measure(StrEnum):
    VALUE = "value"
    COUNT = "count"


class Dimension(StrEnum):
    DESTINATION = "destination"
    YEAR = "year"
    QUARTER = "quarter"
    RATING = "rating"
    MILITARY = "military"
    OUTCOME = "outcome"


class State(StrEnum):
    """No value recorded is never zero, and not applicable is neither."""

    RECORDED = "recorded"
    NONE_RECORDED = "none recorded"
    NOT_APPLICABLE = "not applicable"
    OUTSIDE = "outside what this source covers"


type Where = tuple[tuple[Dimension, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class FigureQuery:
    """What is asked. ``source`` is the log or an import's name; ``vintage`` a size of the log or an import's digest, empty: the newest."""

    measure: Measure
    by: tuple[Dimension, ...] = ()
    where: Where = ()
    source: str = LOG
    vintage: str = ""

    @property
    def id(self) -> str:
        """The figure's name in an address, such as ``value-by-destination-year``."""
        return f"{self.measure}-by-{'-'.join(self.by)}" if self.by else f"{self.measure}-in-all"

    @property
    def outcomes(self) -> tuple[str, ...] | None:
        """The outcomes counted; None: all, each in its own row."""
        given = dict(self.where).get(Dimension.OUTCOME)
        return given or (None if Dimension.OUTCOME in self.by else (ISSUED,))

    @classmethod
    def of(
        cls, measure: str, by: Sequence[str], where: Mapping[str, str | Sequence[str]], source: str = LOG, vintage: str = ""
    ) -> "FigureQuery":
        """``where`` maps a dimension to its values, or to a text in which commas part them."""
        known = tuple(sorted((dimension := _dimension(key, place=key), _values(dimension, values)) for key, values in where.items()))
        dimensions = tuple(_dimension(name) for name in by)
        if len(set(dimensions)) != len(dimensions):
            raise Invalid("Each thing to split by may stand once.", place="by")
        made = cls(_measure(measure), dimensions, known, source, vintage)
        if made.measure is Measure.VALUE and Dimension.OUTCOME not in dimensions and len(made.outcomes or ()) > 1:
            raise Invalid(
                "Values of different outcomes are not added, since a suspended licence is also an issued one: split by outcome.",
                place="outcome",
            )
        return made

    @property
    def totalled(self) -> tuple[str, ...] | None:
        """The outcomes in the total. A licence suspended is also one issued, so a value split by outcome totals what was issued."""
        return (ISSUED,) if self.measure is Measure.VALUE and self.outcomes is None else self.outcomes

    @property
    def periods(self) -> tuple[str, ...]:
        """The years and quarters that it is restricted to."""
        where = dict(self.where)
        return (*where.get(Dimension.YEAR, ()), *where.get(Dimension.QUARTER, ()))

    def outside(self, coverage: Coverage | None) -> tuple[str, ...]:
        """Those of them of which the source says nothing."""
        return tuple(period for period in self.periods if coverage is not None and coverage.of(period) is Held.NONE)

    def parameters(self, *, asof: str = "") -> dict[str, str]:
        """The query of the figure's address; ``asof`` makes it a permanent link."""
        pairs = {key.value: ",".join(values) for key, values in self.where}
        pairs |= {"source": self.source} if self.source != LOG else {}
        return pairs | ({"asof": asof or self.vintage} if asof or self.vintage else {})

    def title(self, names: Mapping[str, str] | None = None) -> str:
        """What is counted, of what, as a heading. ``names`` gives destination names for codes."""
        counted = self.outcomes
        of = "licence decisions" if counted is None else " or ".join(_OUTCOME_WORDS.get(word, word) for word in counted)
        what = f"Value of {of}" if self.measure is Measure.VALUE else f"Number of {of}"
        split = f", by {_and([_BY_WORDS[each] for each in self.by])}" if self.by else ""
        kept = "".join(_where_words(key, values, names or {}) for key, values in self.where if key is not Dimension.OUTCOME)
        return f"{what}{split}{kept}"

    def definition(self, names: Mapping[str, str] | None = None) -> str:
        """The figure in one sentence, and what must be known of what it counts."""
        issued = self.source == LOG and (self.outcomes is None or ISSUED in self.outcomes)
        tail = " Suspended and revoked licences stay counted as issued." if issued else ""
        return f"{self.title(names)}.{tail}"

    def command(self) -> str:
        """The line that makes the same figure again on a copy of the register."""
        parts = ["licet register figure", f"--measure {self.measure}"]
        parts += [f"--by {','.join(self.by)}"] if self.by else []
        parts += [f"--where '{key}={','.join(values)}'" for key, values in self.where]
        parts += [f"--source {self.source}"] if self.source != LOG else []
        return " ".join([*parts, *([f"--vintage {self.vintage}"] if self.vintage else [])])


_BY_WORDS = {
    Dimension.DESTINATION: "destination",
    Dimension.YEAR: "year of decision",
    Dimension.QUARTER: "quarter of decision",
    Dimension.RATING: "control-list entry",
    Dimension.MILITARY: "military or other rating",
    Dimension.OUTCOME: "outcome",
}
_OUTCOME_WORDS = {
    ISSUED: "licences issued",
    REFUSED: "applications refused",
    NO_LICENCE_REQUIRED: "applications found to need no licence",
    "suspended": "licences suspended",
    "reinstated": "licences reinstated",
    "revoked": "licences revoked",
}


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _where_words(key: Dimension, values: tuple[str, ...], names: Mapping[str, str]) -> str:
    listed = " or ".join(names.get(value, value) for value in values)
    words = {Dimension.DESTINATION: "to", Dimension.YEAR: "decided in", Dimension.QUARTER: "decided in", Dimension.RATING: "rated"}
    return f", {words[key]} {listed}" if key in words else f", rated {listed}"


def split_name(name: str) -> tuple[str, list[str]]:
    """The measure, and what it is split by, of a figure's name in an address.

    >>> split_name("value-by-destination-year")
    ('value', ['destination', 'year'])
    >>> split_name("value-in-all")
    ('value', [])
    """
    measure, _, split_by = name.partition("-by-")
    return measure.removesuffix("-in-all"), split_by.split("-") if split_by else []


def split_values(text: str) -> tuple[str, ...]:
    """The values that commas part in a text.

    >>> split_values("QM, QP")
    ('QM', 'QP')
    """
    return tuple(value.strip() for value in text.split(",") if value.strip())


def _dimension(name: str, place: str = "by") -> Dimension:
    try:
        return Dimension(name)
    except ValueError:
        raise unknown_word(name, list(Dimension), what="something that a figure can be split or restricted by", place=place) from None


def _measure(name: str) -> Measure:
    try:
        return Measure(name)
    except ValueError:
        raise unknown_word(name, list(Measure), what="a measure", place="measure") from None


def _values(dimension: Dimension, values: str | Sequence[str]) -> tuple[str, ...]:
    parts = split_values(values) if isinstance(values, str) else tuple(values)
    if not parts:
        raise Invalid("No value is given.", place=dimension)
    return tuple(sorted({_value(dimension, part) for part in parts}))


def _value(dimension: Dimension, value: str) -> str:
    """A value as the register writes it, where its form can be told without looking anything up."""
    if len(value) > _LONGEST_VALUE or "\0" in value:
        raise Invalid(f"“{value[:40]}” is longer than any {dimension}.", place=dimension)
    match dimension:
        case Dimension.YEAR:
            return read_year(value)
        case Dimension.QUARTER:
            return read_quarter(value)
        case Dimension.OUTCOME:
            return read_word(value, OUTCOMES, what="an outcome", place=dimension)
        case Dimension.MILITARY:
            return read_word(value, RATING_KINDS, what="a kind of rating", place=dimension)
    return value


def read_year(text: str) -> str:
    if not _YEAR.fullmatch(text):
        raise Invalid(f"“{text[:40]}” is not a year: write four digits, such as 2031.", place=Dimension.YEAR)
    return text


def read_quarter(text: str) -> str:
    """
    >>> read_quarter("2031-q2"), read_quarter("Q2 2031")
    ('2031 Q2', '2031 Q2')
    """
    written = text.strip().upper()
    if year_first := _YEAR_AND_QUARTER.fullmatch(written):
        return f"{year_first[1]} Q{year_first[2]}"
    if quarter_first := _QUARTER_AND_YEAR.fullmatch(written):
        return f"{quarter_first[2]} Q{quarter_first[1]}"
    raise Invalid(f"“{text[:40]}” is not a quarter: write it as 2031 Q2.", place=Dimension.QUARTER)


@dataclass(frozen=True, slots=True)
class LargestLine:
    """The line that makes most of a value. ``reference`` is that of its decision or of its group, ``number`` counts from 1."""

    reference: str
    number: int
    value_minor: int
    percent: int


def dominates(largest: int | None, total: int | None, lines: int) -> bool:
    """Whether one line makes so much of a value that the value says little of the rest.

    That is a fifth at least, and twice the share that it had if all lines were alike; a line by itself dominates nothing.

    >>> dominates(43, 100, 900), dominates(50, 100, 2), dominates(70, 100, 3), dominates(10, 100, 900)
    (True, False, True, False)
    """
    return bool(largest and total and lines > 1 and largest * 5 >= total and largest * lines >= total * 2)


@dataclass(frozen=True, slots=True)
class Cell:
    """One number. ``key`` has a value for each dimension. ``count`` is None where the source gives no number.

    ``largest`` is the line that dominates the value, None where none does.
    """

    key: tuple[str, ...]
    state: State
    value_minor: int | None
    count: int | None
    lines: int
    without_value: int
    largest: LargestLine | None = None


@dataclass(frozen=True, slots=True)
class Vintage:
    """As of when. ``id`` is the size of the log or the import's digest; ``words`` say it to a reader."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Figure:
    """``rows`` in the order of their keys; ``total`` is counted by itself, since a licence may stand in several rows."""

    query: FigureQuery
    rows: tuple[Cell, ...]
    total: Cell
    currency: str
    vintage: Vintage
    caveats: tuple[Caveat, ...]
    definition: str
    coverage: Coverage | None

    def period(self, cell: Cell) -> str:
        """The year or quarter of a cell; empty where the figure is split by neither."""
        by_dimension = dict(zip(self.query.by, cell.key, strict=False))
        return by_dimension.get(Dimension.QUARTER) or by_dimension.get(Dimension.YEAR) or ""

    def incomplete(self, cell: Cell) -> bool:
        """Whether the source covers only a part of the time that a cell is about."""
        period = self.period(cell)
        periods = (period,) if period else self.query.periods
        return self.coverage is not None and bool(self.coverage.incomplete(periods))

    def number(self, cell: Cell) -> int | None:
        """What the figure measures; None: none recorded, or not applicable."""
        return cell.value_minor if self.query.measure is Measure.VALUE else cell.count

    @property
    def recompute(self) -> str:
        """The command that makes this very figure again, vintage and all."""
        return replace(self.query, vintage=self.vintage.id[:16]).command()

    def rows_json(self) -> list[dict[str, Json]]:
        return [self._cell_json(cell) for cell in self.rows]

    def _cell_json(self, cell: Cell) -> dict[str, Json]:
        data: dict[str, Json] = dict(zip((each.value for each in self.query.by), cell.key, strict=False))
        data["state"] = cell.state.value
        if self.query.measure is Measure.VALUE:
            data |= {"value_minor": cell.value_minor, "currency": self.currency}
        return data | {"count": cell.count, "lines": cell.lines, "lines_without_value": cell.without_value}

    def _largest_json(self, cell: Cell) -> dict[str, Json]:
        assert cell.largest is not None
        place: dict[str, Json] = dict(zip((each.value for each in self.query.by), cell.key, strict=False))
        line = cell.largest
        return place | {"reference": line.reference, "line": line.number, "value_minor": line.value_minor, "percent": line.percent}

    def _coverage_json(self) -> dict[str, Json] | None:
        if self.coverage is None:
            return None
        periods = dict.fromkeys([*map(self.period, self.rows), *self.query.periods])
        return {
            "first": self.coverage.first.isoformat(),
            "last": self.coverage.last.isoformat(),
            "incomplete": list(self.coverage.incomplete(period for period in periods if period)),
            "outside": list(self.query.outside(self.coverage)),
        }

    @property
    def digest(self) -> str:
        """SHA-256 over the canonical JSON of the rows: two who got the same figure have the same digest."""
        return canonical.digest(list(self.rows_json()))

    def to_json(self) -> dict[str, Json]:
        return {
            "format": "licet/figure/v1",
            "id": self.query.id,
            "definition": self.definition,
            "measure": self.query.measure.value,
            "by": [each.value for each in self.query.by],
            "where": {key.value: list(values) for key, values in self.query.where},
            "outcomes": list(self.query.outcomes or OUTCOMES),
            "source": self.query.source,
            "vintage": {"id": self.vintage.id, "words": self.vintage.words},
            "coverage": self._coverage_json(),
            "rows": list(self.rows_json()),
            "rows_sha256": self.digest,
            "total": self._cell_json(self.total),
            "dominated": [self._largest_json(cell) for cell in self.rows if cell.largest],
            "caveats": [{"code": each.code, "words": each.words} for each in self.caveats],
            "recompute": self.recompute,
        }
