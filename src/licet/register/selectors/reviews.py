"""Reviews as the public reads them: the list, and one with what it did."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from licet.kernel.errors import NotFound
from licet.ledger.public import PublishedEntry
from licet.register.models import PublishedReview, PublishedTrigger, RegisteredDecision, ReviewEntry
from licet.register.selectors.log import LogState, entries_about, log_state

MOST = 100
MATCH = "watchlist hit"


@dataclass(frozen=True, slots=True)
class ReviewList:
    """``waiting`` are facts that ask for a review and were neither taken up nor dismissed.

    ``lists`` has for each review how many licences each of its frozen lists held, in order: a review may freeze several.
    Matches with a watchlist, which older stores published, are not among them: what became of them is not public any more.
    """

    rows: tuple[PublishedReview, ...]
    total: int
    waiting: tuple[PublishedTrigger, ...]
    lists: Mapping[str, tuple[int, ...]]


def review_list(words: str = "") -> ReviewList:
    """Reviews, those that moved last first. Four queries."""
    found = PublishedReview.objects.filter(reviews_with(words)) if words.strip() else PublishedReview.objects.all()
    waiting = PublishedTrigger.objects.filter(state="open").exclude(kind=MATCH).order_by("due_on", "position")[:MOST]
    rows = tuple(found.order_by("-changed")[:MOST])
    frozen = ReviewEntry.objects.filter(review__in=[row.reference for row in rows], step="frozen").order_by("position")
    lists: dict[str, tuple[int, ...]] = {}
    for entry in frozen:
        lists[entry.review] = (*lists.get(entry.review, ()), int(entry.facts.get("licences") or 0))
    return ReviewList(rows, found.count(), tuple(waiting), lists)


def reviews_found(words: str, most: int = 5) -> tuple[PublishedReview, ...]:
    """Reviews that words find, for the search over everything. One query."""
    return tuple(PublishedReview.objects.filter(reviews_with(words)).order_by("-changed")[:most])


def reviews_with(words: str) -> Q:
    """Reviews whose reference, question, scope or conclusion holds these words."""
    typed = words.strip()[:120].replace("\0", "")
    slug = "-".join(typed.replace("-", " ").replace("/", " ").split()) or "-"
    return Q(slug__icontains=slug) | Q(question__icontains=typed) | Q(sentence__icontains=typed) | Q(conclusion__icontains=typed)


@dataclass(frozen=True, slots=True)
class Done:
    """What an outcome did to licences to one destination: how many, and the value of those that have one recorded."""

    outcome: str
    destination: str
    licences: int
    value_minor: int | None
    without_value: int
    currency: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """``decisions`` are the first hundred on single licences; ``made`` how many there are."""

    review: PublishedReview
    steps: tuple[ReviewEntry, ...]
    triggers: tuple[PublishedTrigger, ...]
    done: tuple[Done, ...]
    decisions: tuple[RegisteredDecision, ...]
    made: int
    entries: tuple[PublishedEntry, ...]
    log: LogState


def review_page(slug: str) -> ReviewPage:
    """By its address. Raises NotFound. Nine queries."""
    review = PublishedReview.objects.filter(slug=slug).first()
    if review is None:
        raise NotFound("review in the register")
    made = RegisteredDecision.objects.filter(act__in=[act for act in review.acts if act]).exclude(licence="")
    done = tuple(_done(review))
    return ReviewPage(
        review=review,
        steps=tuple(ReviewEntry.objects.filter(review=review.reference).order_by("position")),
        triggers=tuple(PublishedTrigger.objects.filter(review=review.reference).order_by("position")),
        done=done,
        decisions=tuple(made.order_by("position")[:MOST]),
        made=sum(item.licences for item in done),
        entries=tuple(entries_about([review.reference])),
        log=log_state(),
    )


def _done(review: PublishedReview) -> list[Done]:
    """Counted from the decisions themselves, not from what the review says of them: a reader can compare."""
    made = RegisteredDecision.objects.filter(act__in=[act for act in review.acts if act]).exclude(licence="")
    rows = made.values("outcome", "destination", "currency").annotate(n=Count("pk"), value=Sum("value_minor"), valued=Count("value_minor"))
    return [
        Done(row["outcome"], row["destination"], row["n"], row["value"], row["n"] - row["valued"], row["currency"])
        for row in rows.order_by("outcome", "-n", "destination")
    ]
