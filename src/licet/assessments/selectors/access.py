"""The only ways in: assessments are read by officials who may, never by an exporter."""

from django.db.models import QuerySet

from licet.assessments import domain
from licet.assessments.models import Assessment, DraftRevision
from licet.kernel.actor import Actor
from licet.kernel.permission import Permission


def visible_assessments(*, actor: Actor, assessment: str = "") -> QuerySet[Assessment, Assessment]:
    """Those that the actor may read; ``assessment`` narrows to one by id or reference."""
    if actor.organisation is not None or not actor.may(Permission.ASSESSMENT_READ):
        return Assessment.objects.none()
    rows = Assessment.objects.all()
    if not assessment:
        return rows
    return rows.filter(reference=assessment) if "/" in assessment else rows.filter(pk=assessment)


def authors_of_draft(row: Assessment) -> tuple[str, ...]:
    """Whoever wrote the version that is being drafted, first first: none of them concludes it. One query."""
    saves = row.revisions.filter(version_number=row.drafting).order_by("number")
    return domain.authors_of(saves.values_list("number", "saved_by"))


def latest_revision(row: Assessment) -> DraftRevision:
    """The draft as last saved: there is one from the opening on."""
    return row.revisions.order_by("-number").first() or DraftRevision()
