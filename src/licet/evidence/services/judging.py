"""The grade of a draft from the quotes that it cites, with each source as it is judged now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from licet.evidence.domain import Graded, IncidentDraft, Judged, Reliability, grade
from licet.evidence.models import Span
from licet.evidence.selectors.sources import standing_grades
from licet.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class CitedSpan:
    source: str
    reliability: Reliability


type Cites = Mapping[str, CitedSpan]


def cites(spans: Iterable[str]) -> Cites:
    """Source and reliability behind each span, in two queries. Raises NotFound for a span that is not there."""
    wanted = set(spans)
    rows = dict(Span.objects.filter(pk__in=wanted).values_list("pk", "document__source"))
    if wanted - rows.keys():
        raise NotFound("quote")
    grades = standing_grades(rows.values())
    return {span: CitedSpan(source, grades[source].reliability) for span, source in rows.items()}


def graded(draft: IncidentDraft, cited: Cites) -> Graded:
    """By the rule, or as the analyst says with a reason; then the rule's own grade is said beside it."""
    judged = [Judged(cited[item.span].source, cited[item.span].reliability, item.credibility) for item in draft.cited]
    found = grade(judged=judged, attributions=draft.attributions, discounted_because=draft.discounted_because.strip())
    if draft.grade is None or draft.grade is found.grade:
        return found
    return Graded(draft.grade, f"{draft.grade_reason.strip()} (the rule gives “{found.grade}”: {found.why})")
