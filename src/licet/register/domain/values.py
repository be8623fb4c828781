"""Rows of a file of licensed values: what is read of each, and which are refused. Pure; code lists are given."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Final, NamedTuple

from licet.kernel.errors import Invalid
from licet.kernel.money import Money
from licet.register.domain.entries import ISSUED, REFUSED, Rate, Rated

COLUMNS: Final = ("licence_group", "date", "rating", "count", "value", "country", "refused")
_SPACES = re.compile(r"\s+")
_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)
_MOST_COUNT: Final = 1_000_000
_LONGEST: Final = {"country": 120, "rating": 40, "licence_group": 40}


@dataclass(frozen=True, slots=True)
class Country:
    """A country as read: its code, or the name as written where no list holds it."""

    destination: str
    known: bool
    renamed: bool


type Find = Callable[[str, date], Country]


class ValueRow(NamedTuple):  # a tuple: half the time of a frozen dataclass, at 60,000 of them
    """One row that can be counted. ``notes`` say what was made of it: *code normalised*, *renamed country*…"""

    number: int
    group: str
    month: date
    outcome: str
    country: Country
    country_written: str
    rated: Rated
    rating_written: str
    licences: int | None
    value_minor: int | None
    no_value: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was left out. ``line`` counts from 1 in the file, header included."""

    line: int
    reason: str


def places_of(header: Sequence[str]) -> tuple[int, ...]:
    """Where each column stands. Other columns are passed over; a missing or repeated one refuses the file."""
    names = [name.strip().lower().removeprefix("\ufeff") for name in header]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise Invalid(f"The column{'s' if len(missing) > 1 else ''} {', '.join(missing)} must stand in the first line.", place="line 1")
    twice = [name for name in COLUMNS if names.count(name) > 1]
    if twice:
        raise Invalid(f"The column {twice[0]} stands twice in the first line.", place="line 1")
    return tuple(names.index(name) for name in COLUMNS)


class Reader:
    """Reads rows of one file. ``currency`` is that of its values, which are whole units of it or have its decimals."""

    def __init__(self, header: Sequence[str], *, rate: Rate, find: Find, currency: str) -> None:
        self.places, self.width = places_of(header), len(header)
        self._pick = itemgetter(*self.places)
        self.currency = currency
        self._rated = lru_cache(maxsize=50_000)(rate)
        self._country = lru_cache(maxsize=50_000)(find)
        self._value = lru_cache(maxsize=50_000)(self._read_value)

    def read(self, line: int, cells: Sequence[str]) -> ValueRow | RefusedRow:
        """The row on a line of the file; a refused one says which cell and why."""
        try:
            return self._read(line, cells)
        except Invalid as fault:
            return RefusedRow(line, str(fault))

    def _read(self, line: int, cells: Sequence[str]) -> ValueRow:
        if len(cells) != self.width:
            raise Invalid(f"{len(cells)} cells where the first line has {self.width}: which is which cannot be told.")
        group, day, rating, count, value, country, refused = self._pick(cells)
        month, outcome = _month(day), _outcome(refused)
        place = _clean("country", country)
        if not place:
            raise Invalid("no destination.", place="country")
        found = self._country(place, month)
        written = _clean("rating", rating)
        rated = self._rated(written.upper() or None, month)
        if not rated.listed:
            rated = Rated(written, written, rated.kind, False)  # an unknown code is kept as written
        minor, no_value = self._value(value.strip(), outcome)
        return ValueRow(
            line,
            _clean("licence_group", group),
            month,
            outcome,
            found,
            country,
            rated,
            rating,
            _count(count),
            minor,
            no_value,
            _notes(written != rating or written.upper() != written, found, rated),
        )

    def _read_value(self, value: str, outcome: str) -> tuple[int | None, str]:
        if outcome == REFUSED:
            return None, "not applicable"
        if not value:
            return None, "not recorded"
        if value.isdecimal() and value.isascii() and len(value) < 12:
            return Money.parse(value, self.currency).minor, ""
        if value.startswith(("-", "−")):
            raise Invalid(f"“{value[:40]}” is negative.", place="value")
        try:
            return Money.parse(value, self.currency).minor, ""
        except Invalid as fault:
            raise Invalid(str(fault), place="value") from None


def _notes(dirty: bool, found: Country, rated: Rated) -> tuple[str, ...]:
    """
    >>> _notes(False, Country("FR", True, False), Rated("ML1", "ML1", "military", True))
    ()
    """
    if not dirty and rated.listed and found.known and not found.renamed:
        return ()
    said = (
        (dirty, "code normalised"),
        (not rated.listed, "not in the list"),
        (not found.known, "unknown destination"),
        (found.renamed, "destination by another name"),
    )
    return tuple(words for applies, words in said if applies)


@lru_cache(maxsize=5_000)
def _month(text: str) -> date:
    found = _DATE.fullmatch(text.strip())
    if not found:
        raise Invalid(
            f"“{text[:40]}” is no date: a year and month such as 2031-05 are expected." if text.strip() else "no date.", place="date"
        )
    year, month, day = found.groups()
    try:
        return date(int(year), int(month), int(day or 1))
    except ValueError:
        raise Invalid(f"“{text[:40]}” is no real date.", place="date") from None


@lru_cache(maxsize=100)
def _outcome(text: str) -> str:
    known: Mapping[str, str] = {"0": ISSUED, "1": REFUSED}
    try:
        return known[text.strip()]
    except KeyError:
        raise Invalid(f"“{text[:40]}” is neither 0 nor 1, so that it cannot be told whether a value is due.", place="refused") from None


@lru_cache(maxsize=50_000)
def _clean(column: str, text: str) -> str:
    words = _SPACES.sub(" ", text).strip()
    if not words.isprintable():
        raise Invalid("a control character.", place=column)
    if len(words) > _LONGEST[column]:
        raise Invalid(f"longer than {_LONGEST[column]} characters.", place=column)
    return words


def _count(text: str) -> int | None:
    """The source's own number of licences; a count that cannot be read is not recorded, and the row stays."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 and int(text) <= _MOST_COUNT else None
