"""An incident's draft as JSON and back: what a version keeps whole, and whose digest the log takes."""

from datetime import date
from decimal import Decimal
from typing import Any

from licet.evidence.domain.grading import Action, Attribution, Credibility, Grade, Position
from licet.evidence.domain.incidents import Casualties, Category, Cited, Dropped, Harm, IncidentDraft, PlacePrecision, Standing
from licet.evidence.domain.law import IhlRule, ObjectHit
from licet.kernel.event import Json

_TEXTS = (
    "destination",
    "conflict",
    "title",
    "place",
    "summary",
    "means",
    "discounted_because",
    "standing_reason",
    "grade_reason",
    "marking",
)


def write_incident(draft: IncidentDraft) -> dict[str, Json]:
    texts: dict[str, Json] = {name: getattr(draft, name) for name in _TEXTS}
    return texts | {
        "date_from": draft.date_from.isoformat(),
        "date_to": draft.date_to.isoformat(),
        "place_precision": draft.place_precision.value,
        "latitude": None if draft.latitude is None else str(draft.latitude),
        "longitude": None if draft.longitude is None else str(draft.longitude),
        "rules": [rule.value for rule in IhlRule if rule in draft.rules],
        "objects": [item.value for item in ObjectHit if item in draft.objects],
        "cited": [{"span": item.span, "credibility": item.credibility.value} for item in draft.cited],
        "casualties": [
            {"category": row.category.value, "harm": row.harm.value, "low": row.low, "high": row.high, "spans": list(row.spans)}
            for row in draft.casualties
        ],
        "attributions": [
            {"party": item.party, "position": item.position.value, "action": item.action.value} for item in draft.attributions
        ],
        "standing": draft.standing.value,
        "grade": draft.grade.value if draft.grade else None,
        "dropped": [{"span": item.span, "why": item.why} for item in draft.dropped],
    }


def unchanged(content: dict[str, Json], before: dict[str, Json]) -> bool:
    """Whether two versions say the same, whatever was dropped on the way to each."""
    return content | {"dropped": []} == before | {"dropped": []}


def read_incident(kept: dict[str, Any]) -> IncidentDraft:
    return IncidentDraft(
        **{name: kept[name] for name in _TEXTS},
        date_from=date.fromisoformat(kept["date_from"]),
        date_to=date.fromisoformat(kept["date_to"]),
        place_precision=PlacePrecision(kept["place_precision"]),
        latitude=_decimal(kept["latitude"]),
        longitude=_decimal(kept["longitude"]),
        rules=frozenset(map(IhlRule, kept["rules"])),
        objects=frozenset(map(ObjectHit, kept["objects"])),
        cited=tuple(Cited(row["span"], Credibility(row["credibility"])) for row in kept["cited"]),
        casualties=tuple(
            Casualties(Category(row["category"]), Harm(row["harm"]), row["low"], row["high"], tuple(row["spans"]))
            for row in kept["casualties"]
        ),
        attributions=tuple(Attribution(row["party"], Position(row["position"]), Action(row["action"])) for row in kept["attributions"]),
        standing=Standing(kept["standing"]),
        grade=Grade(kept["grade"]) if kept["grade"] else None,
        dropped=tuple(Dropped(row["span"], row["why"]) for row in kept.get("dropped", ())),  # older versions dropped nothing
    )


def _decimal(kept: str | None) -> Decimal | None:
    return None if kept is None else Decimal(kept)
