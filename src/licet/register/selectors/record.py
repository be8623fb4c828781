"""What is known of a destination beside its licences: assessments, incidents, proceedings, official lines."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from licet.kernel.errors import NotFound
from licet.kernel.event import Json
from licet.platform import clock
from licet.policy import public as policy
from licet.register.models import (
    PublishedAssessment,
    PublishedIncident,
    PublishedLine,
    PublishedProceeding,
    PublishedReview,
)

SET_ASIDE = "set aside"


@dataclass(frozen=True, slots=True)
class Covered:
    """How much of what is known was assessed. Undetermined is never clean."""

    registered: int
    triaged: int
    assessed: int
    undetermined: tuple[tuple[str, int], ...]

    @property
    def undetermined_total(self) -> int:
        return sum(count for _, count in self.undetermined)

    @classmethod
    def of(cls, told: Mapping[str, Json]) -> "Covered":
        why = told.get("undetermined")
        reasons = why.items() if isinstance(why, dict) else ()
        return cls(
            registered=_count(told.get("registered")),
            triaged=_count(told.get("triaged")),
            assessed=_count(told.get("assessed")),
            undetermined=tuple(sorted((str(name), _count(count)) for name, count in reasons)),
        )


def _count(value: Json) -> int:
    return value if isinstance(value, int) and value >= 0 else 0


@dataclass(frozen=True, slots=True)
class AssessmentShown:
    """The newest version, with those before it, newest first. ``evidence_age`` in days, ``too_old`` by the
    authority's policy; ``overdue`` past its review day. ``after_cutoff`` incidents are registered that happened after the cut-off.
    """

    newest: PublishedAssessment
    earlier: tuple[PublishedAssessment, ...]
    evidence_age: int | None
    too_old: bool
    overdue: bool
    covered: Covered
    after_cutoff: int


def assessments_of(code: str) -> tuple[AssessmentShown, ...]:
    """Every published assessment of a destination, newest first. Two queries."""
    found: dict[str, list[PublishedAssessment]] = {}
    for row in PublishedAssessment.objects.filter(destination=code).order_by("-position"):
        found.setdefault(row.reference, []).append(row)
    today = policy.today(clock.now())
    known = PublishedIncident.objects.filter(destination=code, until=None).exclude(standing=SET_ASIDE)
    incidents = list(known.values_list("conflict", "date_from")) if found else []
    return tuple(_shown(rows[0], tuple(rows[1:]), incidents, today) for rows in found.values())


def _shown(
    newest: PublishedAssessment, earlier: tuple[PublishedAssessment, ...], incidents: Sequence[tuple[str, str]], today: date
) -> AssessmentShown:
    age = (today - newest.evidence_until).days if newest.evidence_until else None
    overdue = newest.review_by is not None and newest.review_by < today
    too_old = age is not None and age > policy.pack().assessment_limits.evidence_age_days
    until = newest.evidence_until.isoformat() if newest.evidence_until else ""
    outside = sum(conflict == newest.conflict and day > until for conflict, day in incidents) if until else 0
    return AssessmentShown(newest, earlier, age, too_old, overdue, Covered.of(newest.coverage), outside)


@dataclass(frozen=True, slots=True)
class Registered:
    """Incidents as counted from the log: by what was hit (one may have hit several) and by the year it began.

    ``set_aside`` are not among them: such as those that turned out to be one with another.
    """

    total: int
    set_aside: int
    by_object: tuple[tuple[str, int], ...]
    by_grade: tuple[tuple[str, int], ...]
    by_year: tuple[tuple[str, int], ...]


def incidents_of(code: str) -> Registered:
    """The newest version of each incident. One query."""
    newest = PublishedIncident.objects.filter(destination=code, until=None)
    every = list(newest.values_list("objects_hit", "grade", "date_from", "standing"))
    rows = [(hit, grade, day) for hit, grade, day, standing in every if standing != SET_ASIDE]
    objects = Counter(str(item.get("object") if isinstance(item, dict) else item) for hit, _, _ in rows for item in hit)
    grades = Counter(grade or "not graded" for _, grade, _ in rows)
    years = Counter(day[:4] or "not known" for _, _, day in rows)
    return Registered(
        len(rows), len(every) - len(rows), tuple(objects.most_common()), tuple(grades.most_common()), tuple(sorted(years.items()))
    )


@dataclass(frozen=True, slots=True)
class MovedAway:
    """A proceeding or official line that was shown under one destination and belongs to another.

    ``last`` is its last version here, ``moved`` the version that took it away, with the reason, and ``newest`` says where it is now.
    """

    last: PublishedProceeding | PublishedLine
    moved: PublishedProceeding | PublishedLine
    newest: PublishedProceeding | PublishedLine


def _moved_away(model: type[PublishedProceeding] | type[PublishedLine], code: str) -> Iterator[MovedAway]:
    """One query."""
    ended_here = model._default_manager.filter(destination=code).exclude(until=None).values("reference")
    versions: dict[str, list[PublishedProceeding | PublishedLine]] = {}
    for row in model._default_manager.filter(reference__in=ended_here).order_by("position"):
        versions.setdefault(row.reference, []).append(row)
    for history in versions.values():
        if history[-1].destination != code:
            last = max(index for index, row in enumerate(history) if row.destination == code)
            yield MovedAway(history[last], history[last + 1], history[-1])


@dataclass(frozen=True, slots=True)
class RecordPage:
    """``withdrawn`` are proceedings and official lines that should never have been recorded, and count no more.

    ``moved_away`` are those that were shown here and belong to another destination, moved last first.
    """

    code: str
    assessments: tuple[AssessmentShown, ...]
    incidents: Registered
    proceedings: tuple[PublishedProceeding, ...]
    lines: tuple[PublishedLine, ...]
    withdrawn: tuple[PublishedProceeding | PublishedLine, ...]
    moved_away: tuple[MovedAway, ...]
    reviews: tuple[PublishedReview, ...]


def record_page(code: str) -> RecordPage:
    """A destination that the authority's lists hold. Raises NotFound. Eight queries."""
    if code not in policy.destination_names():
        raise NotFound("destination")
    proceedings = tuple(PublishedProceeding.objects.filter(destination=code, until=None).order_by("-position"))
    lines = tuple(PublishedLine.objects.filter(destination=code, until=None).order_by("-said_on", "-position"))
    moved = [*_moved_away(PublishedProceeding, code), *_moved_away(PublishedLine, code)]
    return RecordPage(
        code=code,
        assessments=assessments_of(code),
        incidents=incidents_of(code),
        proceedings=tuple(row for row in proceedings if not row.withdrawn),
        lines=tuple(row for row in lines if not row.withdrawn),
        withdrawn=(*(row for row in proceedings if row.withdrawn), *(row for row in lines if row.withdrawn)),
        moved_away=tuple(sorted(moved, key=lambda item: item.moved.position, reverse=True)),
        reviews=tuple(row for row in PublishedReview.objects.order_by("-position") if row.scope and reaches(row.scope, code)),
    )


def reaches(scope: Mapping[str, Any], code: str) -> bool:
    """Whether a scope reaches a destination: it names it, or no destination at all."""
    named: Sequence[Any] = scope.get("destination") or ()
    return not named or any(str(value).rpartition(":")[2] == code for value in named)
