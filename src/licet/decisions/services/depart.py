"""Departures: proposed with every conclusion that they are made from, and void when another takes its place."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from licet.assessments import public as assessments
from licet.assessments.public import ConclusionFacts
from licet.decisions import domain
from licet.decisions.domain import ActKind
from licet.decisions.models import Act
from licet.decisions.selectors.signed_part import SignedPart, Texts, assessed
from licet.decisions.services.correct import PUBLISHED_CHANGES, change_as_it_would_be_signed
from licet.decisions.services.propose import put_up, require_words
from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid
from licet.kernel.event import Json
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.kernel.scope import Scope
from licet.policy import public as policy
from licet_verify import canonical

_FROM = ("conclusions", "assessment")


@transaction.atomic
def propose_departure(
    *,
    actor: Actor,
    criteria: Sequence[str],
    scope: Scope,
    legal_basis: str,
    reasons: str,
    publication: str,
    expires_on: date | None,
    now: Instant,
) -> Act:
    """Propose to depart from criteria for a scope until a day. Only a minister's signature makes it.

    Where it names a criterion of humanitarian law, the clear risks and undetermined scopes of its destinations that its scope may
    meet are put before the minister, with the assessments themselves: it departs from these versions, and from no later one.
    """
    actor.require(Permission.DEPARTURE_PROPOSE)
    require_words(legal_basis=legal_basis, reasons=reasons, publication=publication)
    if expires_on is None or expires_on <= policy.today(now):
        raise Invalid("A departure needs a day on which it expires, later than today.", place="expires on")
    if not criteria:
        raise Invalid("Name the criteria that are departed from.", place="criteria")
    policy.check_scope(scope)
    if not scope.clauses():
        raise Invalid("A departure cannot cover every licence: narrow its scope.", place="scope")
    texts, today = Texts(), policy.today(now)
    body: dict[str, Json] = {
        "criteria": [*sorted(criteria)],
        "scope": scope.to_json(),
        "legal_basis": texts.name(legal_basis),
        "reasons": texts.name(reasons),
        "publication": texts.name(publication),
        "expires_on": expires_on.isoformat(),
        **_before_the_minister(scope, criteria, texts, today),
    }
    words: dict[str, Json] = {"legal_basis": legal_basis, "reasons": reasons, "publication": publication}
    subject = {key: value for key, value in body.items() if key != "assessment"} | words
    title = f"Departure from {', '.join(sorted(criteria))}"
    return put_up(actor, ActKind.DEPART, title, body, subject, texts, now)


def conclusions_under(scope: Scope, criteria: Sequence[str], today: date) -> tuple[ConclusionFacts, ...]:
    """The conclusions in force that a departure of this scope from these criteria would be made from. One query."""
    ihl = {clause.code for clause in policy.criteria_in_force(today).ihl}
    if ihl.isdisjoint(criteria):
        return ()
    return domain.departed_from(scope, assessments.conclusions_in_force(today))


def _before_the_minister(scope: Scope, criteria: Sequence[str], texts: Texts, today: date) -> dict[str, Json]:
    """What the departure is made from; nothing where no assessment bars or leaves something undetermined there."""
    found = conclusions_under(scope, criteria, today)
    if not found:
        return {}
    return {"conclusions": [{"about": item.about, "version": item.version} for item in found], "assessment": assessed(found, texts)}


def standing_now(act: Act, now: Instant) -> SignedPart:
    """The signed part of an act about no case and no licence as it would be written now.

    Holds stand on nothing that changes. A departure stands on the assessments: a version that was concluded since it was
    proposed makes it void, for the minister has not read that one.
    """
    if act.kind in PUBLISHED_CHANGES:
        return change_as_it_would_be_signed(act)
    body = canonical.loads(act.signed_part)
    assert isinstance(body, dict)
    if act.kind != ActKind.DEPART:
        return SignedPart(body, {})
    kept = {key: value for key, value in body.items() if key not in _FROM}
    scope, texts = Scope.from_json(act.subject["scope"]), Texts()
    return SignedPart(kept | _before_the_minister(scope, act.subject["criteria"], texts, policy.today(now)), texts.by_digest)
