"""What customs is told (grammar in docs/decisions): content as data in the act, files by what follows it."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from licet.casework.public import CaseContents
from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, Invalid, InvalidMany
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
    answers = dict.fromkeys(reply.accepted, CustomsState.ACCEPTED) | dict.fromkeys(reply.rejected, CustomsState.REJECTED)
    for message, state in answers.items():
        _refuse_other_answer(sent[message], state)
        sent[message].state, sent[message].error = state, reply.rejected.get(message, "")
    CustomsMessage.objects.bulk_update([sent[message] for message in answers], ["state", "error"], batch_size=500)
    return reply


def _refuse_other_answer(row: CustomsMessage, state: CustomsState) -> None:
    """The same reply may be read again; one that overturns an earlier answer is for people to clear up with customs."""
    if row.state not in (CustomsState.SENT, state):
        raise Conflict(f"message {row.id} was {row.state} before, and this reply says {state}: ask customs which holds.", place="reply")


def take_replies(*, actor: Actor) -> int:
    """Read what customs put into ``customs/replies``, each file once; returns how many. One that is refused stays, and its error is raised.

    What was read is moved to ``customs/replies/read``.
    """
    actor.require(Permission.LICENCE_CUSTOMS)
    folder = Path(settings.LICET_HOME) / "customs" / "replies"
    faults: list[Invalid] = []
    count = 0
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if not path.is_file():
            continue
        try:
            take_reply(actor=actor, text=read_reply_file(path))
        except (Invalid, Conflict) as fault:
            faults.append(Invalid(str(fault), place=path.name))
            continue
        (folder / "read").mkdir(exist_ok=True)
        path.rename(folder / "read" / path.name)
        count += 1
    if faults:
        raise InvalidMany(faults)
    return count


def read_reply_file(path: Path) -> str:
    """The text of a reply; :class:`Invalid` where it is no file or not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(f"the reply cannot be read: {error}.", place=path.name) from error
