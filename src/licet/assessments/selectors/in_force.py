"""Which version speaks for a day, as known on another; and its conclusions as the gate reads them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from licet.assessments import domain
from licet.assessments.domain import Basis, ConclusionFacts, ConclusionFinding
from licet.assessments.models import AssessmentVersion, Conclusion, Question
from licet.assessments.selectors.quoting import count_after_cutoff
from licet.kernel.scope import Scope
from licet.policy import public as policy


def speaking(as_of: date, known_on: date, *, path: str = "") -> Q:
    """Of each assessment the version that was recorded last by ``known_on`` and is valid from ``as_of`` or before.

    ``path`` leads to :class:`AssessmentVersion`, such as ``version__``.
    """
    later = AssessmentVersion.objects.filter(
        assessment=OuterRef(f"{path}assessment"), number__gt=OuterRef(f"{path}number"), valid_from__lte=as_of, recorded_on__lte=known_on
    )
    return Q(~Exists(later), **{f"{path}valid_from__lte": as_of, f"{path}recorded_on__lte": known_on})


def conclusions_in_force(today: date) -> tuple[ConclusionFacts, ...]:
    """Every conclusion of the version in force of every assessment, in one query, without texts, and a second
    where one of them was concluded before its basis was counted."""
    rows = Conclusion.objects.filter(speaking(today, today, path="version__"))
    return _facts(rows.order_by("version__assessment__reference", "ordinal"))


def conclusions_of(version: str) -> tuple[ConclusionFacts, ...]:
    """Those of one version, in force or not. One query."""
    return _facts(Conclusion.objects.filter(version=version).order_by("ordinal"))


def _facts(rows: QuerySet[Conclusion, Conclusion]) -> tuple[ConclusionFacts, ...]:
    open_questions = Question.objects.filter(version=OuterRef("version"), answered_on__isnull=True).order_by().values("version")
    unanswered = Coalesce(Subquery(open_questions.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), Value(0))
    texts = ("reasons", "considered_against", "version__text", "version__content", "version__public_summary", "version__reason")
    known = list(
        rows.annotate(unanswered=unanswered, after_cutoff=count_after_cutoff("version__"))
        .select_related("version__assessment")
        .defer(*texts)
    )
    counted_now = _count_uncounted(known)
    return tuple(_fact(row, counted_now) for row in known)


def _fact(row: Any, counted_now: Mapping[str, Basis]) -> ConclusionFacts:
    version, assessment = row.version, row.version.assessment
    basis = domain.basis_from_json(row.basis) if row.basis else counted_now.get(row.pk)
    rule = policy.pack().no_clear_risk
    return ConclusionFacts(
        id=row.pk,
        assessment=assessment.reference,
        version=version.pk,
        number=version.number,
        ordinal=row.ordinal,
        destination=assessment.destination,
        conflict=assessment.conflict,
        finding=ConclusionFinding(row.finding),
        scope=Scope.from_json(row.scope),
        evidence_until=version.evidence_until,
        review_by=version.review_by,
        concluded_on=version.recorded_on,
        coverage=version.covered(),
        unanswered=row.unanswered,
        lacks=domain.below_minimum(basis, rule) if basis else (),
        short_of=(tuple(row.short_of) or domain.below_full(basis, rule)) if basis else (),
        accepted_by=tuple(row.accepted_by),
        after_cutoff=row.after_cutoff,
    )


def _count_uncounted(rows: Iterable[Conclusion]) -> dict[str, Basis]:
    """The basis of each *no clear risk* that was concluded before bases were counted, from the content of its version."""
    uncounted = [row for row in rows if row.basis is None and row.finding == ConclusionFinding.NO_CLEAR_RISK]
    if not uncounted:
        return {}
    versions = AssessmentVersion.objects.in_bulk({row.version_id for row in uncounted})
    contents = {key: version.to_domain() for key, version in versions.items()}
    return {
        row.pk: domain.basis_of(
            contents[row.version_id], versions[row.version_id].covered(), contents[row.version_id].conclusions[row.ordinal - 1]
        )
        for row in uncounted
    }
