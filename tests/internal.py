"""The internal events of a store: those that the ledger keeps beside the public log."""

from licet.ledger import public as ledger
from licet.ledger.public import InternalEntry


def internal_events(after: int = 0) -> list[InternalEntry]:
    """Internal events from number ``after`` on."""
    return list(ledger.internal_events(after - 1))


def internal_count() -> int:
    return len(internal_events())


def recorded_count() -> int:
    """How many events the ledger holds, public and internal together."""
    return ledger.size() + internal_count()
