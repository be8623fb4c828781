"""Whether a fact that something else rests on still counts: a proceeding, official line or incident, by reference."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F

from licet.evidence.domain import Standing
from licet.evidence.models import IncidentVersion, ProceedingVersion
from licet.kernel.instants import Instant


@dataclass(frozen=True, slots=True)
class FactStanding:
    """Where a fact is recorded now, and whether it still counts.

    ``withdrawn`` is also said of an incident that was set aside. ``since`` and ``reason`` are those of the version that moved,
    withdrew or restored it last; of the first version where none of this happened.
    """

    destination: str
    withdrawn: bool
    since: Instant
    reason: str


def standing_of_proceedings(references: Collection[str]) -> dict[str, FactStanding]:
    """By reference. One query."""
    versions = ProceedingVersion.objects.filter(proceeding__reference__in=references).select_related("proceeding").order_by("number")
    found: dict[str, FactStanding] = {}
    for row in versions:
        _read(found, row.proceeding.reference, FactStanding(row.destination, row.withdrawn, row.made_at, row.reason))
    return found


def standing_of_incidents(references: Collection[str]) -> dict[str, FactStanding]:
    """By reference. One query."""
    versions = IncidentVersion.objects.filter(incident__reference__in=references).order_by("number")
    asked = versions.values_list(F("incident__reference"), F("incident__destination"), "standing", "made_at", "reason")
    found: dict[str, FactStanding] = {}
    for reference, destination, standing, made_at, reason in asked:
        _read(found, reference, FactStanding(destination, standing == Standing.SET_ASIDE, made_at, reason))
    return found


def _read(found: dict[str, FactStanding], reference: str, version: FactStanding) -> None:
    """Keep a version where it changes where the fact belongs or whether it counts."""
    before = found.get(reference)
    if before is None or (before.destination, before.withdrawn) != (version.destination, version.withdrawn):
        found[reference] = version
