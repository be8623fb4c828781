"""A plan: what a scope takes of live licences and open cases, before anything is frozen. What is not known stands apart."""

from dataclasses import dataclass, field
from enum import StrEnum

from licet.kernel.event import Json
from licet.kernel.scope import Scope

UNKNOWN = "unknown"
"""The key of the bucket that holds the lines of which the scope cannot say."""

NOT_RATED = "not rated"


class Warned(StrEnum):
    """What is said of a scope before it is frozen."""

    NOTHING = "it takes no live licence"
    EVERYTHING = "it takes every live licence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How much: licences, their lines, the value of those lines, and how many lines have none (never zero)."""

    licences: int = 0
    lines: int = 0
    value_minor: int | None = None
    without_value: int = 0

    def __add__(self, other: "Reach") -> "Reach":
        values = [item for item in (self.value_minor, other.value_minor) if item is not None]
        return Reach(
            licences=self.licences + other.licences,
            lines=self.lines + other.lines,
            value_minor=sum(values) if values else None,
            without_value=self.without_value + other.without_value,
        )

    def to_json(self) -> dict[str, Json]:
        return {
            "licences": self.licences,
            "lines": self.lines,
            "value_minor": self.value_minor,
            "lines_without_value": self.without_value,
        }


@dataclass(frozen=True, slots=True)
class Bucket:
    """One row of a table: a destination, a rating or an exporter by its ``key``, with the name that people read."""

    key: str
    name: str
    reach: Reach

    def to_json(self) -> dict[str, Json]:
        return {"key": self.key, "name": self.name, **self.reach.to_json()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """Open cases with a line that the scope takes, and those of which it cannot say."""

    taken: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``taken`` are live licences with a line that the scope says yes to; ``unknown`` those with none such, and a line of
    which a fact is not known. A table's last row may be :data:`UNKNOWN`. ``live`` counts all live licences there are.

    A licence with lines of two ratings stands in both rows of its table, and once in ``taken``.
    """

    scope: Scope
    taken: Reach
    unknown: Reach
    in_force: int
    suspended: int
    live: int
    pending: Pending
    currency: str
    by_destination: tuple[Bucket, ...] = field(default=())
    by_rating: tuple[Bucket, ...] = field(default=())
    by_exporter: tuple[Bucket, ...] = field(default=())

    @property
    def to_freeze(self) -> int:
        """Licences that freezing would list: *unknown* ones too where the scope includes them."""
        return self.taken.licences + (self.unknown.licences if self.scope.include_unknown else 0)

    @property
    def warned(self) -> Warned | None:
        if not self.to_freeze:
            return Warned.NOTHING
        return Warned.EVERYTHING if not self.scope.clauses() or self.to_freeze == self.live else None

    def to_json(self, sentence: str) -> dict[str, Json]:
        return {
            "scope": self.scope.to_json(),
            "sentence": sentence,
            "warning": self.warned.value if self.warned else None,
            "live_licences": self.live,
            "taken": self.taken.to_json() | {"in_force": self.in_force, "suspended": self.suspended},
            "unknown": self.unknown.to_json() | {"included": self.scope.include_unknown},
            "pending_cases": {"taken": self.pending.taken, "unknown": self.pending.unknown},
            "currency": self.currency,
            "by_destination": [item.to_json() for item in self.by_destination],
            "by_rating": [item.to_json() for item in self.by_rating],
            "by_exporter": [item.to_json() for item in self.by_exporter],
        }
