"""What assessments need of the evidence: incident versions by id, the newest ones, and what changed since they were quoted."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

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


def newer(quotes: Iterable[tuple[str, str, int]]) -> tuple[Changed, ...]:
    """Of (incident version id, reference, number): those with a newer version. At most two queries."""
    known = {pk: (reference, number) for pk, reference, number in quotes}
    newest = evidence.newest_versions(list(known)) if known else {}
    moved = {pk: newest[pk] for pk in known if newest.get(pk, pk) != pk}
    numbers = dict(evidence.IncidentVersion.objects.filter(pk__in=moved.values()).values_list("pk", "number")) if moved else {}
    found = {Changed(*known[pk], numbers[new]) for pk, new in moved.items()}
    return tuple(sorted(found, key=lambda item: item.incident))


def evidence_changed(version_ids: Collection[str]) -> dict[str, tuple[Changed, ...]]:
    """By assessment version: the incidents it quotes that moved on since (record.md I9). Three queries, however many there are."""
    rows = IncidentFinding.objects.filter(version__in=list(version_ids))
    quotes = set(rows.values_list("version_id", "incident_version_id", "incident", "incident_version__number"))
    moved = {(item.incident, item.quoted): item for item in newer({(pk, incident, number) for _, pk, incident, number in quotes})}
    found: dict[str, set[Changed]] = {version: set() for version in version_ids}
    for version, _, incident, number in quotes:
        if (incident, number) in moved:
            found[version].add(moved[incident, number])
    return {version: tuple(sorted(items, key=lambda item: item.incident)) for version, items in found.items()}
