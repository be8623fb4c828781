"""Figures for anybody who asks: counted within a time limit, a few at once, and kept for the next who asks the same (decision 0270).

What the sums hold is answered at once and is not kept. Everything else is counted from lines, which takes long where there are many.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from threading import BoundedSemaphore, Lock
from typing import Final

from licet.kernel.errors import Busy
from licet.ledger import public as ledger
from licet.platform.time_limit import limit_time
from licet.register.domain import Figure, FigureQuery
from licet.register.selectors import sums
from licet.register.selectors.asking import ask_by_name
from licet.register.selectors.figures import figure
from licet.register.selectors.sources import Source, find_source

SECONDS: Final = 10.0
AT_ONCE: Final = 2
WAIT_SECONDS: Final = 1.0
MOST_ROWS: Final = 200_000

type Key = tuple[FigureQuery, str]


def figure_of(name: str, parameters: Mapping[str, str]) -> Figure:
    """The figure at an address. Raises Invalid, and Busy where it takes too long or too many are being counted."""
    query = ask_by_name(name, parameters)
    source = find_source(query.source, query.vintage)
    if source.newest and sums.answers(query):
        return figure(query)
    key = (replace(query, vintage=""), _identity(source))
    found = KEPT.get(key)
    if found is None:
        with _place_to_count(), limit_time(SECONDS, what="This figure"):
            found = figure(replace(query, vintage=source.vintage.id))
        KEPT.keep(key, found)
    return replace(found, query=query)


def _identity(source: Source) -> str:
    """What the lines of a vintage follow from: the file as it was imported, or the root of the log at its size."""
    return source.file.pk if source.file else f"{source.size} {ledger.root(source.size).hex()}"


@contextmanager
def _place_to_count() -> Iterator[None]:
    """One of the few places at which lines are counted, so that other pages of this process are still answered meanwhile."""
    if not _PLACES.acquire(timeout=WAIT_SECONDS):
        raise Busy("Other figures are being counted. Ask again in a few seconds: what was counted once is answered at once.")
    try:
        yield
    finally:
        _PLACES.release()


class KeptFigures:
    """The figures that were asked for last, as many as have so many rows together. Safe to use from several threads."""

    def __init__(self, most_rows: int) -> None:
        self._most_rows = most_rows
        self._figures: OrderedDict[Key, Figure] = OrderedDict()
        self._rows = 0
        self._lock = Lock()

    def get(self, key: Key) -> Figure | None:
        with self._lock:
            if key in self._figures:
                self._figures.move_to_end(key)
            return self._figures.get(key)

    def keep(self, key: Key, figure: Figure) -> None:
        with self._lock:
            if key in self._figures or _size(figure) > self._most_rows:
                return
            self._figures[key] = figure
            self._rows += _size(figure)
            while self._rows > self._most_rows:
                _, oldest = self._figures.popitem(last=False)
                self._rows -= _size(oldest)

    def forget(self) -> None:
        with self._lock:
            self._figures.clear()
            self._rows = 0


def _size(figure: Figure) -> int:
    return len(figure.rows) + 1


KEPT: Final = KeptFigures(MOST_ROWS)
_PLACES: Final = BoundedSemaphore(AT_ONCE)
