"""Open hits over many subjects: what waits for whoever may adjudicate."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from licet.kernel.actor import Actor
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.platform.cursors import read_cursor, write_cursor
from licet.screening.domain.explanation import Explanation
from licet.screening.domain.listed import PartyName
from licet.screening.models import Adjudication, UnsettledHit


@dataclass(frozen=True, slots=True)
class OpenHit:
    """``since``: when the parties of this subject were first found to match this entry. ``looked_at``: somebody could not tell."""

    id: str
    subject_ref: str
    party: PartyName
    watchlist: str
    list_version: int
    entry_ref: str
    matched_name: str
    explanation: Explanation
    since: Instant
    looked_at: bool


@dataclass(frozen=True, slots=True)
class OpenHits:
    """``after`` is the cursor of the next page, None on the last."""

    rows: tuple[OpenHit, ...]
    after: str | None


def open_hits(*, actor: Actor, subjects: Exists, after: str | None = None, limit: int = 25) -> OpenHits:
    """The oldest first, of subjects that meet a condition on their reference, ``OuterRef("subject_ref")``. One query, however
    many subjects there are. The caller has found that the actor may see the subjects.

    Raises Invalid for a cursor that is none.
    """
    actor.require(Permission.HIT_READ)
    unsettled = UnsettledHit.objects.filter(subjects).order_by("since", "hit")
    if after:
        moment, key = read_cursor(after)
        unsettled = unsettled.filter(Q(since__gt=moment) | Q(since=moment, hit__gt=key))
    looked_at = Exists(Adjudication.objects.filter(Q(hit=OuterRef("hit")) | Q(hit=OuterRef("hit__carried_from"))))
    related = ("hit__party", "hit__entry_name__entry__version__watchlist")
    page_and_next = list(unsettled.annotate(looked_at=looked_at).select_related(*related)[: limit + 1])
    page = tuple(map(_to_open_hit, page_and_next[:limit]))
    return OpenHits(page, write_cursor(page[-1].since, page[-1].id) if len(page_and_next) > limit else None)


def _to_open_hit(unsettled: UnsettledHit) -> OpenHit:
    hit, entry = unsettled.hit, unsettled.hit.entry_name.entry
    return OpenHit(
        id=hit.id,
        subject_ref=unsettled.subject_ref,
        party=hit.party.to_domain(),
        watchlist=entry.version.watchlist.name,
        list_version=entry.version.number,
        entry_ref=entry.ref,
        matched_name=hit.entry_name.name,
        explanation=Explanation.from_json(hit.explanation),
        since=unsettled.since,
        looked_at=unsettled.looked_at,  # type: ignore[attr-defined]
    )
