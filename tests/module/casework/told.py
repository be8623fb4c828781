"""What an act recorded: the kinds of the internal events since a mark. Nothing of casework is public."""

from tests.internal import internal_count, internal_events

from licet.ledger.public import size


def told(after: int = 0) -> list[str]:
    """Kinds of the internal events from number ``after`` on."""
    assert size() == 0, "an act of casework added an entry to the public log"
    return [event.kind for event in internal_events(after)]


def mark() -> int:
    return internal_count()
