"""Who acts on which kind of event. Filled by ``project/subscriptions.py`` when a process starts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from licet.kernel.event import Json


@dataclass(frozen=True, slots=True)
class Told:
    """One event as a subscriber gets it: ``body`` holds all its fields, published and sealed.

    ``place`` is how far the handler came with it in an earlier batch; empty where it begins.
    """

    number: int
    kind: str
    ref: str
    on: date
    body: Mapping[str, Json]
    place: str = ""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What a handler returns when it did one batch of its work and more is left: it is called again in its next turn.

    ``place`` says how far it came; the events carry it in the next call. Empty where the rows themselves say what is left.
    """

    place: str = ""


type Handler = Callable[[Sequence[Told]], Unfinished | None]
"""Acts on a set of events of one kind, each of another thing. Called again with the same events after a failure or a
kill, so it must be idempotent; it opens its own transaction where it needs one. A call takes seconds, never minutes: a
handler with more to do returns :class:`Unfinished`, and others get their turn in between."""


@dataclass(frozen=True, slots=True)
class Subscription:
    kind: str
    name: str
    handler: Handler
    batch: int


_known: dict[tuple[str, str], Subscription] = {}


def subscribe(kind: str, name: str, handler: Handler, *, batch: int = 100) -> None:
    """Let ``handler`` be called for every event of ``kind`` published from now on, up to ``batch`` at a time.

    ``name`` says who acts, such as ``notices.render``. It is stored with each delivery, so a name once used stays.
    """
    known = _known.setdefault((kind, name), Subscription(kind, name, handler, batch))
    if known.handler is not handler:
        raise ValueError(f"{name} is already subscribed to {kind}")


def subscriptions() -> tuple[Subscription, ...]:
    return tuple(_known.values())


def subscribers(kind: str) -> tuple[str, ...]:
    return tuple(name for known, name in _known if known == kind)


@contextmanager
def subscribed(*given: tuple[str, str, Handler]) -> Iterator[None]:
    """Only these subscriptions inside the block: for tests."""
    before = dict(_known)
    _known.clear()
    try:
        for kind, name, handler in given:
            subscribe(kind, name, handler)
        yield
    finally:
        _known.clear()
        _known.update(before)
