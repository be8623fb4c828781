"""What customs is told (joints 31; grammar in docs/decisions): content as data in the act, files by what follows it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from licet.casework.public import CaseContents
from licet.kernel.actor import Actor
from licet.kernel.event import Json
from licet.kernel.instants import Instant
from licet.licences.domain import CustomsKind, CustomsState
from licet.licences.models import CustomsMessage, Licence, LicenceLine
from licet.platform.ids import new_id


def insert_message(
    licence: Licence, lines: Sequence[LicenceLine], contents: CaseContents, *, key: str, actor: Actor, now: Instant
) -> dict[str, Any]:
    """The first message of a licence, with its parties' countries."""
    countries: list[Json] = sorted({party.country for party in contents.parties})
    return _fields(licence, CustomsKind.INSERT, lines, key, actor, now, countries)


def status_message(
    licence: Licence, lines: Sequence[LicenceLine], kind: CustomsKind, *, act: str, actor: Actor, now: Instant
) -> CustomsMessage:
    """A suspension or revocation cancels; a reinstatement inserts the remaining quantity."""
    countries: list[Json] = sorted({item.country for line in lines for item in line.to_facts().countries})
    return CustomsMessage(**_fields(licence, kind, lines, f"{licence.id}:{act}", actor, now, countries))


def _fields(
    licence: Licence, kind: CustomsKind, lines: Sequence[LicenceLine], key: str, actor: Actor, now: Instant, countries: list[Json]
) -> dict[str, Any]:
    content: dict[str, Json] = {
        "licence": licence.reference,
        "type": licence.licence_type,
        "valid_from": licence.valid_from.isoformat(),
        "valid_until": licence.valid_until.isoformat(),
        "countries": countries,
        "lines": [] if kind is CustomsKind.CANCEL else [_line(line) for line in lines],
    }
    return {
        "id": new_id(),
        "key": key,
        "licence": licence,
        "kind": kind,
        "content": content,
        "state": CustomsState.WRITTEN,
        "written_at": now,
        "written_by": actor.id,
    }


def _line(line: LicenceLine) -> dict[str, Json]:
    remaining = Decimal(line.amount) - Decimal(line.used)
    return {
        "number": line.number,
        "description": line.description,
        "rating": str(rating) if (rating := line.to_facts().rating) else "",
        "quantity": format(remaining, "f"),
        "unit": line.unit,
    }
