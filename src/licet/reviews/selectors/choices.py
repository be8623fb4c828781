"""What a scope can be chosen from: facts of live licences, each with how many lines have it, and licences named one by one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count

from licet.kernel.actor import Actor
from licet.kernel.permission import Permission
from licet.kernel.rating import RatingCode
from licet.licences.public import Licence, LicenceLine
from licet.reviews.selectors.reach import LIVE


@dataclass(frozen=True, slots=True)
class Choices:
    """Countries of any party, ratings by their entry (ML11), and end-use tags, to the number of lines."""

    destinations: Counter[str]
    ratings: Counter[str]
    end_uses: Counter[str]


def choices(*, actor: Actor) -> Choices:
    """One query."""
    actor.require(Permission.REVIEW_READ)
    rows = LicenceLine.objects.filter(licence__status__in=LIVE).order_by().values_list("country_key", "rating_key", "end_use_key")
    found = Choices(Counter(), Counter(), Counter())
    for countries, rating, end_use, count in rows.annotate(n=Count("pk")):
        for code in {part.rpartition(":")[2] for part in _parts(countries)}:
            found.destinations[code] += count
        if rating:
            found.ratings[RatingCode(tuple(_parts(rating))).head] += count
        for tag in _parts(end_use or ""):
            found.end_uses[tag] += count
    return found


def named_licences(*, actor: Actor, named: Sequence[str]) -> list[Licence]:
    """These licences with their holders, whatever their status, in order of reference. One query, none for nobody."""
    actor.require(Permission.REVIEW_READ)
    if not named:
        return []
    return list(Licence.objects.filter(reference__in=list(named)).select_related("organisation").order_by("reference"))


def _parts(key: str) -> Iterator[str]:
    return (part for part in key.split("/") if part)
