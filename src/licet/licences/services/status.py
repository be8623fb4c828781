"""Suspending, reinstating and revoking, one licence or thousands, as one signed act (record.md I6, joints 15)."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F

from licet.decisions import public as decisions
from licet.decisions.public import ActKind, LicenceToDecide, SignedPart, Texts
from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, NotFound, Refused
from licet.kernel.event import Event, Json
from licet.kernel.instants import Instant
from licet.kernel.money import NoValue, total
from licet.kernel.permission import Permission
from licet.kernel.scope import Match, Scope
from licet.licences import domain
from licet.licences.domain import CustomsKind, LicenceStatus
from licet.licences.events import LicenceStatusChanged
from licet.licences.models import CustomsMessage, Licence, LicenceLine, StatusChange
from licet.licences.services.customs import status_message
from licet.licences.services.letters import status_letters
from licet.notices import public as notices
from licet.platform.ids import new_id
from licet.platform.locking import locked
from licet.policy import public as policy
from licet_verify import canonical

STATUS_ACTS: Mapping[ActKind, str] = {ActKind.SUSPEND: "suspend", ActKind.REINSTATE: "reinstate", ActKind.REVOKE: "revoke"}
OUTCOMES: Mapping[ActKind, str] = {ActKind.SUSPEND: "suspended", ActKind.REINSTATE: "reinstated", ActKind.REVOKE: "revoked"}
_PERMISSION = {
    ActKind.SUSPEND: Permission.LICENCE_SUSPEND,
    ActKind.REINSTATE: Permission.LICENCE_REINSTATE,
    ActKind.REVOKE: Permission.LICENCE_REVOKE,
}


@transaction.atomic
def propose_status_change(
    *,
    actor: Actor,
    kind: ActKind,
    licences: Sequence[str],
    legal_basis: str,
    reasons: str,
    now: Instant,
    scope: Scope | None = None,
) -> decisions.Act:
    """Propose to suspend, reinstate or revoke the licences of these references. Leads.

    ``scope`` is the sentence they were found by, kept with the frozen list. Nothing changes until it is signed.
    """
    actor.require(Permission.ACT_PROPOSE)
    actor.require(_PERMISSION[kind])
    decisions.require_words(legal_basis=legal_basis, reasons=reasons)
    if not licences:
        raise Invalid("Choose at least one licence.", place="licences")
    rows = _licences(sorted(set(licences)))
    _refuse_wrong_status(rows, kind)
    subject: dict[str, Json] = {
        "licences": [row.reference for row in rows],
        "legal_basis": legal_basis,
        "reasons": reasons,
        "scope": scope.to_json() if scope else None,
    }
    roles = decisions.roles_asked(kind, ())
    signed = _signed_part(kind, subject, rows, [role.value for role in roles])
    title = f"{kind.value.capitalize()}: {rows[0].reference if len(rows) == 1 else f'{len(rows):,} licences'}"
    act, events = decisions.make_act(actor=actor, kind=kind, title=title, subject=subject, signed=signed, roles=roles, now=now)
    policy.tell(actor=actor, events=events, now=now)
    return act


def _licences(references: Sequence[str]) -> list[Licence]:
    rows = list(Licence.objects.filter(reference__in=references).order_by("reference"))
    if missing := sorted(set(references) - {row.reference for row in rows}):
        raise NotFound(f"licence {missing[0]}")
    return rows


def _refuse_wrong_status(rows: Sequence[Licence], kind: ActKind) -> None:
    for row in rows:
        domain.TRANSITIONS.target(LicenceStatus(row.status), STATUS_ACTS[kind])


def _signed_part(kind: ActKind, subject: Mapping[str, Json], rows: Sequence[Licence], roles: Sequence[str]) -> SignedPart:
    texts = Texts()
    body: dict[str, Json] = {
        "v": 1,
        "kind": kind.value,
        "legal_basis": texts.name(str(subject["legal_basis"])),
        "reasons": texts.name(str(subject["reasons"])),
        "scope": subject["scope"],
        "licences": [{"reference": row.reference, "status": row.status, "revision": row.revision} for row in rows],
        "roles": list(roles),
    }
    text = canonical.dumps(body).decode()
    texts.name(text)  # each licence's record names the act's signed part as a text (joints 15)
    return SignedPart(body, texts.by_digest)


def status_signed_part(act: decisions.Act, _: Instant) -> SignedPart:
    """The signed part as it would be written now: it differs when a licence changed since the act was proposed."""
    rows = list(locked(Licence.objects.filter(reference__in=act.subject["licences"]).order_by("reference")))
    return _signed_part(ActKind(act.kind), act.subject, rows, act.roles)


def change_statuses(*, actor: Actor, act: decisions.Act, now: Instant) -> list[Event]:
    """Do what a completely signed act says, in sets: decisions, statuses, letters, customs. Not leading."""
    kind = ActKind(act.kind)
    rows = list(Licence.objects.filter(reference__in=act.subject["licences"]).select_related("organisation").order_by("reference"))
    _refuse_wrong_status(rows, kind)
    lines = _lines_of(rows)
    if kind is ActKind.REINSTATE:
        _refuse_held(rows, lines)
    target = domain.TRANSITIONS[STATUS_ACTS[kind]].target
    facts = [_to_decide(row, lines[row.id], target) for row in rows]
    decided, events = decisions.decide_licences(act=act, licences=facts, outcome=OUTCOMES[kind], now=now)
    changes = [_change(row, target, decision, actor, now) for row, decision in zip(rows, decided, strict=True)]
    Licence.objects.filter(reference__in=act.subject["licences"]).update(status=target, revision=F("revision") + 1)
    StatusChange.objects.bulk_create(changes, batch_size=1000)
    customs = CustomsKind.INSERT if kind is ActKind.REINSTATE else CustomsKind.CANCEL
    messages = [status_message(row, lines[row.id], customs, act=act.reference, actor=actor, now=now) for row in rows]
    CustomsMessage.objects.bulk_create(messages, batch_size=1000)
    letters = list(status_letters(kind, act, rows, lines, list(act.signatures.filter(voided_at=None)), now))
    written = notices.write(actor=actor, messages=letters, now=now, act=act.reference)
    return [*events, *(_changed(change, act) for change in changes), *written.events]


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


def _lines_of(rows: Sequence[Licence]) -> dict[str, list[LicenceLine]]:
    found: dict[str, list[LicenceLine]] = {row.id: [] for row in rows}
    for line in LicenceLine.objects.filter(licence__in=rows).order_by("licence", "number"):
        found[line.licence_id].append(line)
    return found


def _refuse_held(rows: Sequence[Licence], lines: Mapping[str, Sequence[LicenceLine]]) -> None:
    """Nothing is reinstated against a hold, nor where it is unknown whether one binds (record.md I3, joints 10)."""
    for hold in decisions.holds_in_force():
        for row in rows:
            for line in lines[row.id]:
                if hold.scope.takes(line.to_facts()) is not Match.NO:
                    raise Refused(
                        f"Line {line.number} cannot be reinstated: hold {hold.reference} binds it, or may.",
                        bars=[f"hold {hold.reference}"],
                        place=row.reference,
                    )


def _to_decide(row: Licence, lines: Sequence[LicenceLine], target: LicenceStatus) -> LicenceToDecide:
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
    )
