"""All assessments in one list, in a number of queries that does not grow with them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from licet.assessments import domain
from licet.assessments.domain import ConclusionFacts, Coverage, StaleWhy
from licet.assessments.models import DraftRevision
from licet.assessments.selectors.access import visible_assessments
from licet.assessments.selectors.in_force import conclusions_in_force
from licet.assessments.selectors.quoting import evidence_added, evidence_changed
from licet.kernel.actor import Actor
from licet.policy import public as policy


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewRow:
    """``number`` is None where nothing is concluded yet; ``changed`` counts quoted incidents that moved on since, ``added`` those of
    before the cut-off that were recorded since, ``after_cutoff`` those that happened after it, ``unanswered`` what was asked of the
    recipient and not answered.
    """

    reference: str
    destination: str
    conflict: str
    title: str
    number: int | None
    evidence_until: date | None
    review_by: date | None
    age: int | None
    stale: tuple[StaleWhy, ...]
    coverage: Coverage | None
    conclusions: tuple[ConclusionFacts, ...]
    changed: int
    added: int
    after_cutoff: int
    unanswered: int
    drafting: int | None


def overview(*, actor: Actor, today: date) -> tuple[OverviewRow, ...]:
    """Five queries."""
    rows = list(visible_assessments(actor=actor))
    if not rows:
        return ()
    facts: dict[str, list[ConclusionFacts]] = defaultdict(list)
    for item in conclusions_in_force(today):
        facts[item.assessment].append(item)
    versions = {item.version for items in facts.values() for item in items}
    moved, added = evidence_changed(versions), evidence_added(versions)
    drafted = dict(
        DraftRevision.objects.filter(assessment__in=rows)
        .values("assessment_id")
        .annotate(last=Max("version_number"))
        .values_list("assessment_id", "last")
    )
    found = []
    for row in rows:
        of, limits = tuple(facts[row.reference]), policy.pack().assessment_limits
        first = of[0] if of else None
        found.append(
            OverviewRow(
                reference=row.reference,
                destination=row.destination,
                conflict=row.conflict,
                title=row.title,
                number=first.number if first else None,
                evidence_until=first.evidence_until if first else None,
                review_by=first.review_by if first else None,
                age=first.evidence_age(today) if first else None,
                stale=domain.stale(first, limits, today) if first else (),
                coverage=first.coverage if first else None,
                conclusions=of,
                changed=len(moved[first.version]) if first else 0,
                added=added[first.version] if first else 0,
                after_cutoff=first.after_cutoff if first else 0,
                unanswered=first.unanswered if first else 0,
                drafting=row.drafting if drafted.get(row.pk) == row.drafting else None,
            )
        )
    return tuple(found)
