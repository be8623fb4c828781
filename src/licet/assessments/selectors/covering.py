"""Coverage: as it was when a version was concluded, and as it is against all that is registered now."""

from licet.assessments import domain
from licet.assessments.domain import Coverage, VersionDraft
from licet.assessments.models import Assessment
from licet.assessments.selectors.access import latest_revision


def coverage_of(destination: str, conflict: str, content: VersionDraft) -> Coverage:
    """What this content covers of the incidents registered now. One query."""
    from licet.evidence import public as evidence

    registered = {item.incident.reference for item in evidence.current_versions(destination=destination, conflict=conflict)}
    return domain.coverage(registered, [(row.incident, row.finding, row.why) for row in content.incidents])


def coverage_now(row: Assessment) -> Coverage:
    """What the draft as it stands covers of what is registered now."""
    return coverage_of(row.destination, row.conflict, latest_revision(row).to_domain())
