"""What stands on a watchlist, and what is asked about it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from licet.kernel.errors import Invalid
from licet.screening.domain.names import normal_form


class EntryType(StrEnum):
    PERSON = "person"
    ENTITY = "entity"
    VESSEL = "vessel"


class NameKind(StrEnum):
    PRIMARY = "primary"
    ALIAS = "alias"
    ORIGINAL = "original script"


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entry as written; ``quality`` in the publisher's own word ("Low", "f.k.a."), or empty."""

    name: str
    kind: NameKind
    quality: str = ""


@dataclass(frozen=True, slots=True)
class Years:
    """A year of birth, or a span of years in which it lies: both ends are included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One listed person, entity or vessel, as a reader took it from a file. ``countries`` are as the list writes them."""

    ref: str
    type: EntryType | None
    names: tuple[Name, ...]
    countries: tuple[str, ...] = ()
    born: tuple[Years, ...] = ()
    programme: str = ""
    listed_on: date | None = None
    remarks: str = ""

    @property
    def primary(self) -> str:
        return self.names[0].name

    @property
    def fingerprint(self) -> str:
        """SHA-256 over all that the list says of the entry: a changed entry is looked at afresh (screening 8.6)."""
        facts = {
            "ref": self.ref,
            "type": self.type,
            "names": [[name.name, name.kind, name.quality] for name in self.names],
            "countries": self.countries,
            "born": [[years.first, years.last] for years in self.born],
            "programme": self.programme,
            "listed_on": self.listed_on and self.listed_on.isoformat(),
            "remarks": self.remarks,
        }
        return fingerprint(facts)


@dataclass(frozen=True, slots=True)
class PartyName:
    """Whom a caller asks about. ``ref`` is the caller's own; ``country`` an ISO code; unknown is None, never a guess."""

    ref: str
    name: str
    country: str | None = None
    born: int | None = None
    type: EntryType | None = None
    address: str = ""

    @property
    def form(self) -> str:
        return normal_form(self.name)

    @property
    def fingerprint(self) -> str:
        """SHA-256 over who is asked about, ``ref`` apart: the same party in another application is the same party."""
        return fingerprint({"name": self.name, "country": self.country, "born": self.born, "type": self.type, "address": self.address})


@dataclass(frozen=True, slots=True)
class ListFile:
    """What a reader made of one file. ``unseen`` are references of entries that hold characters which nobody sees; they were left out."""

    entries: tuple[Entry, ...] = field(repr=False)
    published_on: date | None = None
    unseen: tuple[str, ...] = ()

    @property
    def name_count(self) -> int:
        return sum(len(entry.names) for entry in self.entries)


def fingerprint(facts: dict[str, Any]) -> str:
    written = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def refuse_incomparable(parties: Sequence[PartyName]) -> None:
    """A name of which nothing can be compared would pass every list: it is refused instead."""
    for party in parties:
        if not party.form:
            raise Invalid(f"“{party.name[:80]}” has no letters or figures that can be compared with a list.", place=party.ref)
