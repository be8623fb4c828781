"""What an act told: the kinds of the log's entries since a mark."""

from licet.ledger.public import published, size


def told(after: int = 0) -> list[str]:
    """Kinds of the entries from position ``after`` on."""
    return [entry.kind for entry in published(after - 1)]


def mark() -> int:
    return size()
