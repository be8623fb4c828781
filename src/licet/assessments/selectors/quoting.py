"""What assessments need of the evidence: the versions that findings quote, and what was changed or added since."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from licet.assessments.domain import Quoted, VersionDraft
from licet.assessments.models import AssessmentVersion, IncidentFinding
from licet.evidence import public as evidence
from licet.kernel.instants import Instant


@dataclass(frozen=True, slots=True)
class ChangedEvidence:
    """An incident that a version quotes and that has a newer version since; ``dropped`` where that one sets it aside."""

    incident: str
    quoted: int
    newest: int
    dropped: bool = False


def quoted(content: VersionDraft) -> dict[str, Quoted]:
    """By id, the incident versions that the findings quote, of whatever conflict; what is no such id is left out. One query."""
    standing = evidence.IncidentVersion.objects.filter(
        pk__in={item.incident_version for item in content.incidents}, incident__versions__number=F("incident__latest")
    )
    columns = ("pk", "incident__reference", "number", "incident__destination", "incident__conflict", "date_from", "standing")
    rows = standing.values_list(*columns, "incident__latest", "incident__versions__standing")
    return {
        key: Quoted(
            incident=incident,
            number=number,
            destination=destination,
            conflict=conflict,
            happened_on=happened_on,
            set_aside=own == evidence.Standing.SET_ASIDE,
            newest=newest,
            dropped=last == evidence.Standing.SET_ASIDE,
        )
        for key, incident, number, destination, conflict, happened_on, own, newest, last in rows
    }


def added(rows: Iterable[evidence.IncidentVersion], content: VersionDraft, since: Instant) -> list[evidence.IncidentVersion]:
    """Of these incidents those of before the cut-off that were recorded after ``since`` and have no finding."""
    known = {item.incident for item in content.incidents}
    until = content.evidence_until or date.max
    late = (item for item in rows if item.incident.recorded_at > since and item.date_from <= until)
    return [item for item in late if item.incident.reference not in known]


def evidence_added(version_ids: Collection[str]) -> dict[str, int]:
    """By assessment version: how many incidents of before its cut-off were recorded after its conclusion. One query."""
    late = evidence.IncidentVersion.objects.filter(
        incident__destination=OuterRef("assessment__destination"),
        incident__conflict=OuterRef("assessment__conflict"),
        incident__recorded_at__gt=OuterRef("concluded_at"),
        number=F("incident__latest"),
        date_from__lte=OuterRef("evidence_until"),
    ).exclude(standing=evidence.Standing.SET_ASIDE.value)
    per_conflict = late.order_by().values("incident__conflict").annotate(n=Count("pk")).values("n")
    rows = AssessmentVersion.objects.filter(pk__in=list(version_ids))
    counted = rows.annotate(added=Coalesce(Subquery(per_conflict, output_field=IntegerField()), Value(0)))
    return dict(counted.values_list("pk", "added"))


def count_after_cutoff(path: str = "") -> Coalesce:
    """An annotation: how many incidents of the conflict happened after the cut-off of a version, and so are outside it.

    ``path`` leads to :class:`AssessmentVersion`, such as ``version__``.
    """
    outside = evidence.IncidentVersion.objects.filter(
        incident__destination=OuterRef(f"{path}assessment__destination"),
        incident__conflict=OuterRef(f"{path}assessment__conflict"),
        number=F("incident__latest"),
        date_from__gt=OuterRef(f"{path}evidence_until"),
    ).exclude(standing=evidence.Standing.SET_ASIDE.value)
    per_conflict = outside.order_by().values("incident__conflict").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(per_conflict, output_field=IntegerField()), Value(0))


def evidence_after_cutoff(version_ids: Collection[str]) -> dict[str, int]:
    """By assessment version: how many incidents happened after its cut-off. One query."""
    rows = AssessmentVersion.objects.filter(pk__in=list(version_ids)).annotate(after_cutoff=count_after_cutoff())
    return dict(rows.values_list("pk", "after_cutoff"))


def quoted_versions(content: VersionDraft) -> dict[str, evidence.IncidentVersion]:
    """By id, the incident versions that the findings quote, as they were recorded. One query, without what they say."""
    ids = {item.incident_version for item in content.incidents}
    return {item.pk: item for item in evidence.IncidentVersion.objects.filter(pk__in=ids).defer("content")}


def evidence_changed(version_ids: Collection[str]) -> dict[str, tuple[ChangedEvidence, ...]]:
    """By assessment version: the incidents it quotes that moved on since. One query, however many there are."""
    rows = IncidentFinding.objects.filter(
        version__in=list(version_ids),
        incident_version__number__lt=F("incident_version__incident__latest"),
        incident_version__incident__versions__number=F("incident_version__incident__latest"),
    )
    found: dict[str, set[ChangedEvidence]] = {version: set() for version in version_ids}
    columns = ("version_id", "incident", "incident_version__number", "incident_version__incident__latest")
    for version, incident, number, newest, standing in rows.values_list(*columns, "incident_version__incident__versions__standing"):
        found[version].add(ChangedEvidence(incident, number, newest, standing == evidence.Standing.SET_ASIDE))
    return {version: _in_order(items) for version, items in found.items()}


def _in_order(rows: Iterable[ChangedEvidence]) -> tuple[ChangedEvidence, ...]:
    return tuple(sorted(rows, key=lambda item: (item.incident, item.quoted)))
