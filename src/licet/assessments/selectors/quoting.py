"""What assessments need of the evidence: incident versions by id, the newest ones, and what changed since they were quoted."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import F

from licet.assessments.models import IncidentFinding
from licet.evidence import public as evidence


@dataclass(frozen=True, slots=True)
class Changed:
    """An incident that a version quotes and that has a newer version since."""

    incident: str
    quoted: int
    newest: int


def quoted(version_ids: Collection[str], *, destination: str, conflict: str) -> dict[str, tuple[str, int]]:
    """Reference and number of each incident version of this destination and conflict. One query."""
    rows = evidence.IncidentVersion.objects.filter(pk__in=list(version_ids), incident__destination=destination, incident__conflict=conflict)
    return {pk: (reference, number) for pk, reference, number in rows.values_list("pk", "incident__reference", "number")}


def newer(quotes: Collection[str]) -> tuple[Changed, ...]:
    """Of these incident versions, by id: those whose incident has a newer one. One query."""
    rows = evidence.IncidentVersion.objects.filter(pk__in=list(quotes), number__lt=F("incident__latest"))
    return _in_order(rows.values_list("incident__reference", "number", "incident__latest"))


def evidence_changed(version_ids: Collection[str]) -> dict[str, tuple[Changed, ...]]:
    """By assessment version: the incidents it quotes that moved on since (record.md I9). One query, however many there are."""
    rows = IncidentFinding.objects.filter(
        version__in=list(version_ids), incident_version__number__lt=F("incident_version__incident__latest")
    )
    found: dict[str, list[tuple[str, int, int]]] = {version: [] for version in version_ids}
    columns = ("version_id", "incident", "incident_version__number", "incident_version__incident__latest")
    for version, incident, quoted_number, newest in rows.values_list(*columns):
        found[version].append((incident, quoted_number, newest))
    return {version: _in_order(items) for version, items in found.items()}


def _in_order(rows: Iterable[tuple[str, int, int]]) -> tuple[Changed, ...]:
    return tuple(Changed(*row) for row in sorted(set(rows)))
