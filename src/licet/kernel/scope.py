"""Scope: a predicate over licence lines, as data, as one sentence, as clauses for SQL, and in memory.

Every clause answers yes, no or *unknown*; a scope is the conjunction of its clauses. No clause: every line.
See docs/design/between-modules.md#a-scope-has-one-definition-and-three-evaluators.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import lru_cache

from licet.kernel.errors import Invalid
from licet.kernel.event import Json
from licet.kernel.facts import EndUserClass, LineFacts, Role
from licet.kernel.rating import RatingCode
from licet.kernel.typed import read_typed

type ReadPlace = Callable[[str], str]

_PLACES = frozenset({"destination", "onward"})
_WORD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COUNTRY = re.compile(r"[A-Z]{2}")


class Match(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition: the fact has any of ``values``. ``fact`` is a key of :data:`FACTS`."""

    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Any of the values of each key; all keys together. ``destination`` is any party's country, or names a role."""

    destination: tuple[str, ...] = ()
    rating: tuple[str, ...] = ()
    end_use: tuple[str, ...] = ()
    end_user: tuple[str, ...] = ()
    licence_type: tuple[str, ...] = ()
    onward: tuple[str, ...] = ()
    incorporation: bool | None = None
    pool: bool | None = None
    include_unknown: bool = field(default=False)

    def __post_init__(self) -> None:
        for name, read in _READERS.items():
            values = tuple(sorted({read(value) for value in getattr(self, name)}))
            object.__setattr__(self, name, values)

    def clauses(self) -> tuple[Clause, ...]:
        listed = [Clause(name, getattr(self, name)) for name in _READERS if getattr(self, name)]
        flags = [Clause(name, (_yes_no(getattr(self, name)),)) for name in FLAGS if getattr(self, name) is not None]
        return tuple(listed + flags)

    def matches(self, facts: LineFacts) -> Match:
        """What the facts say, *unknown* told apart."""
        answers = {FACTS[clause.fact](facts, clause.values) for clause in self.clauses()}
        for worst in (Match.NO, Match.UNKNOWN):
            if worst in answers:
                return worst
        return Match.YES

    def takes(self, facts: LineFacts) -> Match:
        """As :meth:`matches`, with *unknown* taken for yes where the scope says that it includes unknown facts."""
        answer = self.matches(facts)
        return Match.YES if answer is Match.UNKNOWN and self.include_unknown else answer

    def to_json(self) -> dict[str, Json]:
        data: dict[str, Json] = {_key(clause.fact): list(clause.values) for clause in self.clauses()}
        if self.include_unknown:
            data["unknown"] = ["include"]
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Json], read_place: ReadPlace | None = None) -> "Scope":
        """``read_place``: see :meth:`parse`."""
        values = {key: _strings(key, value) for key, value in data.items()}
        if read_place:
            values |= {key: [_read_place(value, read_place) for value in values[key]] for key in _PLACES & values.keys()}
        return _from_values(values)

    @classmethod
    def parse(cls, text: str, read_place: ReadPlace | None = None) -> "Scope":
        """Read ``destination=QM rating=ML15,ML1.b end-use=operations-x unknown=include``.

        ``read_place`` gives the code of a destination that somebody named: with it, ``destination=Port Sable`` is read as well.
        """
        typed: list[tuple[str, str]] = []
        for word in read_typed(text).split():
            key, equals, listed = word.partition("=")
            if not equals and typed and read_place and typed[-1][0] in _PLACES:
                typed[-1] = (typed[-1][0], f"{typed[-1][1]} {word}")
            elif not equals or not listed:
                raise Invalid(f"“{word[:60]}” is not a condition: write key=value,value.", place="scope")
            else:
                typed.append((key, listed))
        values: dict[str, list[str]] = {}
        for key, listed in typed:
            places = _read_places(listed, read_place) if read_place and key in _PLACES else listed.split(",")
            values.setdefault(key, []).extend(value for value in places if value)
        return _from_values(values)

    def to_text(self) -> str:
        return " ".join(f"{key}={','.join(map(str, values))}" for key, values in self.to_json().items() if isinstance(values, list))

    def sentence(self, names: Mapping[str, str] | None = None) -> str:
        """One sentence of English. ``names`` gives destination names for codes; sentences are never parsed."""
        names = names or {}
        parts = [_WORDS[clause.fact](clause.values, names) for clause in self.clauses()]
        if not parts:
            return "Every licence line."
        unknown = "; lines whose facts are unknown are included" if self.include_unknown else ""
        return f"Licence lines {', '.join(parts)}{unknown}."


FLAGS = ("incorporation", "pool")


def _any(present: bool | None) -> Match:
    return Match.UNKNOWN if present is None else Match.YES if present else Match.NO


def _destination(facts: LineFacts, values: tuple[str, ...]) -> Match:
    stands = {item.country for item in facts.countries} | {f"{item.role}:{item.country}" for item in facts.countries}
    return _any(not stands.isdisjoint(values))


def _rating(facts: LineFacts, values: tuple[str, ...]) -> Match:
    if facts.controlled is None:
        return Match.UNKNOWN
    rating = facts.rating
    return _any(rating is not None and any(_code(value).holds(rating) for value in values))


@lru_cache(maxsize=4096)
def _code(value: str) -> RatingCode:
    """A scope is asked of many lines: its codes are read once."""
    return RatingCode.parse(value)


def _set_of(known: frozenset[str] | None, values: tuple[str, ...]) -> Match:
    return _any(None if known is None else not known.isdisjoint(values))


def _flag(known: bool | None, values: tuple[str, ...]) -> Match:
    return _any(None if known is None else _yes_no(known) in values)


FACTS: Mapping[str, Callable[[LineFacts, tuple[str, ...]], Match]] = {
    "destination": _destination,
    "rating": _rating,
    "end_use": lambda facts, values: _set_of(facts.end_use, values),
    "end_user": lambda facts, values: _any(None if facts.end_user is None else facts.end_user in values),
    "licence_type": lambda facts, values: _any(facts.licence_type in values),
    "onward": lambda facts, values: _set_of(facts.onward, values),
    "incorporation": lambda facts, values: _flag(facts.incorporation, values),
    "pool": lambda facts, values: _flag(facts.pool, values),
}


def _read_places(typed: str, read_place: ReadPlace) -> list[str]:
    """Destinations parted by commas, each perhaps with a role; the whole text may be one name, since some names hold commas."""

    parts = [part for part in typed.split(",") if part.strip()]
    try:
        return [_read_place(typed, read_place)]
    except Invalid:
        if len(parts) < 2:
            raise
    return [_read_place(part, read_place) for part in parts]


def _read_place(text: str, read_place: ReadPlace) -> str:
    """A destination, perhaps with a role."""
    role, colon, name = text.strip().partition(":")
    return f"{role}:{read_place(name)}" if colon else read_place(role)


def _read_destination(text: str) -> str:
    role, colon, country = text.rpartition(":")
    if colon and role not in set(Role):
        raise Invalid(f"“{role[:40]}” is not a role: use one of {', '.join(Role)}.", place="scope destination")
    return f"{role}{colon}{_read_country(country)}"


def _read_country(text: str) -> str:
    if not _COUNTRY.fullmatch(text.upper()):
        raise Invalid(f"“{text[:40]}” is not a destination code of two letters.", place="scope destination")
    return text.upper()


def _read_word(text: str) -> str:
    if not _WORD.fullmatch(text):
        raise Invalid(f"“{text[:40]}” is not a tag: small letters, figures and hyphens.", place="scope")
    return text


def _read_end_user(text: str) -> str:
    if text not in set(EndUserClass):
        raise Invalid(f"“{text[:40]}” is not a class of end user: use one of {', '.join(EndUserClass)}.", place="scope end-user")
    return text


_READERS: Mapping[str, Callable[[str], str]] = {
    "destination": _read_destination,
    "rating": lambda text: str(RatingCode.parse(text)),
    "end_use": _read_word,
    "end_user": _read_end_user,
    "licence_type": lambda text: _read_word(text.lower()).upper(),
    "onward": _read_country,
}


def _listing(values: Iterable[str]) -> str:
    *most, last = values
    return f"{', '.join(most)} or {last}" if most else last


def _destination_words(values: tuple[str, ...], names: Mapping[str, str]) -> str:
    def one(value: str) -> str:
        role, _, country = value.rpartition(":")
        name = names.get(country, country)
        return f"{name} as {role.replace('-', ' ')}" if role else name

    return f"with a party in {_listing(map(one, values))}"


_WORDS: Mapping[str, Callable[[tuple[str, ...], Mapping[str, str]], str]] = {
    "destination": _destination_words,
    "rating": lambda values, _: f"rated {_listing(values)}",
    "end_use": lambda values, _: f"for the end use {_listing(values)}",
    "end_user": lambda values, _: f"for {_listing(value.replace('-', ' ') for value in values)}",
    "licence_type": lambda values, _: f"on a licence of type {_listing(values)}",
    "onward": lambda values, names: f"going on to {_listing(names.get(value, value) for value in values)}",
    "incorporation": lambda values, _: "to be incorporated" if values == ("yes",) else "not to be incorporated",
    "pool": lambda values, _: "for a shared pool" if values == ("yes",) else "not for a shared pool",
}


def _key(fact: str) -> str:
    return fact.replace("_", "-")


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


def _strings(key: str, value: Json) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Invalid("a list of texts is expected.", place=f"scope {key}")
    return [item for item in value if isinstance(item, str)]


def _from_values(values: Mapping[str, list[str]]) -> Scope:
    known = {_key(item.name): item.name for item in fields(Scope) if item.name != "include_unknown"}
    for key in values:
        if key != "unknown" and key not in known:
            raise Invalid(f"“{key[:40]}” is not a key: use {', '.join([*known, 'unknown'])}.", place="scope")
        if not values[key]:
            raise Invalid("no value is given: leave the key out to mean every line.", place=f"scope {key}")
    if values.get("unknown", ["include"]) not in (["include"], ["exclude"]):
        raise Invalid("unknown must be include or exclude.", place="scope")
    listed = {known[key]: tuple(given) for key, given in values.items() if key in known and known[key] not in FLAGS}
    flags = {name: _read_flag(name, values[name]) for name in FLAGS if name in values}
    return Scope(**listed, **flags, include_unknown=values.get("unknown") == ["include"])  # type: ignore[arg-type]


def _read_flag(name: str, given: list[str]) -> bool:
    if given not in (["yes"], ["no"]):
        raise Invalid("must be yes or no.", place=f"scope {name}")
    return given == ["yes"]
