"""What was published."""

from datetime import date
from typing import Any

from licet.api.schemas.base import Schema, Value
from licet.register import public as register
from licet.register.public import DecisionRow


class PublishedDecision(Schema):
    reference: str
    decided_on: date
    outcome: str
    destination: str
    ratings: str
    value: Value
    criteria: list[str]
    status: str
    excluded: bool
    position: int

    @staticmethod
    def of(row: DecisionRow) -> "PublishedDecision":
        names = ("reference", "decided_on", "outcome", "destination", "ratings", "status", "excluded", "position")
        return PublishedDecision(
            **{name: getattr(row, name) for name in names}, value=Value.of(row.value), criteria=list(map(str, row.criteria))
        )


class PublishedDecisions(Schema):
    rows: list[PublishedDecision]
    total: int
    after: int | None


class Log(Schema):
    """``checkpoint`` is the newest signed note; null while none is signed."""

    size: int
    read: int
    checkpoint: str | None
    key: str

    @staticmethod
    def now() -> "Log":
        state = register.log_state()
        return Log(size=state.size, read=state.read, checkpoint=state.checkpoint.note if state.checkpoint else None, key=state.key)


class Entry(Schema):
    """One entry of the log as it was published. ``sealed`` are commitments."""

    position: int
    kind: str
    on: date
    ref: str
    published: dict[str, Any]


class Entries(Schema):
    rows: list[Entry]
    after: int | None


class FigureRead(Schema):
    """A figure with its sentence, vintage, caveats and the command that makes it again. Rows are as in the file at /figures."""

    id: str
    definition: str
    measure: str
    by: list[str]
    where: dict[str, list[str]]
    source: str
    vintage: dict[str, str]
    coverage: dict[str, Any] | None
    rows: list[dict[str, Any]]
    rows_sha256: str
    total: dict[str, Any]
    dominated: list[dict[str, Any]]
    caveats: list[dict[str, str]]
    recompute: str
