"""Coverage: as it was when a version was concluded, and as it is against all that is registered now."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from licet.assessments import domain
from licet.assessments.domain import Coverage, VersionDraft
from licet.assessments.models import Assessment, DraftRevision
from licet.assessments.selectors.access import latest_revision
from licet.evidence import public as evidence
from licet.evidence.public import IncidentVersion


def coverage_of(destination: str, conflict: str, content: VersionDraft) -> Coverage:
    """What this content covers of the incidents registered now, up to its cut-off where it names one. One query.

    Incidents that were set aside (a duplicate, another conflict) are not counted: the evidence leaves them out.
    """
    return coverage_among(evidence.current_versions(destination=destination, conflict=conflict), content)


def coverage_among(rows: Iterable[IncidentVersion], content: VersionDraft) -> Coverage:
    """As :func:`coverage_of`, of incidents that the caller has read."""
    until = content.evidence_until or date.max
    known = [row for row in rows if row.date_from <= until]
    registered = {row.incident.reference for row in known}
    triaged = {row.incident.reference for row in known if row.standing == evidence.Standing.TRIAGED}
    return domain.coverage(registered, [(row.incident, row.finding, row.why) for row in content.incidents], triaged)


def coverage_now(row: Assessment, latest: DraftRevision | None = None) -> Coverage:
    """What the draft as it stands covers of all that is registered now, whatever its cut-off; ``latest``, where the caller has it."""
    content = replace((latest or latest_revision(row)).to_domain(), evidence_until=None)
    return coverage_of(row.destination, row.conflict, content)
