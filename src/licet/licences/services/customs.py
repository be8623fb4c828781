"""What customs is told (joints 31; grammar in docs/decisions): content as data in the act, files by what follows it."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from licet.casework.public import CaseContents
from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid
from licet.kernel.event import Json
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.licences.domain import CustomsKind, CustomsState, Outgoing, Reply, read_reply, render_file
from licet.licences.models import CustomsMessage, Licence, LicenceLine
from licet.platform.files import write_whole
from licet.platform.ids import new_id
from licet.platform.locking import locked
from licet.policy import public as policy


def insert_message(
    licence: Licence, lines: Sequence[LicenceLine], contents: CaseContents, *, key: str, actor: Actor, now: Instant
) -> dict[str, Any]:
    """The first message of a licence, with its parties' countries."""
    countries = sorted({party.country for party in contents.parties})
    return _fields(licence, CustomsKind.INSERT, lines, key, actor, now, countries)


def status_message(
    licence: Licence, lines: Sequence[LicenceLine], kind: CustomsKind, *, act: str, actor: Actor, now: Instant
) -> CustomsMessage:
    """A suspension or revocation cancels; a reinstatement inserts the remaining quantity."""
    countries = sorted({item.country for line in lines for item in line.to_facts().countries})
    return CustomsMessage(**_fields(licence, kind, lines, f"{licence.id}:{act}", actor, now, countries))


def _fields(
    licence: Licence, kind: CustomsKind, lines: Sequence[LicenceLine], key: str, actor: Actor, now: Instant, countries: Sequence[str]
) -> dict[str, Any]:
    content: dict[str, Json] = {
        "licence": licence.reference,
        "type": licence.licence_type,
        "valid_from": licence.valid_from.isoformat(),
        "valid_until": licence.valid_until.isoformat(),
        "countries": [*countries],
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
    remaining = Decimal(line.amount) - (line.exported or 0)  # without a return customs is told of all that was granted
    return {
        "number": line.number,
        "description": line.description,
        "rating": str(rating) if (rating := line.to_facts().rating) else "",
        "quantity": format(remaining, "f"),
        "unit": line.unit,
    }


@transaction.atomic
def send_customs(*, actor: Actor, now: Instant) -> int:
    """Put what is written into one numbered file for customs, once; returns how many messages. Repeats find nothing.

    The file is named by its run: if a crash came between file and commit, the next run writes the same name again.
    """
    actor.require(Permission.LICENCE_CUSTOMS)
    rows = list(locked(CustomsMessage.objects.filter(state=CustomsState.WRITTEN).order_by("written_at", "id")))
    if not rows:
        return 0
    run = (CustomsMessage.objects.aggregate(last=Max("run"))["last"] or 0) + 1
    text = render_file([_outgoing(row) for row in rows], authority=policy.pack().prefix, run=run, now=now)
    write_whole(Path(settings.LICET_HOME) / "customs" / f"licence-data-{run:06d}", text.encode())
    CustomsMessage.objects.filter(pk__in=[row.pk for row in rows]).update(state=CustomsState.SENT, run=run, sent_at=now, sent_by=actor.id)
    return len(rows)


def _outgoing(row: CustomsMessage) -> Outgoing:
    content = row.content
    return Outgoing(
        id=row.id,
        kind=CustomsKind(row.kind),
        licence=content["licence"],
        type=content["type"],
        valid_from=content["valid_from"],
        valid_until=content["valid_until"],
        countries=tuple(content["countries"]),
        lines=tuple(
            (str(line["number"]), line["description"], line["rating"], line["quantity"], line["unit"]) for line in content["lines"]
        ),
    )


@transaction.atomic
def take_reply(*, actor: Actor, text: str) -> Reply:
    """Note what customs accepted and rejected of a run. A reply about messages we never sent in it is refused whole."""
    actor.require(Permission.LICENCE_CUSTOMS)
    reply = read_reply(text)
    sent = {row.id: row for row in locked(CustomsMessage.objects.filter(run=reply.run))}
    if strangers := sorted({*reply.accepted, *reply.rejected} - sent.keys()):
        raise Invalid(f"message {strangers[0]} was not sent in run {reply.run}.", place="reply")
    for message in reply.accepted:
        sent[message].state = CustomsState.ACCEPTED
    for message, words in reply.rejected.items():
        sent[message].state, sent[message].error = CustomsState.REJECTED, words
    CustomsMessage.objects.bulk_update(sent.values(), ["state", "error"], batch_size=500)
    return reply
