"""What the record held on a day: counts, and the incident versions themselves by id."""

from datetime import date

from licet.evidence.domain import Standing
from licet.evidence.selectors.versions import current_versions
from licet.kernel.event import Json


def what_was_held(destination: str, on: date) -> dict[str, Json]:
    versions = current_versions(destination=destination, until=on, with_set_aside=True)
    standing = [Standing(row.standing) for row in versions]
    return {
        "on": on.isoformat(),
        "registered": sum(item is not Standing.SET_ASIDE for item in standing),
        "triaged": standing.count(Standing.TRIAGED),
        "set_aside": standing.count(Standing.SET_ASIDE),
        "versions": [row.id for row in versions],
    }
