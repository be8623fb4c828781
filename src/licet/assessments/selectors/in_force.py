"""Which version speaks for a day, as known on another; and its conclusions as the gate reads them (joints 13)."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from licet.assessments.domain import ConclusionFacts, ConclusionFinding, coverage_from_json
from licet.assessments.models import AssessmentVersion, Conclusion, Question
from licet.kernel.scope import Scope

_FACTS = (
    "id",
    "ordinal",
    "finding",
    "scope",
    "version_id",
    "version__number",
    "version__evidence_until",
    "version__review_by",
    "version__recorded_on",
    "version__coverage",
    "version__assessment__reference",
    "version__assessment__destination",
    "version__assessment__conflict",
    "unanswered",
)


def speaking(as_of: date, known_on: date, *, path: str = "") -> Q:
    """Of each assessment the version that was recorded last by ``known_on`` and is valid from ``as_of`` or before.

    ``path`` leads to :class:`AssessmentVersion`, such as ``version__``.
    """
    later = AssessmentVersion.objects.filter(
        assessment=OuterRef(f"{path}assessment"), number__gt=OuterRef(f"{path}number"), valid_from__lte=as_of, recorded_on__lte=known_on
    )
    return Q(~Exists(later), **{f"{path}valid_from__lte": as_of, f"{path}recorded_on__lte": known_on})


def conclusions_in_force(today: date) -> tuple[ConclusionFacts, ...]:
    """Every conclusion of the version in force of every assessment, in one query, without texts."""
    rows = Conclusion.objects.filter(speaking(today, today, path="version__"))
    return _facts(rows.order_by("version__assessment__reference", "ordinal"))


def conclusions_of(version: str) -> tuple[ConclusionFacts, ...]:
    """Those of one version, in force or not. One query."""
    return _facts(Conclusion.objects.filter(version=version).order_by("ordinal"))


def _facts(rows: Any) -> tuple[ConclusionFacts, ...]:
    found = []
    open_questions = Question.objects.filter(version=OuterRef("version"), answered_on__isnull=True).order_by().values("version")
    counted = Coalesce(Subquery(open_questions.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), Value(0))
    for (
        key,
        ordinal,
        finding,
        scope,
        version,
        number,
        until,
        review,
        recorded,
        coverage,
        ref,
        destination,
        conflict,
        unanswered,
    ) in rows.annotate(unanswered=counted).values_list(*_FACTS):
        found.append(
            ConclusionFacts(
                id=key,
                assessment=ref,
                version=version,
                number=number,
                ordinal=ordinal,
                destination=destination,
                conflict=conflict,
                finding=ConclusionFinding(finding),
                scope=Scope.from_json(scope),
                evidence_until=until,
                review_by=review,
                concluded_on=recorded,
                coverage=coverage_from_json(coverage),
                unanswered=unanswered,
            )
        )
    return tuple(found)
