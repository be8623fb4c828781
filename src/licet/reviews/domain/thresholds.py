"""Incidents that reach a threshold of the pack."""

from collections.abc import Iterable

from licet.evidence.domain import IncidentDraft, Position, Standing
from licet.policy.domain import IncidentThreshold


def reached(incident: IncidentDraft, thresholds: Iterable[IncidentThreshold]) -> tuple[IncidentThreshold, ...]:
    """The thresholds that an incident reaches; one that was set aside reaches none.

    Of a range of casualties the higher number counts: that it may be as many is reason enough to look.
    """
    if incident.standing is Standing.SET_ASIDE:
        return ()
    return tuple(item for item in thresholds if _reaches(incident, item))


def _reaches(incident: IncidentDraft, asked: IncidentThreshold) -> bool:
    if asked.objects and incident.objects.isdisjoint(asked.objects):
        return False
    if asked.responsibility_accepted and not any(item.position is Position.ACCEPTED for item in incident.attributions):
        return False
    harmed = (row.high for row in incident.casualties if row.category in asked.categories and row.harm == asked.harm)
    return not asked.categories or max(harmed, default=0) >= asked.at_least
