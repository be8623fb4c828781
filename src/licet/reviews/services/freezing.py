"""Freezing: the licences that a scope takes at this moment, as a list with a digest. Leads."""

from collections.abc import Iterator, Sequence
from itertools import batched

from django.db import transaction

from licet.kernel.actor import Actor
from licet.kernel.errors import Refused
from licet.kernel.event import Json
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.kernel.scope import Match, Scope
from licet.licences.public import LicenceStatus
from licet.platform.ids import new_id
from licet.policy import public as policy
from licet.reviews import domain
from licet.reviews.domain import Outcome, Warned
from licet.reviews.events import ReviewFrozen
from licet.reviews.models import Frozen, OutcomeRow, Review
from licet.reviews.selectors.reach import live_licences
from licet.reviews.services.opening import last_frozen, review_for_update, sentence_of
from licet_verify import canonical

_AT_ONCE = 1_000
_KEPT = ("outcome", "reasons", "departure_id", "decided_at", "decided_by")


@transaction.atomic
def freeze(*, actor: Actor, review: str, now: Instant, revision: int | None = None, even_everything: bool = False) -> Frozen:
    """List what the scope takes, live licences only, with their status. A further freezing keeps the outcomes that still fit.

    A scope that takes nothing is refused; one that takes every live licence unless ``even_everything`` says that it is meant.
    """
    actor.require(Permission.REVIEW_WORK)
    row = review_for_update(review, "freeze", revision)
    scope, before = row.to_scope(), last_frozen(row)
    found = list(_found(scope, row.named))
    unknown = 0 if scope.include_unknown else live_licences(scope, row.named, Match.UNKNOWN).count()
    _refuse(row, len(found), unknown, even_everything)
    frozen_id = new_id()
    frozen = Frozen.objects.create(
        id=frozen_id,
        review=row,
        number=before.number + 1 if before else 1,
        scope=row.scope,
        sentence=sentence_of(scope, row.named),
        digest=_digest(row, frozen_id, found),
        licences=len(found),
        unknown=unknown,
        frozen_at=now,
        frozen_by=actor.id,
    )
    kept = _kept(before) if before and not before.applied_on else {}
    for some in batched(found, _AT_ONCE):
        OutcomeRow.objects.bulk_create([_row(frozen, item, kept) for item in some])
    row.save(update_fields=["status", "revision"])
    policy.record_events(actor=actor, events=[_event(row, frozen)], now=now)
    return frozen


type _Item = tuple[str, str, str, int, str]
"""Key, reference, status, revision, and whether the scope says yes or unknown."""


def _found(scope: Scope, named: Sequence[str]) -> Iterator[_Item]:
    matches = (Match.YES, Match.UNKNOWN) if scope.include_unknown else (Match.YES,)
    items = [
        (*values, match.value)
        for match in matches
        for values in live_licences(scope, named, match).values_list("pk", "reference", "status", "revision")
    ]
    return iter(sorted(items, key=lambda item: item[1]))


def _refuse(row: Review, found: int, unknown: int, even_everything: bool) -> None:
    if not found:
        more = f" Of {unknown:,} a fact is not known: include the unknown, or find the fact." if unknown else ""
        raise Refused(f"Nothing can be frozen: {Warned.NOTHING}.{more}", place=row.reference)
    everything = not (row.scope.keys() - {"unknown"} or row.named) or found == _live()
    if everything and not even_everything:
        raise Refused(f"This scope is wide: {Warned.EVERYTHING} ({found:,}). Say that it is meant, or narrow it.", place=row.reference)


def _live() -> int:
    return live_licences(Scope(), (), Match.YES).count()


def _digest(row: Review, frozen_id: str, found: Sequence[_Item]) -> str:
    """The digest that the log publishes. The freezing's own id, which is random and not public, stands in what is hashed.

    Everything else can be guessed: without the id, whoever tries each licence in force finds the one that a review names.
    """
    listed: list[Json] = [{"reference": reference, "status": status, "revision": revision} for _, reference, status, revision, _ in found]
    body: dict[str, Json] = {"v": 2, "freezing": frozen_id, "review": row.reference, "scope": row.scope, "licences": listed}
    return canonical.digest(body)


def _kept(before: Frozen) -> dict[str, dict[str, object]]:
    decided = before.outcomes.exclude(outcome="").values("licence_id", *_KEPT)
    return {str(item.pop("licence_id")): item for item in decided}


def _row(frozen: Frozen, item: _Item, kept: dict[str, dict[str, object]]) -> OutcomeRow:
    licence, _, status, revision, answer = item
    decided = kept.get(licence, {})
    if decided and not domain.possible(Outcome(str(decided["outcome"])), LicenceStatus(status)):
        decided = {}
    return OutcomeRow(id=new_id(), frozen=frozen, licence_id=licence, status=status, revision=revision, answer=answer, **decided)


def _event(row: Review, frozen: Frozen) -> ReviewFrozen:
    return ReviewFrozen(
        on=policy.today(frozen.frozen_at),
        ref=row.reference,
        number=frozen.number,
        scope=row.scope,
        sentence=frozen.sentence,
        digest=frozen.digest,
        licences=frozen.licences,
        unknown=frozen.unknown,
        frozen_by=frozen.frozen_by,
    )
