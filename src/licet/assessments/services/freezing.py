"""A concluded version as rows, in sets: one insert per kind of finding."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from licet.assessments.domain import VersionDraft
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
from licet.platform.ids import new_id

BATCH = 1_000


def freeze(version: AssessmentVersion, content: VersionDraft) -> None:
    """Write the version and all its findings; the caller holds the transaction."""
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
            considered_against=item.considered_against.strip(),
        )
        for ordinal, item in enumerate(content.conclusions, 1)
    ]
    _write(Conclusion, conclusions)


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
