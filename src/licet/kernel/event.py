"""The base of every event: what the ledger takes and what the outbox tells."""

from dataclasses import dataclass, fields
from datetime import date
from typing import ClassVar

type Json = bool | int | str | list[Json] | dict[str, Json] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact that has happened to ``ref`` on a day, never finer.

    Subclasses declare ``kind`` and whether the event ``is_public``. A public event is an entry of the public log, with its
    ``published`` fields in clear. An internal event never appears there: the log shows only the root of a tree over all
    internal events of an hour. An event is internal unless its class says otherwise. Either way, every field that is not
    ``published`` enters the ledger as a salted commitment. A kind never changes: it gets a new one.
    """

    kind: ClassVar[str]
    is_public: ClassVar[bool] = False
    published: ClassVar[frozenset[str]] = frozenset()

    on: date
    ref: str

    @classmethod
    def field_names(cls) -> tuple[str, ...]:
        """The event's own fields, ``on`` and ``ref`` apart."""
        return tuple(item.name for item in fields(cls) if item.name not in {"on", "ref"})

    def published_fields(self) -> dict[str, Json]:
        return {name: getattr(self, name) for name in self.field_names() if name in self.published}

    def sealed_fields(self) -> dict[str, Json]:
        return {name: getattr(self, name) for name in self.field_names() if name not in self.published}
