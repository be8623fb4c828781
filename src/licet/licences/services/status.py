"""Suspending, reinstating and revoking, one licence or thousands, as one signed act."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from licet.decisions import public as decisions
from licet.decisions.public import ActKind, SignedPart, Texts
from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, NotFound
from licet.kernel.event import Json
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.kernel.scope import Scope
from licet.licences.domain import Standing
from licet.licences.models import Licence
from licet.licences.selectors.assessed import assessed_json
from licet.licences.selectors.sets import lines_of
from licet.licences.selectors.standing import stands_now
from licet.licences.selectors.summaries import describe_licences
from licet.licences.services.changing import countries_of, refuse_bound, refuse_ended, refuse_wrong_status, rows_of
from licet.platform.locking import locked
from licet.policy import public as policy
from licet_verify import canonical

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
    departure: str = "",
) -> decisions.Act:
    """Propose to suspend, reinstate or revoke the licences of these references. Leads.

    ``scope`` is the sentence they were found by, kept with the frozen list. ``departure`` is the reference of the one by which
    those are reinstated that a clear risk takes. Nothing changes until it is signed.
    """
    actor.require(Permission.ACT_PROPOSE)
    actor.require(_PERMISSION[kind])
    decisions.require_words(legal_basis=legal_basis, reasons=reasons)
    if not licences:
        raise Invalid("Choose at least one licence.", place="licences")
    rows = _licences(sorted(set(licences)))
    refuse_wrong_status(rows, kind)
    refuse_ended(rows, kind, policy.today(now))
    if departure:
        decisions.departure_in_force(departure, policy.today(now))
    _refuse_bound(rows, kind, departure, policy.today(now))
    subject: dict[str, Json] = {
        "licences": [row.reference for row in rows],
        "legal_basis": legal_basis,
        "reasons": reasons,
        "scope": scope.to_json() if scope else None,
        **({"departure": departure} if departure else {}),
    }
    roles = decisions.roles_asked(kind, ())
    signed = _signed_part(kind, subject, rows, [role.value for role in roles], now)
    title = describe_licences([row.reference for row in rows])
    act, events = decisions.make_act(actor=actor, kind=kind, title=title, subject=subject, signed=signed, roles=roles, now=now)
    policy.record_events(actor=actor, events=events, now=now)
    return act


def _licences(references: Sequence[str]) -> list[Licence]:
    rows = rows_of(references)
    if missing := sorted(set(references) - {row.reference for row in rows}):
        raise NotFound(f"licence {missing[0]}")
    return rows


def _refuse_bound(rows: Sequence[Licence], kind: ActKind, departure: str, today: date) -> None:
    if kind is not ActKind.REINSTATE:
        if departure:
            raise Invalid("A departure is named to reinstate only: leave it out.", place="departure")
        return
    named = _by_departure(rows, departure, today)
    refuse_bound(rows, kind, lines_of(row.pk for row in rows), dict.fromkeys(named, departure), today)
    if departure and not named:
        raise Invalid(f"Departure {departure} opens nothing for these licences: leave it out.", place="departure")


def _by_departure(rows: Sequence[Licence], departure: str, today: date) -> dict[str, Standing]:
    """The licences that a clear risk takes, with what stands against them when the departure is named."""
    if not departure:
        return {}
    now, lines = stands_now(today), lines_of(row.pk for row in rows)
    return {row.reference: now.of(lines[row.id], departure) for row in rows if now.of(lines[row.id]).at_risk}


def _signed_part(kind: ActKind, subject: Mapping[str, Json], rows: Sequence[Licence], roles: Sequence[str], now: Instant) -> SignedPart:
    texts, today = Texts(), policy.today(now)
    departure = str(subject.get("departure", ""))
    named = _by_departure(rows, departure, today)
    body: dict[str, Json] = {
        "v": 1,
        "kind": kind.value,
        "legal_basis": texts.name(str(subject["legal_basis"])),
        "reasons": texts.name(str(subject["reasons"])),
        "scope": subject["scope"],
        "countries": countries_of(row.pk for row in rows),
        "assessment": assessed_json([row.pk for row in rows], today=today, texts=texts),
        "licences": [_licence(row, named.get(row.reference)) for row in rows],
        **({"departures": decisions.departures_named([departure], texts)} if departure else {}),
        "roles": list(roles),
    }
    text = canonical.dumps(body).decode()
    texts.name(text)  # each licence's record names the act's signed part as a text
    return SignedPart(body, texts.by_digest)


def _licence(row: Licence, standing: Standing | None) -> dict[str, Json]:
    """What passes stands here, so that a departure which is over before the last signature voids those before it."""
    said: dict[str, Json] = {"reference": row.reference, "status": row.status, "revision": row.revision}
    return said | ({"departure": standing.named, "passes": [*standing.passed]} if standing else {})


def status_signed_part(act: decisions.Act, now: Instant) -> SignedPart:
    """The signed part as it would be written now: it differs when a licence or an assessment over its lines changed since."""
    rows = list(locked(Licence.objects.filter(reference__in=act.subject["licences"]).order_by("reference")))
    return _signed_part(ActKind(act.kind), act.subject, rows, act.roles, now)
