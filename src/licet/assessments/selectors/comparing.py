"""Two versions laid beside each other, and each draft's saves with who changed which words."""

from dataclasses import dataclass
from datetime import datetime

from licet.assessments import domain
from licet.assessments.models import Assessment, AssessmentVersion, DraftRevision
from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission
from licet.people import public as people
from licet.policy import public as policy


@dataclass(frozen=True, slots=True)
class Step:
    """One save of a draft: who, when, why, and the words that it changed in the one before."""

    revision: int
    version_number: int
    reason: str
    saved_at: datetime
    saved_by: str
    name: str
    changed: tuple[domain.Changed, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """The words of ``new`` against ``old``, and the saves in between, oldest first."""

    old: AssessmentVersion
    new: AssessmentVersion
    changed: tuple[domain.Changed, ...]
    steps: tuple[Step, ...]


def difference(*, actor: Actor, old: AssessmentVersion, new: AssessmentVersion) -> Difference:
    """Two versions of one assessment. Three queries."""
    _may(actor)
    if old.assessment_id != new.assessment_id:
        raise NotFound("version of this assessment")
    changed = domain.compared(old.to_domain(), new.to_domain(), policy.destination_names())
    first, last = sorted((old.number, new.number))
    rows = DraftRevision.objects.filter(assessment=new.assessment_id, version_number__gt=first, version_number__lte=last)
    return Difference(
        old, new, changed, _steps(list(rows.order_by("number")), old.to_domain() if old.number < new.number else new.to_domain())
    )


def draft_steps(*, actor: Actor, row: Assessment, version_number: int) -> tuple[Step, ...]:
    """Every save of one version's draft, oldest first, each against the one before it. Three queries."""
    _may(actor)
    revisions = list(DraftRevision.objects.filter(assessment=row, version_number=version_number).order_by("number"))
    if not revisions:
        return ()
    before = DraftRevision.objects.filter(assessment=row, number__lt=revisions[0].number).order_by("-number").first()
    return _steps(revisions, before.to_domain() if before else domain.VersionDraft())


def _steps(revisions: list[DraftRevision], before: domain.VersionDraft) -> tuple[Step, ...]:
    names, destinations = people.names_of({item.saved_by for item in revisions}), policy.destination_names()
    found = []
    for item in revisions:
        content = item.to_domain()
        changed = domain.compared(before, content, destinations)
        found.append(
            Step(
                item.number,
                item.version_number,
                item.reason,
                item.saved_at,
                item.saved_by,
                names.get(item.saved_by, item.saved_by),
                changed,
            )
        )
        before = content
    return tuple(found)


def _may(actor: Actor) -> None:
    if actor.organisation is not None or not actor.may(Permission.ASSESSMENT_READ):
        raise NotFound("assessment")
