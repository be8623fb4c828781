"""Incidents for a picture: all that a list's filter finds, whatever page of it is read, up to a number that a picture can hold."""

from dataclasses import dataclass

from django.db.models import Count, F, Window

from licet.evidence.domain import Grade, IncidentDraft, Standing
from licet.evidence.domain.codec import read_incident
from licet.evidence.models import IncidentVersion
from licet.evidence.selectors.incidents import IncidentFilters, filtered
from licet.kernel.actor import Actor
from licet.kernel.permission import Permission

MOST_ON_A_MAP = 500


@dataclass(frozen=True, slots=True)
class PlacedIncident:
    """As it stands. Its draft says where, if anybody recorded that."""

    reference: str
    draft: IncidentDraft
    grade: Grade
    standing: Standing


@dataclass(frozen=True, slots=True)
class PlacedIncidents:
    """The latest of ``total``."""

    rows: tuple[PlacedIncident, ...]
    total: int

    @property
    def beyond(self) -> int:
        """How many more there are than were read."""
        return self.total - len(self.rows)


def incident_places(*, actor: Actor, filters: IncidentFilters, most: int = MOST_ON_A_MAP) -> PlacedIncidents:
    """Those that :func:`incident_list` gives page by page, in its order. One query."""
    actor.require(Permission.EVIDENCE_READ)
    rows = filtered(IncidentVersion.objects.filter(number=F("incident__latest")), filters).annotate(total=Window(Count("pk")))
    found = list(rows.order_by("-date_from", "-pk").values_list("incident__reference", "content", "grade", "standing", "total")[:most])
    placed = (
        PlacedIncident(reference, read_incident(content), Grade(grade), Standing(standing))
        for reference, content, grade, standing, _ in found
    )
    return PlacedIncidents(tuple(placed), found[0][-1] if found else 0)
