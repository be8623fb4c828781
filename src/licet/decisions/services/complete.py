"""What completing the acts that concern no licence brings about: holds, departures, corrections and exclusions."""

from collections.abc import Callable, Mapping
from datetime import date

from licet.decisions.domain import ActKind
from licet.decisions.events import DepartureFromAssessment, DepartureMade, HoldLifted, HoldPlaced
from licet.decisions.models import Act, Departure, Hold
from licet.decisions.selectors.signed_part import assessed_in
from licet.decisions.services.correct import make_change
from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, Refused
from licet.kernel.event import Event, Json
from licet.kernel.instants import Instant
from licet.platform.ids import new_id
from licet.platform.locking import locked
from licet.platform.references import next_references
from licet.policy import public as policy
from licet_verify import canonical


def complete_act(actor: Actor, act: Act, now: Instant) -> list[Event]:
    """Do what the signed act says; returns its events. Not leading."""
    return _DO[ActKind(act.kind)](act, policy.today(now))


def _reference(kind: str, today: date) -> str:
    return str(next_references(authority=policy.pack().prefix, kind=kind, year=today.year)[0])


def _place(act: Act, today: date) -> list[Event]:
    given = act.subject
    hold = Hold.objects.create(
        id=new_id(),
        reference=_reference("HLD", today),
        kind=given["hold_kind"],
        title=given["title"],
        scope=given["scope"],
        legal_basis=given["legal_basis"],
        reasons=given["reasons"],
        placed_act=act,
        placed_on=today,
    )
    placed = HoldPlaced(
        on=today,
        ref=hold.reference,
        hold_kind=hold.kind,
        title=hold.title,
        scope=hold.scope,
        legal_basis=hold.legal_basis,
        reasons=hold.reasons,
        act=act.reference,
    )
    return [placed]


def _lift(act: Act, today: date) -> list[Event]:
    hold = locked(Hold.objects.filter(reference=act.subject["hold"])).get()
    if hold.lifted_on:
        raise Conflict("This hold has been lifted already.", place=hold.reference)
    hold.lifted_act, hold.lifted_on = act, today
    hold.save(update_fields=["lifted_act", "lifted_on"])
    return [HoldLifted(on=today, ref=hold.reference, title=hold.title, reasons=act.subject["reasons"], act=act.reference)]


def _depart(act: Act, today: date) -> list[Event]:
    given = act.subject
    if date.fromisoformat(given["expires_on"]) <= today:
        raise Refused(f"This departure would have expired on {given['expires_on']}: send it back.", place=act.reference)
    departure = Departure.objects.create(
        id=new_id(),
        reference=_reference("DEP", today),
        act=act,
        criteria=given["criteria"],
        conclusions=given.get("conclusions"),
        scope=given["scope"],
        legal_basis=given["legal_basis"],
        reasons=given["reasons"],
        publication=given["publication"],
        made_on=today,
        expires_on=date.fromisoformat(given["expires_on"]),
    )
    made = DepartureMade(
        on=today,
        ref=departure.reference,
        criteria=departure.criteria,
        scope=departure.scope,
        legal_basis=departure.legal_basis,
        publication=departure.publication,
        expires_on=given["expires_on"],
        reasons=departure.reasons,
        act=act.reference,
    )
    return [made, *_from_assessments(departure, act, today)]


def _from_assessments(departure: Departure, act: Act, today: date) -> list[Event]:
    if not departure.conclusions:
        return []
    named: list[Json] = [
        {
            "assessment": item["assessment"],
            "number": item["number"],
            "conclusion": conclusion["ordinal"],
            "evidence_until": item["evidence_until"],
        }
        for item in assessed_in(canonical.loads(act.signed_part))
        for conclusion in item["conclusions"]
    ]
    return [DepartureFromAssessment(on=today, ref=departure.reference, conclusions=named, act=act.reference)]


_DO: Mapping[ActKind, Callable[[Act, date], list[Event]]] = {
    ActKind.PLACE_HOLD: _place,
    ActKind.LIFT_HOLD: _lift,
    ActKind.DEPART: _depart,
    ActKind.CORRECT: make_change,
    ActKind.EXCLUDE: make_change,
}
