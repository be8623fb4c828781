"""What a concern is about, as destinations and licences: a case leads to its licence, or to its countries while it is open."""

from collections.abc import Sequence
from dataclasses import dataclass

from licet.assessments.public import Assessment
from licet.casework.public import Case
from licet.licences.public import Licence
from licet.reviews.models import Review
from licet.reviews.selectors.reach import LIVE


@dataclass(frozen=True, slots=True)
class Concerned:
    """``reviews`` have a scope of their own, or named licences."""

    destinations: tuple[str, ...]
    licences: tuple[str, ...]
    reviews: tuple[Review, ...]


def concerned_by(topics: Sequence[str]) -> Concerned:
    """Five queries at most. A topic that leads nowhere, such as policy at large, is left out, and so is a review of every licence."""
    named: dict[str, list[str]] = {}
    for topic in topics:
        kind, _colon, value = topic.partition(":")
        named.setdefault(kind, []).append(value)
    cases = dict(Case.objects.filter(reference__in=named.get("case", ())).values_list("reference", "country_key"))
    granted = dict(Licence.objects.filter(case__reference__in=cases).values_list("case__reference", "reference"))
    places = {part.rpartition(":")[2] for case, key in cases.items() if case not in granted for part in key.strip("/").split("/") if part}
    places |= set(Assessment.objects.filter(reference__in=named.get("assessment", ())).values_list("destination", flat=True))
    live = Licence.objects.filter(reference__in=granted.values(), status__in=LIVE).order_by("reference")
    reviews = Review.objects.filter(reference__in=named.get("review", ())).order_by("reference")
    return Concerned(
        destinations=tuple(dict.fromkeys((*named.get("destination", ()), *sorted(places)))),
        licences=tuple(dict.fromkeys((*named.get("licence", ()), *live.values_list("reference", flat=True)))),
        reviews=tuple(review for review in reviews if review.named or review.to_scope().clauses()),
    )
