"""Hits with what was found of them, and how subjects stand: what the gate and the frozen record read."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.screening.domain.explanation import Explanation
from licet.screening.domain.hits import HitState, Outcome, state
from licet.screening.domain.listed import PartyName
from licet.screening.models import Adjudication, Hit, Run
from licet.screening.selectors.policy import lists_asked


@dataclass(frozen=True, slots=True)
class ListUsed:
    id: str
    watchlist: str
    number: int
    sha256: str
    published_on: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a subject stands after its latest run. ``run`` None: never screened. ``lists`` empty: none was loaded.

    ``lists`` and ``screened_at`` are the run's. The same matches were found again with ``compared_lists`` at ``compared_at``, the
    run itself or later. No run and no list are *missing* at the gate, and so is a comparison that left out one of ``lists_asked``,
    the lists that the authority asks for; ``open`` and ``confirmed`` hits bar it; ``cleared`` ones are shown and do not.
    """

    subject_ref: str
    run: str | None = None
    lists: tuple[ListUsed, ...] = ()
    screened_at: Instant | None = None
    compared_lists: tuple[ListUsed, ...] = ()
    compared_at: Instant | None = None
    open: int = 0
    confirmed: int = 0
    cleared: int = 0
    lists_asked: tuple[str, ...] = ()

    @property
    def lists_left_out(self) -> tuple[str, ...]:
        used = {each.watchlist for each in self.compared_lists}
        return tuple(name for name in self.lists_asked if name not in used)


@dataclass(frozen=True, slots=True)
class AdjudicationView:
    """``carried``: it was made of the same unchanged pair in an earlier run."""

    id: str
    version: int
    outcome: Outcome
    reasons: str
    at: Instant
    by: str
    carried: bool


@dataclass(frozen=True, slots=True)
class HitView:
    """A hit with all that was known. ``version`` is that of its own latest adjudication: 0 if it has none."""

    id: str
    run: str
    subject_ref: str
    party: PartyName
    watchlist: str
    list_version: int
    entry_ref: str
    entry_type: str
    entry_name: str
    matched_name: str
    matched_kind: str
    matched_quality: str
    countries: tuple[str, ...]
    programme: str
    remarks: str
    score: int
    explanation: Explanation
    state: HitState
    version: int
    adjudication: AdjudicationView | None


def standing(subject_refs: Collection[str]) -> dict[str, Standing]:
    """How each subject stands, in two queries however many they are."""
    runs = {run.subject_ref: run for run in latest_runs(subject_refs).select_related("compared__basis")}
    counts: Counter[tuple[str, HitState]] = Counter()
    hits = Hit.objects.filter(run__in=[run.id for run in runs.values()])
    for run_id, own, carried in hits.values_list("run_id", *outcomes()):
        counts[run_id, _state(own, carried)] += 1
    return {ref: _standing(ref, runs.get(ref), counts) for ref in subject_refs}


def hits_for(subject_ref: str) -> tuple[HitView, ...]:
    """The hits of the latest run, best score first, with texts and explanations: for the record, in two queries."""
    return _views(Hit.objects.filter(of_latest_run(), run__subject_ref=subject_ref))


def access_hits_for(*, actor: Actor, subject_ref: str) -> tuple[HitView, ...]:
    """As :func:`hits_for`, for a person who may read hits. The caller has found that the actor may see the subject."""
    actor.require(Permission.HIT_READ)
    return hits_for(subject_ref)


def access_hit(*, actor: Actor, hit: str) -> HitView:
    actor.require(Permission.HIT_READ)
    found = _views(Hit.objects.filter(pk=hit))
    if not found:
        raise NotFound("hit")
    return found[0]


def newly_confirmed(*, actor: Actor, runs: Collection[str]) -> tuple[HitView, ...]:
    """Hits of these runs that are confirmed because the same pair was before, elsewhere: the subject's run before had no such hit."""
    actor.require(Permission.HIT_READ)
    before = Hit.objects.filter(
        run__subject_ref=OuterRef("run__subject_ref"),
        run__number=OuterRef("run__number") - 1,
        party_fingerprint=OuterRef("party_fingerprint"),
        entry_fingerprint=OuterRef("entry_fingerprint"),
    )
    found = _views(Hit.objects.filter(~Exists(before), run__in=list(runs), run__number__gt=1).exclude(carried_from=None))
    return tuple(hit for hit in found if hit.state is HitState.CONFIRMED and hit.version == 0)


# --- rows -----------------------------------------------------------------------------------------------------------
def latest_runs(subject_refs: Collection[str]) -> QuerySet[Run, Run]:
    later = Run.objects.filter(subject_ref=OuterRef("subject_ref"), number__gt=OuterRef("number"))
    return Run.objects.filter(~Exists(later), subject_ref__in=list(subject_refs))


def of_latest_run() -> Q:
    later = Run.objects.filter(subject_ref=OuterRef("run__subject_ref"), number__gt=OuterRef("run__number"))
    return Q(~Exists(later))


def outcomes() -> tuple[Subquery, Subquery]:
    """The latest outcome of a hit itself, and of the hit that it is carried from."""

    def latest(hit: str) -> Subquery:
        return Subquery(Adjudication.objects.filter(hit=OuterRef(hit)).order_by("-version").values("outcome")[:1])

    return latest("pk"), latest("carried_from")


def _state(own: str | None, carried: str | None) -> HitState:
    return state(Outcome(own) if own else None, Outcome(carried) if carried else None)


def _standing(ref: str, run: Run | None, counts: Counter[tuple[str, HitState]]) -> Standing:
    if run is None:
        return Standing(ref, lists_asked=lists_asked())
    compared = getattr(run, "compared", None)  # a run of before this was kept has none
    return Standing(
        subject_ref=ref,
        run=run.id,
        lists=_lists_used(run.lists),
        screened_at=run.screened_at,
        compared_lists=_lists_used(compared.basis.lists if compared else run.lists),
        compared_at=compared.compared_at if compared else run.screened_at,
        open=counts[run.id, HitState.OPEN],
        confirmed=counts[run.id, HitState.CONFIRMED],
        cleared=counts[run.id, HitState.CLEARED],
        lists_asked=lists_asked(),
    )


def _lists_used(kept: Sequence[dict[str, Any]]) -> tuple[ListUsed, ...]:
    return tuple(map(_list_used, kept))


def _list_used(kept: dict[str, Any]) -> ListUsed:
    day = kept["published_on"]
    return ListUsed(kept["id"], kept["watchlist"], kept["number"], kept["sha256"], date.fromisoformat(day) if day else None)


def _views(hits: QuerySet[Hit, Hit]) -> tuple[HitView, ...]:
    rows = list(hits.select_related("run", "party", "entry_name__entry__version__watchlist").order_by("-score", "id"))
    speaking = {row.id for row in rows} | {row.carried_from_id for row in rows if row.carried_from_id}
    latest: dict[str, Adjudication] = {each.hit_id: each for each in Adjudication.objects.filter(hit__in=speaking).order_by("version")}
    return tuple(_view(row, latest.get(row.id), latest.get(row.carried_from_id or "")) for row in rows)


def _view(row: Hit, own: Adjudication | None, carried: Adjudication | None) -> HitView:
    entry = row.entry_name.entry
    return HitView(
        id=row.id,
        run=row.run_id,
        subject_ref=row.run.subject_ref,
        party=row.party.to_domain(),
        watchlist=entry.version.watchlist.name,
        list_version=entry.version.number,
        entry_ref=entry.ref,
        entry_type=entry.type,
        entry_name=entry.name,
        matched_name=row.entry_name.name,
        matched_kind=row.entry_name.kind,
        matched_quality=row.entry_name.quality,
        countries=tuple(entry.countries),
        programme=entry.programme,
        remarks=entry.remarks,
        score=row.score,
        explanation=Explanation.from_json(row.explanation),
        state=_state(own.outcome if own else None, carried.outcome if carried else None),
        version=own.version if own else 0,
        adjudication=_adjudication(own, carried),
    )


def _adjudication(own: Adjudication | None, carried: Adjudication | None) -> AdjudicationView | None:
    row = own or carried
    if row is None:
        return None
    return AdjudicationView(
        row.id, row.version, Outcome(row.outcome), row.reasons, row.adjudicated_at, row.adjudicated_by, carried=own is None
    )
