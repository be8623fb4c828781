"""What assessments need of the evidence: the versions that findings quote, and what was changed or added since."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import F

from licet.assessments.domain import Quoted, VersionDraft
from licet.assessments.models import Assessment, IncidentFinding
from licet.evidence import public as evidence
from licet.kernel.instants import Instant


@dataclass(frozen=True, slots=True)
class Changed:
    """An incident that a version quotes and that has a newer version since; ``dropped`` where that one sets it aside."""

    incident: str
    quoted: int
    newest: int
    dropped: bool = False


def quoted(content: VersionDraft) -> dict[str, Quoted]:
    """By id, the incident versions that the findings quote, of whatever conflict; what is no such id is left out. One query."""
    standing = evidence.IncidentVersion.objects.filter(
        pk__in={item.incident_version for item in content.incidents}, incident__versions__number=F("incident__latest")
    )
    columns = ("pk", "incident__reference", "number", "incident__destination", "incident__conflict", "date_from", "standing")
    rows = standing.values_list(*columns, "incident__latest", "incident__versions__standing")
    return {
        key: Quoted(
            incident=incident,
            number=number,
            destination=destination,
            conflict=conflict,
            happened_on=happened_on,
            set_aside=own == evidence.Standing.SET_ASIDE,
            newest=newest,
            dropped=last == evidence.Standing.SET_ASIDE,
        )
        for key, incident, number, destination, conflict, happened_on, own, newest, last in rows
    }


def added(row: Assessment, content: VersionDraft, since: Instant) -> list[evidence.IncidentVersion]:
    """Incidents of this conflict and of before the cut-off that were recorded after ``since`` and have no finding. One query."""
    known = {item.incident for item in content.incidents}
    rows = evidence.current_versions(destination=row.destination, conflict=row.conflict)
    return [item for item in rows if is_added(item, content, since) and item.incident.reference not in known]


def is_added(item: evidence.IncidentVersion, content: VersionDraft, since: Instant) -> bool:
    """Whether an incident of before the cut-off was recorded after a moment."""
    return item.incident.recorded_at > since and (content.evidence_until is None or item.date_from <= content.evidence_until)


def evidence_changed(version_ids: Collection[str]) -> dict[str, tuple[Changed, ...]]:
    """By assessment version: the incidents it quotes that moved on since (record.md I9). One query, however many there are."""
    rows = IncidentFinding.objects.filter(
        version__in=list(version_ids),
        incident_version__number__lt=F("incident_version__incident__latest"),
        incident_version__incident__versions__number=F("incident_version__incident__latest"),
    )
    found: dict[str, set[Changed]] = {version: set() for version in version_ids}
    columns = ("version_id", "incident", "incident_version__number", "incident_version__incident__latest")
    for version, incident, number, newest, standing in rows.values_list(*columns, "incident_version__incident__versions__standing"):
        found[version].add(Changed(incident, number, newest, standing == evidence.Standing.SET_ASIDE))
    return {version: _in_order(items) for version, items in found.items()}


def _in_order(rows: Iterable[Changed]) -> tuple[Changed, ...]:
    return tuple(sorted(rows, key=lambda item: (item.incident, item.quoted)))
