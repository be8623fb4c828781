"""Reviews as pages and commands read them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission
from licet.kernel.scope import Match, Scope
from licet.licences.public import Licence, LicenceSummary, summarise_licences
from licet.platform import outbox
from licet.platform.outbox import Progress
from licet.reviews import domain
from licet.reviews.domain import Outcome, Plan, ReviewStatus, standing
from licet.reviews.models import Frozen, OutcomeRow, Review
from licet.reviews.selectors.reach import live_licences, plan_of


def plan(*, actor: Actor, scope: Scope, named: Sequence[str] = ()) -> Plan:
    """What a scope takes now, for officials who read reviews. Nothing is written."""
    actor.require(Permission.REVIEW_READ)
    return plan_of(scope, named)


def list_licences_in_plan(
    *, actor: Actor, scope: Scope, named: Sequence[str] = (), after: str = "", limit: int = 50
) -> list[LicenceSummary]:
    """Licences that a scope takes now, in order of reference: who sends what to whom, and what it is worth. Four queries.

    ``after`` is the reference of the last one before them.
    """
    actor.require(Permission.REVIEW_READ)
    taken = Licence.objects.filter(_taken(scope, named), reference__gt=after).order_by("reference")
    return summarise_licences(taken.values_list("reference", flat=True)[:limit])


def _taken(scope: Scope, named: Sequence[str]) -> Q:
    """That a scope takes a live licence, by a fact that is not known where the scope says so."""
    matches = (Match.YES, Match.UNKNOWN) if scope.include_unknown else (Match.YES,)
    taken = Q()
    for match in matches:
        taken |= Q(pk__in=live_licences(scope, named, match).values("pk"))
    return taken


def visible_reviews(*, actor: Actor) -> QuerySet[Review, Review]:
    rows = Review.objects.all()
    return rows if actor.may(Permission.REVIEW_READ) else rows.none()


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review in a list; ``counts`` by outcome of its last freezing, *not decided* under an empty word."""

    review: Review
    status: ReviewStatus
    frozen: Frozen | None
    counts: Mapping[str, int]


def review_list(*, actor: Actor, status: ReviewStatus | None = None, limit: int = 100) -> list[ReviewRow]:
    """Newest first. Three queries."""
    found = visible_reviews(actor=actor)
    if status:
        found = found.filter(status__in=domain.kept_as(status))
    rows = list(found.order_by("-opened_at", "-reference")[:limit])
    frozen = {item.review_id: item for item in _last_frozen(rows)}
    counts = counts_of([item.pk for item in frozen.values()])
    listed = [_row(row, frozen.get(row.pk), counts) for row in rows]
    return [item for item in listed if status in (None, item.status)]


def _last_frozen(reviews: Sequence[Review]) -> QuerySet[Frozen, Frozen]:
    """In order of number, so that the last of each review wins."""
    return Frozen.objects.filter(review__in=[row.pk for row in reviews]).select_related("act").order_by("number")


def _row(row: Review, frozen: Frozen | None, counts: Mapping[str, Counter[str]]) -> ReviewRow:
    status = standing(ReviewStatus(row.status), frozen.act_status() if frozen else None)
    return ReviewRow(row, status, frozen, counts[frozen.pk] if frozen else Counter())


def counts_of(frozen: Sequence[str]) -> dict[str, Counter[str]]:
    """How many licences of each freezing have which outcome. One query."""
    found: dict[str, Counter[str]] = {item: Counter() for item in frozen}
    rows = OutcomeRow.objects.filter(frozen__in=frozen).order_by().values_list("frozen", "outcome").annotate(n=Count("pk"))
    for item, outcome, count in rows:
        found[item][outcome] = count
    return found


@dataclass(frozen=True, slots=True)
class ReviewDetail:
    """A review with its last freezing, the outcomes in it by number, and all freezings, first first."""

    review: Review
    status: ReviewStatus
    frozen: Frozen | None
    freezings: tuple[Frozen, ...]
    counts: Mapping[str, Mapping[str, int]]

    @property
    def undecided(self) -> int:
        return self.counts[self.frozen.pk].get("", 0) if self.frozen else 0

    def progress(self) -> tuple[Progress, ...]:
        """How far documents, mail and customs have come since the last act. One query."""
        act = next((item.act for item in reversed(self.freezings) if item.applied_on), None)
        return outbox.progress(act.reference) if act else ()


def access_review(*, actor: Actor, reference: str) -> ReviewDetail:
    """One review with its triggers and updates. Five queries."""
    row = visible_reviews(actor=actor).prefetch_related("triggers", "updates").filter(reference=reference).first()
    if row is None:
        raise NotFound("review", named=reference)
    freezings = tuple(_last_frozen([row]))
    last = freezings[-1] if freezings else None
    status = standing(ReviewStatus(row.status), last.act_status() if last else None)
    return ReviewDetail(row, status, last, freezings, counts_of([item.pk for item in freezings]))


def outcome_rows(
    frozen: Frozen, *, outcome: Outcome | None = None, undecided: bool = False, after: str = "", limit: int = 100
) -> list[OutcomeRow]:
    """The frozen licences in order of reference, with holder, lines and departure, from after a reference. Two queries."""
    rows = OutcomeRow.objects.filter(frozen=frozen).select_related("licence__organisation", "departure").prefetch_related("licence__lines")
    if outcome or undecided:
        rows = rows.filter(outcome=outcome.value if outcome else "")
    return list(rows.filter(licence__reference__gt=after).order_by("licence__reference")[:limit])


def come_since(frozen: Frozen, named: Sequence[str]) -> int:
    """Live licences that the frozen scope takes now and that are not in its list: granted or reinstated since. One query."""
    return Licence.objects.filter(_taken(Scope.from_json(frozen.scope), named)).exclude(review_outcomes__frozen=frozen).count()
