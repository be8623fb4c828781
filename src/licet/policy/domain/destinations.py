"""Destinations and their names through time. A name is looked up without regard to case, accents, spaces or punctuation."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType

from licet.kernel.errors import Invalid
from licet.kernel.known_words import find_nearest, join_with_or

_NOT_WORD = re.compile(r"[^\w]+")
_APOSTROPHE = re.compile(r"['’`´]")
_INITIALS = re.compile(r"(?<!\w)\w\.(?: ?\w\.)*(?: ?\w(?!\w))?")


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a destination bore; years are calendar years, None where not known."""

    name: str
    first_year: int | None = None
    last_year: int | None = None


@dataclass(frozen=True, slots=True)
class Destination:
    """``code`` is ISO 3166-1 alpha-2 or a user-assigned one. ``parts`` are territories that count as this destination.

    ``first_year`` and ``last_year`` bound destinations that came to be or ceased; ``invented`` marks the demonstration's.
    """

    code: str
    alpha3: str
    name: str
    also: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    former: tuple[FormerName, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    invented: bool = False
    note: str | None = None

    def existed(self, year: int) -> bool:
        return (self.first_year or year) <= year <= (self.last_year or year)


class How(StrEnum):
    """By what a name was recognised."""

    EXACT = "exact"
    ALTERNATIVE = "alternative"
    FORMER = "former"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Match:
    """The destination that a written name stands for. ``name`` is the listed name that it equals."""

    code: str
    how: How
    name: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that stands for no single destination; ``candidates`` are codes it could mean, ``why`` is one clause of English."""

    written: str
    why: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A name known to say too little, such as “Korea”."""

    name: str
    candidates: tuple[str, ...]
    why: str


def name_key(name: str) -> str:
    """What two spellings of one name have in common: “St. Lucia” and “SAINT  LUCIA”, “Côte d’Ivoire” and “Cote d'Ivoire”.

    Articles and the dots of initials make no difference: “Republic of the Congo” and “Republic of Congo”, “U.A.E.” and “UAE”.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name)).casefold()
    plain = "".join(character for character in folded if not unicodedata.combining(character)).replace("&", " and ")
    words = _NOT_WORD.sub(" ", _join_initials(_APOSTROPHE.sub("", plain))).replace("_", " ").split()
    words = ["saint" if word == "st" else word for word in words]
    return " ".join([word for word in words if word != "the"] or words)


def _join_initials(text: str) -> str:
    """Initials with dots as one word: “U.A.E.” is “UAE”, and “D.R. Congo” is “DR Congo”."""
    return _INITIALS.sub(lambda initials: initials[0].replace(".", "").replace(" ", "") + " ", text)


def names_of(destination: Destination) -> Iterable[tuple[str, How]]:
    """Every name of a destination with what kind of name it is, the present one first."""
    yield destination.name, How.EXACT
    yield from ((name, How.ALTERNATIVE) for name in destination.also)
    yield from ((former.name, How.FORMER) for former in destination.former)
    yield from ((name, How.PART) for name in destination.parts)


class Gazetteer:
    """All destinations of an authority, looked up by code and by name. Read-only once made."""

    __slots__ = ("_ambiguous", "_by_code", "_by_name")

    def __init__(self, destinations: Iterable[Destination], ambiguous: Iterable[Ambiguous] = ()) -> None:
        self._by_code: Mapping[str, Destination] = MappingProxyType({item.code: item for item in destinations})
        self._ambiguous = MappingProxyType({name_key(item.name): item for item in ambiguous})
        index: dict[str, dict[str, Match]] = {}
        for item in self._by_code.values():
            for name, how in names_of(item):
                index.setdefault(name_key(name), {}).setdefault(item.code, Match(item.code, how, name))
        self._by_name = MappingProxyType(index)

    def get(self, code: str) -> Destination | None:
        return self._by_code.get(code)

    def all(self) -> tuple[Destination, ...]:
        return tuple(self._by_code.values())

    def find(self, name: str, on: date | None = None) -> Match | Unknown:
        """The destination that ``name`` stands for; ``on`` decides between destinations that bore one name at different times."""
        key = name_key(name)
        if key in self._ambiguous:
            known = self._ambiguous[key]
            return Unknown(name, known.why, known.candidates)
        matches = list(self._by_name.get(key, {}).values())
        if len(matches) > 1 and on:
            matches = [match for match in matches if self._by_code[match.code].existed(on.year)]
        if len(matches) == 1:
            return matches[0]
        why = "stands for several destinations" if matches else "is not in the list of destinations"
        return Unknown(name, why, tuple(match.code for match in matches))

    def read(self, typed: str) -> str:
        """The code of the destination that somebody named by a code or a name. Raises :class:`Invalid` with the nearest names."""
        code = typed.strip().upper()
        if code in self._by_code:
            return code
        match = self.find(typed)
        if isinstance(match, Match):
            return match.code
        by_alpha3 = [item.code for item in self._by_code.values() if item.alpha3 == code]
        if len(by_alpha3) == 1:
            return by_alpha3[0]
        if match.candidates:
            meant = join_with_or([f"{each} ({self._by_code[each].name})" for each in match.candidates if each in self._by_code])
            raise Invalid(f"“{typed[:60]}” says too little ({match.why}). It may be {meant}.", place="destination")
        words = {word: item for item in self._by_code.values() for word in (item.code, *(name for name, _ in names_of(item)))}
        nearest = dict.fromkeys(f"{words[word].name} ({words[word].code})" for word in find_nearest(typed, words, least=0.5))
        advice = f"The nearest: {', '.join(nearest)}." if nearest else "Write its name or its two-letter code."
        raise Invalid(f"“{typed[:60]}” is not in the list of destinations. {advice}", place="destination")

    def clashes(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Names borne by several destinations at one time: a fault of the pack."""
        return tuple((key, tuple(found)) for key, found in self._by_name.items() if self._overlap(tuple(found)))

    def _overlap(self, codes: tuple[str, ...]) -> bool:
        spans = sorted((self._by_code[code].first_year or 0, self._by_code[code].last_year or 9999) for code in codes)
        return any(later[0] <= earlier[1] for earlier, later in pairwise(spans))
