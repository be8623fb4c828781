"""A figure: a measure, what it is split by, what it is restricted to, from which source, as of when (record.md I16, I17)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from licet.kernel.errors import Invalid
from licet.kernel.event import Json
from licet.register.domain.caveats import Caveat
from licet.register.domain.entries import ISSUED, NO_LICENCE_REQUIRED, OUTCOMES, REFUSED
from licet_verify import canonical

LOG: Final = "log"


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
    def parse(cls, name: str, parameters: Mapping[str, str]) -> "FigureQuery":
        """Read an address: the figure's name and its query. Raises :class:`Invalid` naming what cannot be asked."""
        measure, _, rest = name.partition("-by-") if "-by-" in name else name.partition("-in-all")
        where = {key: value for key, value in parameters.items() if key not in {"source", "asof"} and value}
        return cls.of(measure, rest.split("-") if rest else [], where, parameters.get("source") or LOG, parameters.get("asof") or "")

    @classmethod
    def of(cls, measure: str, by: list[str], where: Mapping[str, str], source: str = LOG, vintage: str = "") -> "FigureQuery":
        """``where`` maps a dimension to values parted by commas."""
        known = tuple((_dimension(key), _values(key, text)) for key, text in sorted(where.items()))
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

    def parameters(self, *, asof: str = "") -> dict[str, str]:
        """The query of the figure's address; ``asof`` makes it a permanent link."""
        pairs = {key.value: ",".join(values) for key, values in self.where}
        pairs |= {"source": self.source} if self.source != LOG else {}
        return pairs | ({"asof": asof or self.vintage} if asof or self.vintage else {})

    def definition(self, names: Mapping[str, str] | None = None) -> str:
        """The figure in one sentence. ``names`` gives destination names for codes."""
        counted = self.outcomes
        of = "licence decisions" if counted is None else " or ".join(_OUTCOME_WORDS.get(word, word) for word in counted)
        what = f"Value of {of}" if self.measure is Measure.VALUE else f"Number of {of}"
        split = f", by {_and([_BY_WORDS[each] for each in self.by])}" if self.by else ""
        kept = "".join(_where_words(key, values, names or {}) for key, values in self.where if key is not Dimension.OUTCOME)
        issued = self.source == LOG and (counted is None or ISSUED in counted)
        tail = " Suspended and revoked licences stay counted as issued." if issued else ""
        return f"{what}{split}{kept}.{tail}"

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


def _dimension(name: str) -> Dimension:
    try:
        return Dimension(name)
    except ValueError:
        raise Invalid(f"“{name[:40]}” is nothing to split or restrict by: use {', '.join(Dimension)}.", place="by") from None


def _measure(name: str) -> Measure:
    try:
        return Measure(name)
    except ValueError:
        raise Invalid(f"“{name[:40]}” is no measure: use {' or '.join(Measure)}.", place="measure") from None


def _values(key: str, text: str) -> tuple[str, ...]:
    values = tuple(sorted({value.strip() for value in text.split(",") if value.strip()}))
    wrong = [value for value in values if key == Dimension.YEAR and not (value.isascii() and value.isdigit() and len(value) == 4)]
    wrong += [value for value in values if key == Dimension.OUTCOME and value not in OUTCOMES]
    wrong += [value for value in values if len(value) > 60 or "\0" in value]
    if wrong or not values:
        raise Invalid(f"“{', '.join(wrong)[:60]}” is no {key}.", place=key)
    return values


@dataclass(frozen=True, slots=True)
class Cell:
    """One number. ``key`` has a value for each dimension. ``count`` is None where the source gives no number."""

    key: tuple[str, ...]
    state: State
    value_minor: int | None
    count: int | None
    lines: int
    without_value: int


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

    def number(self, cell: Cell) -> int | None:
        """What the figure measures; None: none recorded, or not applicable."""
        return cell.value_minor if self.query.measure is Measure.VALUE else cell.count

    @property
    def recompute(self) -> str:
        """The command that makes this very figure again, vintage and all."""
        return replace(self.query, vintage=self.vintage.id[:16]).command()

    def rows_json(self) -> list[Json]:
        return [self._cell_json(cell) for cell in self.rows]

    def _cell_json(self, cell: Cell) -> dict[str, Json]:
        data: dict[str, Json] = dict(zip((each.value for each in self.query.by), cell.key, strict=False))
        data["state"] = cell.state.value
        if self.query.measure is Measure.VALUE:
            data |= {"value_minor": cell.value_minor, "currency": self.currency}
        return data | {"count": cell.count, "lines": cell.lines, "lines_without_value": cell.without_value}

    @property
    def digest(self) -> str:
        """SHA-256 over the canonical JSON of the rows: two who got the same figure have the same digest."""
        return canonical.digest(self.rows_json())

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
            "rows": self.rows_json(),
            "rows_sha256": self.digest,
            "total": self._cell_json(self.total),
            "caveats": [{"code": each.code, "words": each.words} for each in self.caveats],
            "recompute": self.recompute,
        }
