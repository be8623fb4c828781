"""A concluded version as rows, in sets: one insert per kind of finding."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models

from licet.assessments import domain
from licet.assessments.domain import ConclusionDraft, ConclusionFinding, Coverage, VersionDraft
from licet.assessments.models import (
    AssessmentVersion,
    Assurance,
    Capability,
    CommitmentFinding,
    Conclusion,
    IncidentFinding,
    Procedure,
    Question,
    ThemeFinding,
)
from licet.kernel.event import Json
from licet.platform.ids import new_id

BATCH = 1_000


def freeze(
    version: AssessmentVersion,
    content: VersionDraft,
    covered: Coverage,
    short: Mapping[int, Sequence[str]],
    accepted: Mapping[int, Sequence[str]],
) -> None:
    """Write the version and all its findings; the caller holds the transaction.

    ``short`` says by number of a conclusion what it lacks of the full requirement, and ``accepted`` which people accepted that.
    """
    AssessmentVersion.objects.bulk_create([version])
    rows: tuple[tuple[type[models.Model], Iterable[Any]], ...] = (
        (ThemeFinding, content.themes),
        (CommitmentFinding, filter(None, [content.commitment])),
        (Capability, filter(None, [content.capability])),
        (Procedure, content.procedures),
        (Assurance, content.assurances),
        (Question, content.questions),
    )
    for kind, items in rows:
        _write(kind, [_row(kind, version, item) for item in items])
    _write(IncidentFinding, [_incident(version, item) for item in content.incidents])
    conclusions = [
        Conclusion(
            id=new_id(),
            version=version,
            ordinal=ordinal,
            scope=item.scope.to_json(),
            finding=item.finding.value,
            reasons=item.reasons.strip(),
            cites=list(item.cites),
            basis=_basis(content, covered, item),
            short_of=list(short.get(ordinal, ())),
            accepted_by=list(accepted.get(ordinal, ())),
            considered_against=item.considered_against.strip(),
        )
        for ordinal, item in enumerate(content.conclusions, 1)
    ]
    _write(Conclusion, conclusions)


def _basis(content: VersionDraft, covered: Coverage, item: ConclusionDraft) -> dict[str, Json] | None:
    """Counted for *no clear risk* alone: no other conclusion needs one."""
    return domain.basis_of(content, covered, item).to_json() if item.finding is ConclusionFinding.NO_CLEAR_RISK else None


def _row(kind: type[models.Model], version: AssessmentVersion, item: Any) -> models.Model:
    """A row whose columns are named as the fields of the draft are."""
    names = [field.name for field in kind._meta.concrete_fields if field.name not in ("id", "version")]
    return kind(id=new_id(), version=version, **{name: getattr(item, name) for name in names})


def _incident(version: AssessmentVersion, item: Any) -> IncidentFinding:
    return IncidentFinding(
        id=new_id(),
        version=version,
        key=item.key,
        incident_version_id=item.incident_version,
        incident=item.incident,
        rule=item.rule.value,
        finding=item.finding.value,
        why=item.why.value if item.why else "",
        reasons=item.reasons,
    )


def _write(kind: Any, rows: list[Any]) -> None:
    kind.objects.bulk_create(rows, batch_size=BATCH)
