"""Control lists: known entries; a deeper code is accepted under a known one (record: ratings run deep)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from licet.kernel.errors import Invalid
from licet.kernel.rating import RatingCode
from licet.policy.domain.pack import Checked, PackInfo, in_force


class EntryKind(StrEnum):
    """``END_USE`` and ``DESTINATION`` are grounds on which unlisted goods need a licence, not entries about goods."""

    MILITARY = "military"
    NATIONAL = "national"
    TORTURE = "torture"
    DUAL_USE = "dual-use"
    END_USE = "end-use"
    DESTINATION = "destination"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry, in force between two days that both belong to it. ``ratable`` False: only deeper codes are ratings (6A → 6A003)."""

    code: RatingCode
    title: str
    kind: EntryKind
    military: bool
    ratable: bool = True
    first_day: date | None = None
    last_day: date | None = None
    also: tuple[RatingCode, ...] = ()
    note: str | None = None

    def takes(self, code: RatingCode, on: date) -> bool:
        """Whether a rating stands under this entry on a day."""
        fits = self.code.holds(code) and (self.ratable or len(code.segments) > len(self.code.segments))
        return fits and in_force(on, self.first_day, self.last_day)


@dataclass(frozen=True, slots=True)
class NoEntry:
    """A code that is kept as written and counted as *not in the list*."""

    written: str
    why: str


class ControlList:
    """One version of a list. Read-only once made."""

    __slots__ = ("_also", "_by_code", "checked", "info", "notes", "source")

    def __init__(self, info: PackInfo, entries: Iterable[Entry], *, source: str, checked: Checked, notes: tuple[str, ...] = ()) -> None:
        self.info, self.source, self.checked, self.notes = info, source, checked, notes
        held: dict[RatingCode, list[Entry]] = {}
        for entry in entries:
            held.setdefault(entry.code, []).append(entry)
        self._by_code: Mapping[RatingCode, tuple[Entry, ...]] = MappingProxyType({code: tuple(same) for code, same in held.items()})
        self._also: Mapping[RatingCode, RatingCode] = MappingProxyType({other: e.code for e in self.entries for other in e.also})

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for same in self._by_code.values() for entry in same)

    def lookup(self, code: RatingCode, on: date) -> Entry | None:
        """The deepest listed entry that holds ``code``, if in force on ``on``; None: the code is not in the list.

        The deepest one decides: a code under an entry that has ended does not live on under its parent.
        """
        code = self._also.get(code, code)
        listed = next((self._by_code[each] for each in (code, *code.parents) if each in self._by_code), ())
        return next((entry for entry in listed if entry.takes(code, on)), None)

    def knows(self, code: RatingCode) -> bool:
        """Whether an entry, present or past, is this code or holds it."""
        code = self._also.get(code, code)
        return any(
            entry.code == code or entry.takes(code, entry.first_day or date.max)
            for parent in (code, *code.parents)
            for entry in self._by_code.get(parent, ())
        )

    def read(self, written: str, on: date) -> Entry | NoEntry:
        """As :meth:`lookup`, from what somebody wrote; never raises (dirty codes are counted, not refused)."""
        try:
            entry = self.lookup(RatingCode.parse(written), on)
        except Invalid:
            return NoEntry(written, "is not written like one code of a control list")
        return entry or NoEntry(written, "is not in the list")
