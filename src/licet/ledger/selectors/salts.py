"""The stored salts compared with what each leaf says of its own."""

from __future__ import annotations

from itertools import groupby

from licet.ledger.domain import InternalEntry, PublishedEntry, salts_digest
from licet.ledger.models import InternalSalt, Salt
from licet_verify.errors import FoundWanting

CHUNK = 1000
MOST_NAMED = 20  # of the events whose salts were destroyed: retention destroys many


class SaltAudit:
    """Salts beside the leaves that they belong to, both read once and in order.

    ``destroyed`` counts the fields without a salt; ``closed`` names the first of their events, each with those fields.
    """

    def __init__(self, table: type[Salt] | type[InternalSalt], key: str) -> None:
        stored = table.objects.order_by(key, "field").values_list(key, "field", "salt").iterator(CHUNK)
        self._groups = groupby(stored, key=lambda row: int(row[0]))
        self._next = self._read_group()
        self.destroyed = 0
        self.closed: list[str] = []

    def check(self, place: int, event: PublishedEntry | InternalEntry, name: str) -> None:
        """Check the salts of the event at this place. Raises FoundWanting naming it.

        A salt may be destroyed, which closes its field for ever. The other salts of that event can then no longer be compared.
        """
        salts: dict[str, bytes] = {}
        if self._next and self._next[0] == place:
            salts = self._next[1]
            self._next = self._read_group()
        if unknown := salts.keys() - event.sealed.keys():
            raise FoundWanting(f"{name} has a salt for {min(unknown)}, which it does not seal")
        destroyed = sorted(event.sealed.keys() - salts.keys())
        self.destroyed += len(destroyed)
        if destroyed and len(self.closed) < MOST_NAMED:
            self.closed.append(f"{name} ({', '.join(destroyed)})")
        whole = not destroyed
        if whole and event.salts and salts_digest(salts[field] for field in sorted(salts)) != event.salts:
            raise FoundWanting(f"a salt of {name} was replaced: they are not the salts that it was recorded with")

    def _read_group(self) -> tuple[int, dict[str, bytes]] | None:
        for place, rows in self._groups:
            return place, {field: bytes(salt) for _, field, salt in rows}
        return None
