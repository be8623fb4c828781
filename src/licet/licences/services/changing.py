"""What a signed act does to licences, in sets: decisions, statuses, letters, customs messages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F

from licet.decisions import public as decisions
from licet.decisions.public import ActKind, LicenceToDecide
from licet.kernel.actor import Actor
from licet.kernel.errors import Refused
from licet.kernel.event import Event, Json
from licet.kernel.instants import Instant
from licet.kernel.money import NoValue, total
from licet.licences import domain
from licet.licences.domain import CustomsKind, LicenceStatus, Standing
from licet.licences.events import LicenceStatusChanged
from licet.licences.models import CustomsMessage, Licence, LicenceLine, StatusChange
from licet.licences.selectors.sets import in_sets, lines_of
from licet.licences.selectors.standing import stands_now
from licet.licences.services.customs import status_message
from licet.licences.services.letters import status_letters
from licet.licences.services.listing import list_licences_again
from licet.notices import public as notices
from licet.platform.ids import new_id
from licet.policy import public as policy
from licet_verify import canonical

STATUS_ACTS: Mapping[ActKind, str] = {ActKind.SUSPEND: "suspend", ActKind.REINSTATE: "reinstate", ActKind.REVOKE: "revoke"}
OUTCOMES: Mapping[ActKind, str] = {ActKind.SUSPEND: "suspended", ActKind.REINSTATE: "reinstated", ActKind.REVOKE: "revoked"}


@dataclass(frozen=True, slots=True)
class StatusChanges:
    """Licences that an act suspends, reinstates or revokes: reference to the reasons that its notice gives.

    ``departures`` names, by licence, the departure by which one is reinstated although a clear risk takes its lines.
    """

    kind: ActKind
    reasons: Mapping[str, str]
    departures: Mapping[str, str] = field(default_factory=dict)


def change_statuses(*, actor: Actor, act: decisions.Act, changes: Sequence[StatusChanges], now: Instant) -> list[Event]:
    """Do what a completely signed act says, in sets: decisions, statuses, letters, customs. Not leading.

    The statuses and the gate are asked again here, in the deciding transaction.
    """
    signatures = list(act.signatures.filter(voided_at=None))
    events: list[Event] = []
    letters: list[notices.MessageDraft] = []
    for item in changes:
        rows = rows_of(item.reasons)
        lines = lines_of(row.pk for row in rows)
        events += _changed_status(actor, act, item, rows, lines, now)
        letters += status_letters(item.kind, act, item.reasons, rows, lines, signatures, now)
    written = notices.write(actor=actor, messages=letters, now=now, act=act.reference)
    return [*events, *written.events]


def complete_status_act(actor: Actor, act: decisions.Act, now: Instant) -> list[Event]:
    """Suspend, reinstate or revoke the licences that a completely signed act names. Not leading."""
    signed: Any = canonical.loads(act.signed_part)
    departures = {item["reference"]: item["departure"] for item in signed["licences"] if "departure" in item}
    named = StatusChanges(ActKind(act.kind), dict.fromkeys(act.subject["licences"], act.subject["reasons"]), departures)
    return change_statuses(actor=actor, act=act, changes=[named], now=now)


def _changed_status(
    actor: Actor, act: decisions.Act, item: StatusChanges, rows: list[Licence], lines: dict[str, list[LicenceLine]], now: Instant
) -> list[Event]:
    kind = item.kind
    refuse_wrong_status(rows, kind)
    refuse_ended(rows, kind, policy.today(now))
    standing = refuse_bound(rows, kind, lines, item.departures, policy.today(now))
    target = domain.TRANSITIONS[STATUS_ACTS[kind]].target
    facts = [_to_decide(row, lines[row.id], target, standing.get(row.reference)) for row in rows]
    decided, events = decisions.decide_licences(act=act, licences=facts, outcome=OUTCOMES[kind], now=now)
    changes = [_change(row, target, decision, actor, now) for row, decision in zip(rows, decided, strict=True)]
    for some in in_sets([row.pk for row in rows]):
        Licence.objects.filter(pk__in=some).update(status=target, revision=F("revision") + 1)
    list_licences_again([row.pk for row in rows])
    StatusChange.objects.bulk_create(changes, batch_size=1000)
    customs = CustomsKind.INSERT if kind is ActKind.REINSTATE else CustomsKind.CANCEL
    messages = [status_message(row, lines[row.id], customs, act=act.reference, actor=actor, now=now) for row in rows]
    CustomsMessage.objects.bulk_create(messages, batch_size=1000)
    return [*events, *(_changed(change, act) for change in changes)]


def rows_of(references: Iterable[str]) -> list[Licence]:
    """The licences of these references with their holders, in order."""
    found = (Licence.objects.filter(reference__in=some).select_related("organisation") for some in in_sets(sorted(references)))
    return [row for rows in found for row in rows.order_by("reference")]


def countries_of(licences: Iterable[str]) -> list[Json]:
    """The countries of all parties on the lines of these licences, by id: what concerns may be about."""
    lines = LicenceLine.objects.order_by()
    keys = {key for some in in_sets(licences) for key in lines.filter(licence__in=some).values_list("country_key", flat=True).distinct()}
    return [*sorted({part.rpartition(":")[2] for key in keys for part in key.strip("/").split("/") if part})]


def refuse_wrong_status(rows: Sequence[Licence], kind: ActKind) -> None:
    for row in rows:
        domain.TRANSITIONS.target(LicenceStatus(row.status), STATUS_ACTS[kind])


def refuse_ended(rows: Sequence[Licence], kind: ActKind, today: date) -> None:
    """A licence whose last day has passed comes back by no act, whether or not it was marked expired yet."""
    if kind is not ActKind.REINSTATE:
        return
    for row in rows:
        if row.valid_until < today:
            raise Refused(
                f"Its last day was {row.valid_until}: it cannot be reinstated; a new licence must be applied for.", place=row.reference
            )


def _change(row: Licence, target: LicenceStatus, decision: decisions.Decision, actor: Actor, now: Instant) -> StatusChange:
    return StatusChange(
        id=new_id(),
        licence=row,
        source=row.status,
        target=target,
        decision=decision,
        changed_on=decision.decided_on,
        changed_at=now,
        changed_by=actor.id,
    )


def _changed(change: StatusChange, act: decisions.Act) -> LicenceStatusChanged:
    return LicenceStatusChanged(
        on=change.changed_on,
        ref=change.licence.reference,
        source=change.source,
        target=change.target,
        decision=change.decision.reference if change.decision else "",
        act=act.reference,
        exporter=change.licence.organisation.name,
    )


def refuse_bound(
    rows: Sequence[Licence], kind: ActKind, lines: Mapping[str, Sequence[LicenceLine]], departures: Mapping[str, str], today: date
) -> dict[str, Standing]:
    """Nothing is reinstated against a hold or a clear risk, nor where it is unknown whether one takes it, but by
    the departure that is named for it and passes every clear risk. What stands, by licence.
    """
    if kind is not ActKind.REINSTATE:
        return {}
    now = stands_now(today)
    found = {row.reference: now.of(lines[row.id], departures.get(row.reference, "")) for row in rows}
    for reference, standing in found.items():
        if why := standing.against_reinstating():
            raise Refused(f"It cannot be reinstated: {why}.", bars=[why], place=reference)
    return found


def _to_decide(row: Licence, lines: Sequence[LicenceLine], target: LicenceStatus, standing: Standing | None) -> LicenceToDecide:
    facts = tuple(line.to_facts(line.line_id) for line in lines)
    sum_ = total(line.value() for line in lines)
    return LicenceToDecide(
        reference=row.reference,
        source=row.status,
        target=target.value,
        licence_type=row.licence_type,
        exporter=row.organisation.name,
        facts=facts,
        lines=[
            {
                "rating": str(item.rating) if item.rating else None,
                "value_minor": line.value_minor,
                "no_value": line.no_value,
            }
            for item, line in zip(facts, lines, strict=True)
        ],
        value_minor=sum_.money.minor if sum_.money else None,
        no_value="" if sum_.money else NoValue.NOT_RECORDED.value,
        departure=standing.named if standing else "",
        passes=standing.passed if standing else (),
    )
