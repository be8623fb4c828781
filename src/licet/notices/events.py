"""What happened to messages; nothing of it is published: who was written to is the exporter's affair."""

from dataclasses import dataclass
from typing import ClassVar

from licet.kernel.event import Event, Json


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesWritten(Event):
    """Up to a hundred letters of one act. ``ref`` is what the act is known by; ``messages`` lists id, kind and digest."""

    kind: ClassVar[str] = "notices:messages:written"
    count: int
    messages: list[Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRendered(Event):
    """``ref`` is the message; ``sha256`` is of the document's bytes."""

    kind: ClassVar[str] = "notices:message:rendered"
    document: str
    sha256: str
    template: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMailSent(Event):
    """``ref`` is the message. The addresses are on record, sealed."""

    kind: ClassVar[str] = "notices:list-mail:sent"
    list_code: str
    audience: str
    marking: str
    digest: str
    addresses: list[Json]
