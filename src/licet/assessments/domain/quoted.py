"""Incident versions as findings quote them: what may be quoted at all, and what moved since."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from licet.assessments.domain.content import VersionDraft
from licet.kernel.errors import Invalid

_NAMED: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """One incident version, and where its incident stands now: ``newest`` and ``dropped`` are of the version that stands."""

    incident: str
    number: int
    destination: str
    conflict: str
    happened_on: date
    set_aside: bool
    newest: int
    dropped: bool


def misquoted(ids: Collection[str], known: Mapping[str, Quoted], *, destination: str, conflict: str, title: str) -> Iterator[Invalid]:
    """Ids that are no incident version of this destination and conflict, and versions by which an incident was set aside."""
    elsewhere = {key for key, item in known.items() if (item.destination, item.conflict) != (destination, conflict)}
    strange = sorted((set(ids) - set(known)) | elsewhere)
    if strange:
        yield Invalid(
            f"Findings quote no incident version of {title}: {_some(_named(key, known.get(key)) for key in strange)}.", place="incidents"
        )
    aside = sorted(f"{item.incident} version {item.number}" for key, item in known.items() if item.set_aside and key not in elsewhere)
    if aside:
        yield Invalid(f"Set aside in the evidence, so nothing is found of it: {_some(aside)}. Take its findings out.", place="incidents")


def unquotable(content: VersionDraft, known: Mapping[str, Quoted]) -> Iterator[Invalid]:
    """What a version cannot be concluded on: incidents set aside since they were quoted, and those of after the cut-off."""
    for item in _once(content, known):
        if item.dropped:
            words = f"It was set aside in the evidence (version {item.newest}): take its findings out, or have it restored."
            yield Invalid(words, place=item.incident)
        elif content.evidence_until and item.happened_on > content.evidence_until:
            days = f"It happened on {item.happened_on}, after the cut-off of {content.evidence_until}"
            yield Invalid(f"{days}: move the cut-off, or take its findings out.", place=item.incident)


def moved(content: VersionDraft, known: Mapping[str, Quoted]) -> tuple[Quoted, ...]:
    """Incidents that have a newer version than the one quoted; not those set aside, which :func:`unquotable` names."""
    return tuple(item for item in _once(content, known) if item.number < item.newest and not item.dropped)


def _once(content: VersionDraft, known: Mapping[str, Quoted]) -> list[Quoted]:
    """Each quoted version once, whatever the number of rules it is found under."""
    found = {row.incident_version: known[row.incident_version] for row in content.incidents if row.incident_version in known}
    return sorted(found.values(), key=lambda item: (item.incident, item.number))


def _named(key: str, item: Quoted | None) -> str:
    return f"“{key[:40]}”" + (f" ({item.incident}, of {item.destination} {item.conflict})" if item else "")


def _some(words: Iterable[str]) -> str:
    every = list(words)
    more = f" and {len(every) - _NAMED} more" if len(every) > _NAMED else ""
    return f"{', '.join(every[:_NAMED])}{more}"
