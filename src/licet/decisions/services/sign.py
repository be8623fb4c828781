"""Signing: one person signs one digest, and what makes earlier signatures void.

See docs/design/between-modules.md#a-signature-is-void-when-what-was-signed-changes.

Every signature of every kind of act is given through :func:`sign_act`. What differs between kinds is in :class:`ActEffects`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from licet.casework import public as casework
from licet.decisions import domain
from licet.decisions.domain import ActKind, ActStatus
from licet.decisions.events import ActEnded, ActSigned
from licet.decisions.models import Act, Signature
from licet.decisions.selectors.open_concerns import concerns_about
from licet.decisions.selectors.signed_part import SignedPart
from licet.kernel.actor import Actor, Signer
from licet.kernel.errors import Conflict, InvalidTransition, MissingReasons, NotFound, Refused
from licet.kernel.event import Event
from licet.kernel.instants import Instant
from licet.kernel.visible_text import read_visible_text
from licet.platform.environment import PRETENDING
from licet.platform.ids import new_id
from licet.platform.locking import locked, take_turn
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


@dataclass(frozen=True, slots=True)
class ActEffects:
    """What signing needs to know of one kind of act. The modules that it concerns supply it, in ``project/acts.py``.

    ``read_signed_part`` is the signed part as it would be written now. ``complete`` does what the act says, once everybody has signed,
    and ``void`` puts back what proposing it changed; both return their events, and run in the transaction of the signature.
    """

    read_signed_part: Callable[[Act, Instant], SignedPart]
    complete: Callable[[Actor, Act, Instant], list[Event]]
    void: Callable[[Actor, Act, Instant], list[Event]]


@transaction.atomic
def sign_act(*, signer: Signer, act: str, digest: str, shown: domain.Shown, now: Instant, words: str = "", accepts: int = 0) -> Signed:
    """Sign an act in the role that is due; with the last signature, do what it says. Leads.

    ``digest`` is what the signer read, ``shown`` the open concerns on their page. When what the act rests on has changed since it was
    proposed, nothing is signed: the act and its signatures become void, and ``voided`` says what changed. ``words`` are the signer's
    own, and are kept in the envelope. ``accepts`` is the number of licences of which the signer accepts that they go on although
    nobody can say whether a clear risk covers them: it must be the number that the act gives (decision 0181).
    """
    take_turn("licences:sign")  # a hold and a grant are never signed at once: one sees the other
    open_act = lock_open_act(act)
    if open_act.case_id:
        casework.lock_case(open_act.case_id)  # what is read of the case now is what is decided
    effects = _read_effects(ActKind(open_act.kind))
    current = effects.read_signed_part(open_act, now)
    signed = _sign(signer, open_act, digest, shown, current, now, words, accepts)
    events = list(signed.events)
    if signed.voided:
        events += effects.void(signer.actor, open_act, now)
    elif signed.complete:
        events += effects.complete(signer.actor, open_act, now)
    policy.record_events(actor=signer.actor, events=events, now=now, act=open_act.reference)
    return Signed(open_act, signed.complete, signed.voided, events)


def _read_effects(kind: ActKind) -> ActEffects:
    effects_by_kind: Mapping[ActKind, ActEffects] = import_string(settings.LICET_ACT_EFFECTS)
    return effects_by_kind[kind]


def lock_open_act(act: str) -> Act:
    """The act that waits for signatures, locked until the transaction ends."""
    open_act = locked(Act.objects.filter(id=act)).first()
    if open_act is None:
        raise NotFound("act")
    if open_act.status != ActStatus.PROPOSED:
        raise InvalidTransition(f"This act is {open_act.status}: there is nothing to sign.", place=open_act.reference)
    return open_act


def _sign(
    signer: Signer, act: Act, digest: str, shown: domain.Shown, current: SignedPart, now: Instant, words: str, accepts: int
) -> Signed:
    signatures = list(act.signatures.filter(voided_at=None))
    role = _find_role(signer, act, signatures)
    words = read_visible_text(words, what="your words", place="words", many_lines=True)
    if domain.must_say(ActKind(act.kind), role) and not words:
        raise MissingReasons("Say in your own words why you depart from the criterion: they stand in the record.", place="words")
    if digest != act.digest:
        raise Conflict("What you read is not what stands here to be signed. Read it again.", place=act.reference)
    if current.digest != act.digest:
        return _void(act, signatures, current, signer.actor, now)
    _refuse_other_concerns(act, shown)
    _refuse_other_number(act, accepts)
    signature = _write_signature(signer, act, role, shown, words, accepts, now)
    signed = ActSigned(
        on=policy.today(now), ref=act.reference, role=role.value, digest=act.digest, means=signer.means, signed_by=signer.actor.id
    )
    following = domain.role_due(act.asked(), [item.to_domain() for item in [*signatures, signature]])
    if following:
        act.waits_for = following
        act.save(update_fields=["waits_for"])
    else:
        close_act(act, ActStatus.DONE, signer.actor, now)
    return Signed(act, following is None, (), [signed])


def _write_signature(
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


def _find_role(signer: Signer, act: Act, signatures: list[Signature]) -> domain.SigningRole:
    if signer.means == DEMONSTRATION and settings.LICET_ENV not in PRETENDING:
        raise Refused("Nobody signs by “sign in as”: that is for the demonstration only.", place=act.reference)
    return domain.role_to_sign(
        act.asked(),
        [item.to_domain() for item in signatures],
        signer=signer.actor,
        proposer=act.proposed_by,
        recused=casework.recused(act.case_id) if act.case_id else (),
        act=act.reference,
    )


def _refuse_other_concerns(act: Act, shown: domain.Shown) -> None:
    if concerns_about(act) != shown:
        raise Conflict("Open concerns changed since this page was shown: read them, then sign.", place=act.reference)


def _refuse_other_number(act: Act, accepts: int) -> None:
    asked = in_doubt(act)
    if accepts and not asked:
        raise Refused("No licence of this act goes on in doubt: there is nothing of that kind to accept.", place=act.reference)
    if accepts != asked:
        goes_on = f"{asked:,} licence{'s go' if asked != 1 else ' goes'} on although nobody can say whether a clear risk takes the goods"
        raise Refused(f"{goes_on}: to sign, say that you accept it of {asked:,}.", place=act.reference)


def in_doubt(act: Act) -> int:
    """How many licences go on in doubt by this act: the number that each signer must accept."""
    body = canonical.loads(act.signed_part)
    count = body.get("in_doubt", 0) if isinstance(body, dict) else 0
    assert isinstance(count, int)
    return count


MOST_CHANGES = 20
"""How many changes are kept with a signature that became void, each on a line of its own."""


def _void(act: Act, signatures: list[Signature], current: SignedPart, actor: Actor, now: Instant) -> Signed:
    departments = {item.id: item.name for item in policy.pack().departments}
    signed: Any = canonical.loads(act.signed_part)
    changed = domain.changes_in_words(signed, current.body, departments)
    more = [f"And {len(changed) - MOST_CHANGES} more."] if len(changed) > MOST_CHANGES else []
    words = "\n".join(["What it stands on changed:", *changed[:MOST_CHANGES], *more])
    for signature in signatures:
        signature.voided_at, signature.voided_by, signature.void_reason = now, actor.id, words
    Signature.objects.bulk_update(signatures, ["voided_at", "voided_by", "void_reason"])
    return Signed(act, False, changed, [close_act(act, ActStatus.VOID, actor, now, words)])


def close_act(act: Act, status: ActStatus, actor: Actor, now: Instant, words: str = "") -> ActEnded:
    """End an act that waits for signatures; returns the event that says so."""
    name = {ActStatus.DONE: "complete", ActStatus.VOID: "void", ActStatus.RETURNED: "return"}[status]
    act.status = domain.ACT_TRANSITIONS.target(ActStatus(act.status), name)
    act.closed_at, act.closed_by, act.closing_words, act.waits_for = now, actor.id, words, ""
    act.save(update_fields=["status", "closed_at", "closed_by", "closing_words", "waits_for"])
    return ActEnded(on=policy.today(now), ref=act.reference, how=act.status, words=words, ended_by=actor.id)
