"""Putting something up for signature: a case's outcomes, a hold, its lifting."""

from collections.abc import Sequence

from django.db import transaction

from licet.casework import public as casework
from licet.decisions import domain
from licet.decisions.domain import ActKind, SigningRole
from licet.decisions.events import ActProposed
from licet.decisions.models import Act, Hold, Text
from licet.decisions.selectors.gate import at_gate
from licet.decisions.selectors.signed_part import SignedPart, Texts, case_signed_part
from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, MissingReasons, NotFound, Refused
from licet.kernel.event import Event, Json
from licet.kernel.facts import LineFacts
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.kernel.scope import Scope
from licet.kernel.visible_text import read_visible_text
from licet.platform.ids import new_id
from licet.platform.references import next_references
from licet.policy import public as policy


@transaction.atomic
def propose_decision(*, actor: Actor, case: str, lines: Sequence[domain.LineDecision], now: Instant, revision: int | None = None) -> Act:
    """Propose an outcome for every line of a case; leads. Refused while the gate bars what is to be granted.

    ``revision`` is the case's as the proposer saw it: Conflict when somebody changed the case since.
    """
    actor.require(Permission.ACT_PROPOSE)
    words = "Outcomes were proposed for signature."
    moved = casework.move(actor=actor, case=case, transition="propose", now=now, words=words, revision=revision)
    at = at_gate([case], today=policy.today(now))[case]
    if found := domain.objections(lines, at.facts.lines, at.result):
        raise Refused("These outcomes cannot be proposed. " + " ".join(found), bars=found, place=at.facts.reference)
    roles = roles_asked(ActKind.DECIDE, at.facts.lines)
    signed = case_signed_part(at, lines, roles)
    subject: dict[str, Json] = {"lines": [line_json(item) for item in lines]}
    act, events = make_act(
        actor=actor, kind=ActKind.DECIDE, title=at.facts.reference, subject=subject, signed=signed, roles=roles, now=now, case=case
    )
    policy.record_events(actor=actor, events=[*moved, *events], now=now)
    return act


@transaction.atomic
def propose_hold(*, actor: Actor, kind: domain.HoldKind, title: str, scope: Scope, legal_basis: str, reasons: str, now: Instant) -> Act:
    """Propose a hold over a scope; it binds once signed."""
    actor.require(Permission.HOLD_PLACE)
    policy.check_scope(scope)
    if not scope.clauses():
        raise Invalid("A hold cannot bind every licence: narrow its scope.", place="scope")
    require_words(title=title, legal_basis=legal_basis, reasons=reasons)
    texts = Texts()
    body: dict[str, Json] = {
        "hold_kind": kind.value,
        "title": title,
        "scope": scope.to_json(),
        "legal_basis": texts.name(legal_basis),
        "reasons": texts.name(reasons),
    }
    subject: dict[str, Json] = body | {"legal_basis": legal_basis, "reasons": reasons}
    return put_up(actor, ActKind.PLACE_HOLD, title, body, subject, texts, now)


@transaction.atomic
def propose_lifting(*, actor: Actor, hold: str, reasons: str, now: Instant) -> Act:
    """Propose that a hold binds no longer."""
    actor.require(Permission.HOLD_PLACE)
    require_words(reasons=reasons)
    row = Hold.objects.filter(reference=hold, lifted_on=None).first()
    if row is None:
        raise NotFound("hold in force")
    texts = Texts()
    body: dict[str, Json] = {"hold": hold, "title": row.title, "reasons": texts.name(reasons)}
    return put_up(actor, ActKind.LIFT_HOLD, row.title, body, body | {"reasons": reasons}, texts, now)


def put_up(actor: Actor, kind: ActKind, title: str, body: dict[str, Json], subject: dict[str, Json], texts: Texts, now: Instant) -> Act:
    """Write and tell an act that concerns no case and no licence."""
    roles = roles_asked(kind, ())
    head: dict[str, Json] = {"v": 1, "kind": kind.value, "roles": [role.value for role in roles]}
    signed = SignedPart(head | body, texts.by_digest)
    act, events = make_act(actor=actor, kind=kind, title=title, subject=subject, signed=signed, roles=roles, now=now)
    policy.record_events(actor=actor, events=events, now=now)
    return act


def make_act(
    *,
    actor: Actor,
    kind: ActKind,
    title: str,
    subject: dict[str, Json],
    signed: SignedPart,
    roles: Sequence[SigningRole],
    now: Instant,
    case: str | None = None,
) -> tuple[Act, list[Event]]:
    """Write a proposed act and the texts it names, each once by its SHA-256. Does not lead: the caller records its events."""
    texts = [Text(sha256=digest, body=text) for digest, text in sorted(signed.texts.items())]
    Text.objects.bulk_create(texts, ignore_conflicts=True)
    today = policy.today(now)
    reference = next_references(authority=policy.pack().prefix, kind="ACT", year=today.year)[0]
    wanted_on = casework.Case.objects.values_list("target_on", flat=True).get(pk=case) if case else today
    act = Act.objects.create(
        id=new_id(),
        reference=str(reference),
        kind=kind,
        status=domain.ActStatus.PROPOSED,
        case_id=case,
        title=title,
        subject=subject,
        signed_part=signed.text,
        digest=signed.digest,
        roles=[role.value for role in roles],
        proposed_at=now,
        proposed_by=actor.id,
        waits_for=roles[0],
        wanted_on=wanted_on,
    )
    return act, [ActProposed(on=today, ref=act.reference, act_kind=kind.value, digest=act.digest, proposed_by=actor.id)]


def roles_asked(kind: ActKind, lines: Sequence[LineFacts]) -> tuple[SigningRole, ...]:
    """Whose signatures policy asks for; fewer than two of different roles is no policy."""
    roles = tuple(SigningRole(seat.value) for seat in policy.signatures_for(kind.value, lines))
    if len(set(roles)) < 2:
        raise Refused(f"The policy pack asks for fewer than two signatures to {kind}: correct the pack.")
    return roles


def require_words(**texts: str) -> None:
    for name, text in texts.items():
        place = name.replace("_", " ")
        if not read_visible_text(text, what="these words", place=place, many_lines=True):
            raise MissingReasons("Words are needed here: they stand in the record.", place=place)


def line_json(item: domain.LineDecision) -> dict[str, Json]:
    return {
        "line": item.line,
        "outcome": item.outcome.value,
        "reasons": item.reasons,
        "criteria": list(item.criteria),
        "conditions": list(item.conditions),
        "disclosed": item.disclosed,
        "withheld": item.withheld,
    }
