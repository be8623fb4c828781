"""What happened to documents; nothing of it is published."""

from dataclasses import dataclass
from typing import ClassVar

from licet.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAdded(Event):
    kind: ClassVar[str] = "documents:document:added"
    sha256: str
    size: int
    content_type: str
    filename: str
    owner: str
