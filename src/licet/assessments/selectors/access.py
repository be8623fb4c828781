"""The only ways in: assessments are read by officials who may, never by an exporter."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from licet.assessments import domain
from licet.assessments.models import Assessment, DraftRevision
from licet.kernel.actor import Actor
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission


def visible_assessments(*, actor: Actor, assessment: str = "") -> QuerySet[Assessment, Assessment]:
    """Those that the actor may read; ``assessment`` narrows to one by id or reference."""
    if actor.organisation is not None or not actor.may(Permission.ASSESSMENT_READ):
        return Assessment.objects.none()
    rows = Assessment.objects.all()
    if not assessment:
        return rows
    return rows.filter(reference=assessment) if "/" in assessment else rows.filter(pk=assessment)


@dataclass(frozen=True, slots=True)
class Saves:
    """Who saved what of the version that is being written. ``written_at`` is the last save that changed words, None before the first."""

    authors: tuple[str, ...]
    accepted: Mapping[str, tuple[str, ...]]
    written_at: Instant | None


def saves_of_draft(row: Assessment) -> Saves:
    """None of its ``authors`` concludes it; ``accepted`` names by key of a warning who accepted it. One query."""
    rows = list(
        row.revisions.filter(version_number=row.drafting).order_by("number").values_list("number", "saved_by", "saved_at", "accepted")
    )
    accepted: dict[str, list[str]] = defaultdict(list)
    for _number, person, _at, keys in rows:
        for key in keys:
            accepted[key].append(person)
    return Saves(
        authors=domain.authors_of((number, person) for number, person, _at, _keys in rows),
        accepted={key: tuple(dict.fromkeys(people)) for key, people in accepted.items()},
        written_at=max((at for _number, _person, at, keys in rows if not keys), default=None),
    )


def latest_revision(row: Assessment) -> DraftRevision:
    """The draft as last saved: there is one from the opening on."""
    return row.revisions.order_by("-number").first() or DraftRevision()
