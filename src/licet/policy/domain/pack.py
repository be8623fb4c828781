"""What every pack has: an id, a version, the digest of its bytes; and the one error of a broken pack."""

from dataclasses import dataclass
from datetime import date

from licet.kernel.errors import LicetError


class PackError(LicetError):
    """A pack cannot be used. Says file, place in it, what is wrong and what to do; the process must not start with it."""

    def __init__(self, message: str, *, file: str, place: str | None = None) -> None:
        super().__init__(message, place=f"{file}, {place}" if place else file)
        self.file = file


@dataclass(frozen=True, slots=True)
class PackInfo:
    """Which text of a pack was used: goes into decision records. ``sha256`` is of the file's bytes, in hexadecimal."""

    id: str
    version: str
    title: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Checked:
    """How far a statement of fact was checked: ``on`` is None while it is unchecked; ``note`` says against what, or why not."""

    on: date | None
    note: str

    @classmethod
    def parse(cls, text: str) -> "Checked":
        head, _, note = text.partition(": ")
        return cls(None if head == "unchecked" else date.fromisoformat(head), note)


def in_force(day: date, first: date | None, last: date | None) -> bool:
    """Whether ``day`` lies in a span whose both ends belong to it; None is open."""
    return (first is None or first <= day) and (last is None or day <= last)
