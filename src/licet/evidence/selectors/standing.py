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
    """Of each of these proceedings, by reference. One query."""
    versions = ProceedingVersion.objects.filter(proceeding__reference__in=references).select_related("proceeding").order_by("number")
    standings: dict[str, FactStanding] = {}
    for version in versions:
        standing = FactStanding(version.destination, version.withdrawn, version.made_at, version.reason)
        _keep_change(standings, version.proceeding.reference, standing)
    return standings


def standing_of_incidents(references: Collection[str]) -> dict[str, FactStanding]:
    """Of each of these incidents, by reference. One query."""
    versions = IncidentVersion.objects.filter(incident__reference__in=references).order_by("number")
    columns = versions.values_list(F("incident__reference"), F("incident__destination"), "standing", "made_at", "reason")
    standings: dict[str, FactStanding] = {}
    for reference, destination, standing, made_at, reason in columns:
        _keep_change(standings, reference, FactStanding(destination, standing == Standing.SET_ASIDE, made_at, reason))
    return standings


def _keep_change(standings: dict[str, FactStanding], reference: str, version: FactStanding) -> None:
    """Keep a version that changes where the fact belongs or whether it counts. Versions come oldest first."""
    before = standings.get(reference)
    if before is None or (before.destination, before.withdrawn) != (version.destination, version.withdrawn):
        standings[reference] = version
