"""One entry of the log as it was published, and how rows that it gives are kept."""

from dataclasses import dataclass
from typing import Any

from licet_verify import canonical
from licet_verify.errors import FoundWanting
from licet_verify.store import Row, Rows


@dataclass(frozen=True, slots=True)
class Entry:
    position: int
    kind: str
    on: str
    ref: str
    pack: str
    said: dict[str, Any]
    sealed: list[str]

    @classmethod
    def read(cls, position: int, leaf: bytes) -> "Entry":
        value: Any = canonical.loads(leaf)
        if not isinstance(value, dict) or not isinstance(value.get("published"), dict):
            raise FoundWanting(f"entry {position} does not have the form of an entry")
        kind, on, ref, pack = (str(value.get(name, "")) for name in ("kind", "on", "ref", "pack"))
        return cls(position, kind, on, ref, pack, value["published"], sorted(value.get("sealed") or {}))

    def text(self, name: str, longest: int | None = None) -> str:
        return str(self.said.get(name) or "")[:longest]

    def day(self, name: str) -> str | None:
        return self.text(name)[:10] or None

    def number(self, name: str) -> int | None:
        value = self.said.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def key_of(*parts: object) -> str:
    """A row's key, in which numbers stand in their order."""
    return "\n".join(f"{part:020}" if isinstance(part, int) else str(part) for part in parts)


def put_by_position(rows: Rows, table: str, entry: Entry, row: Row, about: str = "") -> None:
    rows.put(table, key_of(entry.position), about or entry.ref, row | {"position": entry.position})
