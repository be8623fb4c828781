"""The stored salts compared with what each leaf says of its own."""

from itertools import groupby

from licet.ledger.domain import InternalEntry, PublishedEntry, salts_digest
from licet.ledger.models import InternalSalt, Salt
from licet_verify.errors import FoundWanting

CHUNK = 1000


class SaltAudit:
    """Salts beside the leaves that they belong to, both read once and in order. ``destroyed`` counts the fields without a salt."""

    def __init__(self, table: type[Salt] | type[InternalSalt], key: str) -> None:
        stored = table.objects.order_by(key, "field").values_list(key, "field", "salt").iterator(CHUNK)
        self._groups = groupby(stored, key=lambda row: int(row[0]))
        self._next = self._read_group()
        self.destroyed = 0

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
        self.destroyed += len(event.sealed) - len(salts)
        whole = len(salts) == len(event.sealed)
        if whole and event.salts and salts_digest(salts[field] for field in sorted(salts)) != event.salts:
            raise FoundWanting(f"a salt of {name} was replaced: they are not the salts that it was recorded with")

    def _read_group(self) -> tuple[int, dict[str, bytes]] | None:
        for place, rows in self._groups:
            return place, {field: bytes(salt) for _, field, salt in rows}
        return None
