"""What the ledger itself enters in the log."""

from dataclasses import dataclass
from typing import ClassVar

from licet.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalBatchRecorded(Event):
    """``root`` covers every internal event since the batch before: one entry for each hour, whether anything happened or not.

    ``ref`` names the hour that ended. ``count`` is the number of events; it stays sealed.
    """

    kind: ClassVar[str] = "ledger:internal-batch:recorded"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"root"})

    root: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDisclosed(Event):
    """A sealed field was opened to somebody. ``ref`` is that of the event it is of; ``position`` or ``number`` says which one.

    Internal: to whom the authority opens what would tell that reader what it is about.
    """

    kind: ClassVar[str] = "ledger:field:disclosed"

    event_kind: str
    position: int | None
    number: int | None
    field: str
    recipient: str
    reasons: str
    disclosed_by: str
