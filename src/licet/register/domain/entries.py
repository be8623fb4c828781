"""One published decision as the register counts it (docs/decisions/0080)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from licet.kernel.event import Json

ISSUED: Final = "issued"
REFUSED: Final = "refused"
NO_LICENCE_REQUIRED: Final = "no licence required"
STATUS_OUTCOMES: Final = ("suspended", "reinstated", "revoked")
OUTCOMES: Final = (ISSUED, REFUSED, NO_LICENCE_REQUIRED, *STATUS_OUTCOMES)
"""What became of a line. The first three are decisions on an application, the others on a licence."""

NOT_RATED: Final = "not rated"
"""Where a line has no rating: nothing controlled, or none published."""

_LINE_OUTCOMES = {
    "grant": ISSUED,
    "grant with conditions": ISSUED,
    "refuse": REFUSED,
    "no licence required": NO_LICENCE_REQUIRED,
}
_ROLES = ("ultimate-end-user", "end-user", "consignee", "third-party")


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating as figures group it. ``kind`` is military, other or not known; ``listed`` False: *not in the list*."""

    rating: str
    head: str
    kind: str
    listed: bool


type Rate = Callable[[str | None, date], Rated]
"""Reads a code as it was written, on a day."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    number: int
    outcome: str
    rated: Rated
    value_minor: int | None
    no_value: str
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A decision of the log: where to, and what became of each line. Lines are numbered from 1."""

    destination: str
    lines: tuple[ReadLine, ...]

    @property
    def ratings(self) -> str:
        return ", ".join(dict.fromkeys(line.rated.rating for line in self.lines if line.rated.rating != NOT_RATED))


def read_decision(published: Mapping[str, Json], on: date, rate: Rate) -> Reading:
    """What a published decision says, line by line. A field that the pack withheld reads as not recorded, never as zero."""
    rows = _list(published.get("lines"))
    word = str(published.get("outcome") or "")
    lines = tuple(_line(number, row, word, on, rate) for number, row in enumerate(rows, 1) if isinstance(row, dict))
    return Reading(destination_of(_list(published.get("countries"))), lines)


def _line(number: int, row: Mapping[str, Json], word: str, on: date, rate: Rate) -> ReadLine:
    written, value = row.get("rating"), row.get("value_minor")
    outcome = word if word in STATUS_OUTCOMES else _outcome(str(row.get("outcome") or ""))
    return ReadLine(
        number=number,
        outcome=outcome,
        rated=rate(str(written) if written else None, on),
        value_minor=value if isinstance(value, int) else None,
        no_value="" if isinstance(value, int) else str(row.get("no_value") or "not recorded"),
        criteria=tuple(str(code) for code in _list(row.get("criteria"))),
    )


def _outcome(written: str) -> str:
    words = written.replace("-", " ").replace("_", " ")
    return _LINE_OUTCOMES.get(words, words)


def destination_of(countries: Sequence[Json]) -> str:
    """Where the goods end, as far as published: the ultimate end user's country, else the end user's, else the consignee's.

    A licence counts once, at one destination, so that destinations add up to the whole (docs/decisions/0080). Empty when
    no country was published.

    >>> destination_of([{"role": "consignee", "country": "QN"}, {"role": "end-user", "country": "QM"}])
    'QM'
    """
    by_role: dict[str, str] = {}
    for item in countries:
        if isinstance(item, dict):
            by_role.setdefault(str(item.get("role")).replace(" ", "-"), str(item.get("country") or ""))
    return next((by_role[role] for role in _ROLES if by_role.get(role)), "")


def quarter_of(on: date) -> str:
    """
    >>> quarter_of(date(2031, 5, 2))
    '2031 Q2'
    """
    return f"{on.year} Q{(on.month + 2) // 3}"


def slug(reference: str) -> str:
    """A reference as it stands in an address.

    >>> slug("XA-LIC 2031/000412")
    'XA-LIC-2031-000412'
    """
    return reference.replace(" ", "-").replace("/", "-")


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
