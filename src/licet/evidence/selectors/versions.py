"""Incident versions for those above: which stand now, which stood on a day, and what is newer than what was quoted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from licet.evidence.domain import Standing
from licet.evidence.models import IncidentVersion
from licet.kernel.instants import Instant, instant
from licet.policy import public as policy

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Counts:
    """Incidents on the record. ``registered`` are all but those set aside; ``triaged`` are some of them."""

    registered: int = 0
    triaged: int = 0
    set_aside: int = 0


def current_versions(
    *, destination: str, conflict: str = "", until: date | None = None, with_set_aside: bool = False
) -> list[IncidentVersion]:
    """The version of each incident that stands, or stood at the end of a day, oldest day first. One query.

    Those set aside are left out unless asked for. An empty conflict means every conflict of the destination.
    """
    rows = _standing(destination, conflict, until)
    if not with_set_aside:
        rows = rows.exclude(standing=Standing.SET_ASIDE.value)
    return list(rows.select_related("incident").order_by("date_from", "incident__reference"))


def newest_versions(version_ids: Collection[str]) -> dict[str, str]:
    """By version id, the id of the version that stands of the same incident: the same id where nothing is newer."""
    found: dict[str, str] = {}
    wanted = list(version_ids)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        standing = IncidentVersion.objects.filter(number=F("incident__latest"), incident__versions__in=some)
        found.update((asked, newest) for newest, asked in standing.values_list("pk", "incident__versions") if asked in set(some))
    return found


def counts(*, destination: str, conflict: str = "", until: date | None = None) -> Counts:
    """How many incidents the record holds, or held at the end of a day. One query."""
    is_set_aside = Q(standing=Standing.SET_ASIDE.value)
    found = _standing(destination, conflict, until).aggregate(
        registered=Count("pk", filter=~is_set_aside),
        triaged=Count("pk", filter=Q(standing=Standing.TRIAGED.value)),
        set_aside=Count("pk", filter=is_set_aside),
    )
    return Counts(**found)


def end_of(day: date) -> Instant:
    """The first moment that is no longer this day in the authority's zone."""
    return instant(datetime.combine(day + timedelta(days=1), time(), ZoneInfo(policy.pack().zone)))


def _standing(destination: str, conflict: str, until: date | None) -> QuerySet[IncidentVersion, IncidentVersion]:
    rows = IncidentVersion.objects.filter(incident__destination=destination)
    if conflict:
        rows = rows.filter(incident__conflict=conflict)
    if until is None:
        return rows.filter(number=F("incident__latest"))
    later = IncidentVersion.objects.filter(incident=OuterRef("incident"), number__gt=OuterRef("number"), made_at__lt=end_of(until))
    return rows.filter(~Exists(later), made_at__lt=end_of(until))
