"""Open hits over many subjects: what waits for whoever may adjudicate."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from licet.kernel.actor import Actor
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.platform.cursors import read_cursor, write_cursor
from licet.screening.domain.explanation import Explanation
from licet.screening.domain.hits import STATE_OF, HitState
from licet.screening.domain.listed import PartyName
from licet.screening.models import Hit
from licet.screening.selectors.hits import of_latest_run, outcomes

type Subjects = Collection[str] | QuerySet[Any, str]
"""References of subjects, or a query for them, which the engine then answers in the same one."""

_OPEN = [outcome.value for outcome, state in STATE_OF.items() if outcome and state is HitState.OPEN]


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


def open_hits(*, actor: Actor, subjects: Subjects, after: str | None = None, limit: int = 25) -> OpenHits:
    """The oldest first. One query, however many subjects. The caller has found that the actor may see the subjects.

    Raises Invalid for a cursor that is none.
    """
    actor.require(Permission.HIT_READ)
    same = Hit.objects.filter(
        run__subject_ref=OuterRef("run__subject_ref"),
        party_fingerprint=OuterRef("party_fingerprint"),
        entry_fingerprint=OuterRef("entry_fingerprint"),
    )
    since = Subquery(same.order_by("run__number").values("run__screened_at")[:1])
    rows = _open().filter(run__subject_ref__in=subjects).annotate(since=since).order_by("since", "id")
    if after:
        moment, key = read_cursor(after)
        rows = rows.filter(Q(since__gt=moment) | Q(since=moment, id__gt=key))
    found = list(rows.select_related("run", "party", "entry_name__entry__version__watchlist")[: limit + 1])
    shown = tuple(_row(row) for row in found[:limit])
    return OpenHits(shown, write_cursor(shown[-1].since, shown[-1].id) if len(found) > limit else None)


def count_open_hits(*, actor: Actor, groups: Mapping[str, Subjects]) -> dict[str, int]:
    """How many each group of subjects has, in one query."""
    actor.require(Permission.HIT_READ)
    counts = {name: Count("pk", filter=Q(run__subject_ref__in=subjects)) for name, subjects in groups.items()}
    found: dict[str, int] = _open().aggregate(**counts)
    return found


def _open() -> QuerySet[Hit, Hit]:
    own, carried = outcomes()
    rows = Hit.objects.filter(of_latest_run()).annotate(stands=Coalesce(own, carried))
    return rows.filter(Q(stands=None) | Q(stands__in=_OPEN))


def _row(row: Hit) -> OpenHit:
    entry = row.entry_name.entry
    return OpenHit(
        id=row.id,
        subject_ref=row.run.subject_ref,
        party=row.party.to_domain(),
        watchlist=entry.version.watchlist.name,
        list_version=entry.version.number,
        entry_ref=entry.ref,
        matched_name=row.entry_name.name,
        explanation=Explanation.from_json(row.explanation),
        since=row.since,  # type: ignore[attr-defined]
        looked_at=row.stands is not None,  # type: ignore[attr-defined]
    )
