"""Signing: one person, one digest, and what makes earlier signatures void (joints 14, record.md I2, I14).

Not leading: ``licences`` leads every signing and tells the events.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from licet.casework import public as casework
from licet.decisions import domain
from licet.decisions.domain import ActKind, ActStatus
from licet.decisions.events import ActEnded, ActSigned
from licet.decisions.models import Act, Hold, Signature
from licet.decisions.selectors.assessed import assessed_in
from licet.decisions.selectors.gate import AtGate
from licet.decisions.selectors.signed_part import SignedPart
from licet.kernel.actor import Actor, Signer
from licet.kernel.errors import Conflict, InvalidTransition, MissingReasons, NotFound, Refused
from licet.kernel.event import Event
from licet.kernel.instants import Instant
from licet.kernel.scope import Scope
from licet.kernel.visible_text import read_visible_text
from licet.platform.environment import PRETENDING
from licet.platform.ids import new_id
from licet.platform.locking import locked
from licet.policy import public as policy
from licet_verify import canonical

DEMONSTRATION = "demo"


@dataclass(frozen=True, slots=True)
class Signed:
    """``complete``: no more signatures are asked for. ``voided``: what changed since, when earlier signatures fell."""

    act: Act
    complete: bool
    voided: tuple[str, ...]
    events: list[Event]


def act_for_signing(act: str) -> Act:
    """The act, locked until the transaction ends."""
    row = locked(Act.objects.filter(id=act)).first()
    if row is None:
        raise NotFound("act")
    if row.status != ActStatus.PROPOSED:
        raise InvalidTransition(f"This act is {row.status}: there is nothing to sign.", place=row.reference)
    return row


def sign(
    *,
    signer: Signer,
    act: Act,
    digest: str,
    shown: domain.Shown,
    current: SignedPart,
    now: Instant,
    words: str = "",
    accepts: int = 0,
) -> Signed:
    """Sign ``act`` (locked, see :func:`act_for_signing`) in the role that is due.

    ``digest`` is what the signer read, ``shown`` the open concerns on their page, ``current`` the signed part as it would
    be written now: if it differs from the act's, the act and its signatures become void and nothing is signed. ``words``
    are the signer's own, and stand in the envelope. ``accepts`` is of how many licences the signer accepts that they go on although
    nobody can say whether a clear risk takes them: as many as the act says, or nothing is signed (decision 0181).
    """
    given = list(act.signatures.filter(voided_at=None))
    role = _due_role(signer, act, given)
    words = read_visible_text(words, what="your words", place="words", many_lines=True)
    if domain.must_say(ActKind(act.kind), role) and not words:
        raise MissingReasons("Say in your own words why you depart from the criterion: they stand in the record.", place="words")
    if digest != act.digest:
        raise Conflict("What you read is not what stands here to be signed. Read it again.", place=act.reference)
    if current.digest != act.digest:
        return _void(act, given, current, signer.actor, now)
    _same_concerns(act, shown)
    _all_accepted(act, accepts)
    row = _signature(signer, act, role, shown, words, accepts, now)
    event = ActSigned(
        on=policy.today(now), ref=act.reference, role=role.value, digest=act.digest, means=signer.means, signed_by=signer.actor.id
    )
    following = domain.role_due(act.asked(), [item.to_domain() for item in [*given, row]])
    if following:
        act.waits_for = following
        act.save(update_fields=["waits_for"])
    else:
        close_act(act, ActStatus.DONE, signer.actor, now)
    return Signed(act, following is None, (), [event])


def _signature(
    signer: Signer, act: Act, role: domain.SigningRole, shown: domain.Shown, words: str, accepts: int, now: Instant
) -> Signature:
    return Signature.objects.create(
        id=new_id(),
        act=act,
        role=role,
        name=signer.actor.name,
        digest=act.digest,
        means=signer.means,
        authenticated=signer.authenticated_at,
        shown=shown.to_json(),
        words=words,
        accepts=accepts,
        signed_at=now,
        signed_by=signer.actor.id,
    )


def _due_role(signer: Signer, act: Act, given: list[Signature]) -> domain.SigningRole:
    if signer.means == DEMONSTRATION and settings.LICET_ENV not in PRETENDING:
        raise Refused("Nobody signs by “sign in as”: that is for the demonstration only.", place=act.reference)
    facts = [item.to_domain() for item in given]
    role = domain.next_roles(act.asked(), facts)[0]
    signer.actor.require(domain.SIGNING_PERMISSION[role])
    recused = casework.recused(act.case_id) if act.case_id else frozenset()
    if why := domain.may_sign(act.asked(), facts, signer=signer.actor.id, proposer=act.proposed_by, role=role, recused=recused):
        raise Refused(why, place=act.reference)
    return role


def concerns_about(act: Act) -> domain.Shown:
    """Open concerns about what the act is about, to the day. If they cannot be read nobody may sign (joints 16)."""
    return open_concerns(topics(act))


def concerns_at(at: AtGate) -> domain.Shown:
    """The same for a case at the gate, before anything is put up for signature."""
    countries = {party.country for line in at.facts.lines for party in line.countries}
    assessments = {item.assessment for item in at.used()}
    return open_concerns(_topics(f"case:{at.facts.reference}", countries, assessments))


def open_concerns(about: Sequence[str]) -> domain.Shown:
    """Open concerns about these topics, such as “destination:QM”. Refused where they cannot be read: then nobody acts unaware."""
    adapter: domain.OpenConcerns = import_string(settings.LICET_OPEN_CONCERNS)()
    try:
        return adapter.about(about)
    except (OSError, RuntimeError) as error:
        raise Refused(f"Open concerns cannot be read, so nobody can sign now ({error}). Try again later.") from error


def topics(act: Act) -> tuple[str, ...]:
    """What concerns may be about: the case or the act, its destinations, the assessments it stands on, its review, its licences.

    What leads to those licences is asked about, too: by the adapter, for decisions know no way from a licence to its case.
    """
    body: Any = canonical.loads(act.signed_part)
    first = f"case:{act.case.reference}" if act.case else f"act:{act.reference}"
    review = (f"review:{body['review']}",) if "review" in body else ()
    licences = [item["reference"] for item in body.get("licences", ())]
    if "published" in body:  # a correction or an exclusion
        licences += filter(None, [body["published"]["licence"]])
    assessments = {item["assessment"] for item in assessed_in(body)}
    return (*_topics(first, _destinations(act, body), assessments), *review, *(f"licence:{reference}" for reference in licences))


def _topics(first: str, countries: Iterable[str], assessments: Iterable[str]) -> tuple[str, ...]:
    destinations = (f"destination:{code}" for code in sorted(countries))
    return (first, *destinations, *(f"assessment:{reference}" for reference in sorted(assessments)))


def _destinations(act: Act, body: Mapping[str, Any]) -> set[str]:
    """The countries of a case's parties; of other acts those that their scope names, or that of the hold they lift, and of the
    licences they change.
    """
    if act.case:
        return {part.rpartition(":")[2] for part in act.case.country_key.strip("/").split("/") if part}
    scope = body.get("scope") or body.get("frozen", {}).get("scope")
    if "hold" in body:
        scope = Hold.objects.values_list("scope", flat=True).get(reference=body["hold"])
    named = {value.rpartition(":")[2] for value in Scope.from_json(scope).destination} if scope else set()
    return named | set(body.get("countries", ()))


def _same_concerns(act: Act, shown: domain.Shown) -> None:
    if concerns_about(act) != shown:
        raise Conflict("Open concerns changed since this page was shown: read them, then sign.", place=act.reference)


def _all_accepted(act: Act, accepts: int) -> None:
    asked = in_doubt(act)
    if accepts and not asked:
        raise Refused("No licence of this act goes on in doubt: there is nothing of that kind to accept.", place=act.reference)
    if accepts != asked:
        goes_on = f"{asked:,} licence{'s go' if asked != 1 else ' goes'} on although nobody can say whether a clear risk takes the goods"
        raise Refused(f"{goes_on}: to sign, say that you accept it of {asked:,}.", place=act.reference)


def in_doubt(act: Act) -> int:
    """Of how many licences an act says that they go on in doubt: what each signer must accept."""
    body = canonical.loads(act.signed_part)
    found = body.get("in_doubt", 0) if isinstance(body, dict) else 0
    assert isinstance(found, int)
    return found


MOST_CHANGES = 20
"""So many are kept with a signature that became void, each on a line of its own."""


def _void(act: Act, given: list[Signature], current: SignedPart, actor: Actor, now: Instant) -> Signed:
    departments = {item.id: item.name for item in policy.pack().departments}
    signed: Any = canonical.loads(act.signed_part)
    changed = domain.changes_in_words(signed, current.body, departments)
    more = [f"And {len(changed) - MOST_CHANGES} more."] if len(changed) > MOST_CHANGES else []
    words = "\n".join(["What it stands on changed:", *changed[:MOST_CHANGES], *more])
    for signature in given:
        signature.voided_at, signature.voided_by, signature.void_reason = now, actor.id, words
    Signature.objects.bulk_update(given, ["voided_at", "voided_by", "void_reason"])
    return Signed(act, False, changed, [close_act(act, ActStatus.VOID, actor, now, words)])


def close_act(act: Act, status: ActStatus, actor: Actor, now: Instant, words: str = "") -> ActEnded:
    """End an act that stands proposed, and say so."""
    name = {ActStatus.DONE: "complete", ActStatus.VOID: "void", ActStatus.RETURNED: "return"}[status]
    act.status = domain.ACT_TRANSITIONS.target(ActStatus(act.status), name)
    act.closed_at, act.closed_by, act.closing_words, act.waits_for = now, actor.id, words, ""
    act.save(update_fields=["status", "closed_at", "closed_by", "closing_words", "waits_for"])
    return ActEnded(on=policy.today(now), ref=act.reference, how=act.status, words=words, ended_by=actor.id)
