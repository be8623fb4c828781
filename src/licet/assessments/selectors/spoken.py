"""What assessments held on a day, to stand beside what the authority said in public on it."""

from datetime import date

from licet.assessments.domain import coverage_from_json
from licet.assessments.models import AssessmentVersion
from licet.assessments.selectors.in_force import speaking
from licet.kernel.event import Json


def assessed_on(*, destination: str, on: date) -> dict[str, Json]:
    """Incidents assessed, how many of these could not be determined, and the versions that spoke that day. One query.

    All of it was published when the versions were concluded. Nothing assessed is said as nought, never left out.
    """
    rows = AssessmentVersion.objects.filter(speaking(on, on), assessment__destination=destination)
    found = rows.order_by("assessment__reference").values_list("assessment__reference", "number", "coverage")
    covered = [coverage_from_json(coverage) for _reference, _number, coverage in found]
    return {
        "assessed": sum(each.assessed for each in covered),
        "undetermined": sum(each.undetermined_total for each in covered),
        "assessments": [f"{reference} v{number}" for reference, number, _coverage in found],
    }
