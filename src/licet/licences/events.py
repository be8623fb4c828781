"""What is told of licences."""

from dataclasses import dataclass
from typing import ClassVar

from licet.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceIssued(Event):
    """A licence was issued. ``check_code_sha256`` lets the register confirm a paper without knowing its code."""

    kind: ClassVar[str] = "licences:licence:issued"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"decision", "licence_type", "valid_from", "valid_until", "check_code_sha256"})

    decision: str
    licence_type: str
    valid_from: str
    valid_until: str
    check_code_sha256: str
    exporter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceStatusChanged(Event):
    """Suspended, reinstated, revoked by ``decision``, or expired (``decision`` empty)."""

    kind: ClassVar[str] = "licences:licence:status-changed"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"source", "target", "decision", "act"})

    source: str
    target: str
    decision: str
    act: str
    exporter: str
