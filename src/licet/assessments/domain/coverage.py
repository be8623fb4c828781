"""How much of what is registered was assessed, and of how much nothing could be found, by reason."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from licet.assessments.domain.conclusions import Coverage
from licet.assessments.domain.findings import DETERMINED, Breach, Insufficiency

SEVERAL = "several reasons"
_ORDER = (*(reason.value for reason in Insufficiency), SEVERAL)

type Found = tuple[str, Breach, Insufficiency | None]
"""Reference of an incident, what was found of it under one rule, and why nothing was."""


def coverage(registered: Collection[str], findings: Iterable[Found], triaged: Collection[str] = ()) -> Coverage:
    """By incident, not by finding. *Triaged*: it was when recorded, or it has a row; *assessed*: something was said under a
    rule; *undetermined*: all that was said is that the evidence does not suffice, each counted under one reason.
    """
    said: dict[str, set[Breach]] = defaultdict(set)
    reasons: dict[str, set[str]] = defaultdict(set)
    for incident, finding, why in findings:
        said[incident].add(finding)
        if why is not None:
            reasons[incident].add(why.value)
    assessed = {incident for incident, words in said.items() if words - {Breach.NOT_YET}}
    undetermined = Counter(_reason(reasons[incident]) for incident in assessed if not said[incident] & DETERMINED)
    return Coverage(
        registered=len(set(registered) | set(triaged) | set(said)),
        triaged=len(set(said) | set(triaged)),
        assessed=len(assessed),
        undetermined=tuple((reason, undetermined[reason]) for reason in _ORDER if undetermined[reason]),
    )


def _reason(reasons: set[str]) -> str:
    return next(iter(reasons)) if len(reasons) == 1 else SEVERAL


def coverage_from_json(data: Mapping[str, Any]) -> Coverage:
    """As :meth:`Coverage.to_json` wrote it, whatever order its keys came back in."""
    counts = data["undetermined"]
    known = (*_ORDER, *sorted(set(counts) - set(_ORDER)))
    kept = tuple((reason, int(counts[reason])) for reason in known if reason in counts)
    return Coverage(int(data["registered"]), int(data["triaged"]), int(data["assessed"]), kept)
