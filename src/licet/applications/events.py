"""What is told of applications. Nothing of it is published but that it happened."""

from dataclasses import dataclass
from typing import ClassVar

from licet.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationSubmitted(Event):
    """A version was sent. ``ref`` is the case reference."""

    kind: ClassVar[str] = "applications:application:submitted"
    published: ClassVar[frozenset[str]] = frozenset({"version"})

    version: int
    sha256: str
    organisation: str
    submitted_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationWithdrawn(Event):
    """The exporter took the application back before it was decided."""

    kind: ClassVar[str] = "applications:application:withdrawn"
    published: ClassVar[frozenset[str]] = frozenset()

    reasons: str
    withdrawn_by: str
