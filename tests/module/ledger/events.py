"""An event for tests, and what every test of the ledger needs to append it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar

from django.db import transaction

from licet.kernel.actor import Actor, system
from licet.kernel.event import Event, Json
from licet.kernel.permission import Permission
from licet.ledger import public as ledger

NOW = datetime(2031, 5, 2, 9, 30, tzinfo=UTC)
DAY = date(2031, 5, 2)
PACK = "test@1"
WORKER: Actor = system("run-due", Permission.CHECKPOINT_SIGN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted(Event):
    """Publishes its number and countries; seals its exporter and note."""

    kind: ClassVar[str] = "test:licence:granted"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"number", "countries"})

    number: int
    countries: list[Json]
    exporter: str = "Orlan Optics"
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised(Event):
    """An internal event: its number stands in clear, its reasons are sealed."""

    kind: ClassVar[str] = "test:advice:given"
    published: ClassVar[frozenset[str]] = frozenset({"number"})

    number: int
    reasons: str = "No objection."


def advised(count: int, first: int = 0) -> list[Advised]:
    return [Advised(on=DAY, ref=f"C {number}", number=number) for number in range(first, first + count)]


def record_batch(hours: int = 0) -> int | None:
    """The batch of the hour that ended so many hours after NOW."""
    return ledger.record_internal_batch(actor=WORKER, on=DAY, now=NOW + timedelta(hours=hours), pack_version=PACK)


def granted(count: int, first: int = 0) -> list[Granted]:
    return [Granted(on=DAY, ref=f"T {number}", number=number, countries=["QM"]) for number in range(first, first + count)]


def grow(count: int, events: Sequence[Event] | None = None) -> range:
    """Append so many events, or these, in a transaction."""
    with transaction.atomic():
        given = granted(count) if events is None else events
        return ledger.append(actor=WORKER, events=given, now=NOW, narrowing={}, pack_version=PACK)


def checkpoint() -> ledger.SignedCheckpoint:
    return ledger.sign_checkpoint(actor=WORKER, now=NOW)
