"""The central assessments that a signed part stands on, and how old their evidence is when it is signed (record.md I4)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from licet.assessments import public as assessments
from licet.assessments.public import ConclusionFacts
from licet.decisions.selectors.texts import Texts
from licet.kernel.event import Json

NO_ASSESSMENT = "no central assessment"


def assessed(used: Iterable[ConclusionFacts], texts: Texts) -> list[Json]:
    """Each version behind these conclusions, with the conclusions themselves: ids, days, coverage, text by digest. Two queries."""
    by_version: dict[str, list[ConclusionFacts]] = {}
    for item in used:
        by_version.setdefault(item.version, []).append(item)
    if not by_version:
        return []
    texts.add(assessments.texts_of(by_version).values())
    known = assessments.assessment_json(by_version)
    return [known[version] | {"conclusions": [_conclusion(item) for item in items]} for version, items in by_version.items()]


def _conclusion(item: ConclusionFacts) -> dict[str, Json]:
    """What a *no clear risk* lacks of the full requirement stands beside it, with the two people who accepted that."""
    said: dict[str, Json] = {"about": item.about, "ordinal": item.ordinal, "finding": item.finding.value, "scope": item.scope.to_json()}
    return said | ({"short_of": [*item.short_of], "accepted_by": [*item.accepted_by]} if item.accepted_by else {})


def assessed_in(body: Any) -> list[dict[str, Any]]:
    """The assessment versions that a signed part names; none in those that say *no central assessment*."""
    named = body.get("assessment") if isinstance(body, dict) else None
    return named if isinstance(named, list) else []


def evidence_json(body: Any, today: date) -> dict[str, Json]:
    """For the envelope: the versions in words, each one's evidence cut-off with the incidents known to have happened after it, and the
    age of the oldest on the day of signing. One query."""
    named = assessed_in(body)
    if not named:
        return {"assessment": NO_ASSESSMENT, "age_days": None}
    outside = assessments.evidence_after_cutoff([item["version"] for item in named])
    ages: list[dict[str, Json]] = [
        {
            "assessment": item["assessment"],
            "number": item["number"],
            "evidence_until": item["evidence_until"],
            "age_days": (today - date.fromisoformat(item["evidence_until"])).days,
            "after_cutoff": outside[item["version"]],
        }
        for item in named
    ]
    said = ", ".join(f"{item['assessment']} v{item['number']}" for item in named)
    oldest = max((today - date.fromisoformat(item["evidence_until"])).days for item in named)
    return {"assessment": said, "age_days": oldest, "assessments": [*ages]}
