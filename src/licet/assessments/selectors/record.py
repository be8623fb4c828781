"""What a decision record says of the assessments that were before its signers: facts, ids and digests, and the texts."""

from collections.abc import Collection

from licet.assessments.models import AssessmentVersion
from licet.kernel.event import Json
from licet_verify.record import text_reference


def assessment_json(version_ids: Collection[str]) -> dict[str, dict[str, Json]]:
    """For the signed part, by version id: nothing in it follows from now. ``text`` names the whole text. One query, no texts."""
    rows = AssessmentVersion.objects.filter(pk__in=list(version_ids)).select_related("assessment").defer("text", "content")
    return {
        row.pk: {
            "assessment": row.assessment.reference,
            "version": row.pk,
            "number": row.number,
            "destination": row.assessment.destination,
            "conflict": row.assessment.conflict,
            "evidence_until": row.evidence_until.isoformat(),
            "valid_from": row.valid_from.isoformat(),
            "review_by": row.review_by.isoformat(),
            "concluded_on": row.recorded_on.isoformat(),
            "coverage": row.coverage,
            "text": f"sha256:{row.text_sha256}",
        }
        for row in rows.order_by("assessment__reference", "number")
    }


def texts_of(version_ids: Collection[str]) -> dict[str, str]:
    """The texts that signers read, by the reference under which :func:`assessment_json` names them. One query."""
    rows = AssessmentVersion.objects.filter(pk__in=list(version_ids)).values_list("text", flat=True)
    return {text_reference(text): text for text in rows}
