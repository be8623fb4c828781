"""An assessment as pages, programs and the command line show it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from licet.assessments import domain
from licet.assessments.domain import ConclusionFacts, Coverage, StaleWhy, VersionDraft
from licet.assessments.models import Assessment, AssessmentVersion, DraftRevision
from licet.assessments.selectors.access import latest_revision, visible_assessments
from licet.assessments.selectors.in_force import conclusions_of, speaking
from licet.assessments.selectors.quoting import ChangedEvidence, evidence_added, evidence_changed
from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, NotFound
from licet.platform import clock
from licet.policy import public as policy


class VersionState(StrEnum):
    CONCLUDED = "concluded"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """A concluded version. ``stale`` as of today, wherever it is quoted; so are ``changed``, the quoted incidents
    that moved on, ``added``, how many incidents of before the cut-off were recorded since, and ``after_cutoff``, how many happened
    after it.
    """

    row: AssessmentVersion
    state: VersionState
    content: VersionDraft
    conclusions: tuple[ConclusionFacts, ...]
    coverage: Coverage
    stale: tuple[StaleWhy, ...]
    age: int
    changed: tuple[ChangedEvidence, ...]
    added: int
    after_cutoff: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One row of the list of versions, newest first."""

    id: str
    number: int
    state: VersionState
    evidence_until: date
    valid_from: date
    review_by: date
    recorded_on: date
    reason: str
    authors: tuple[str, ...]
    concluded_at: datetime
    concluded_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentView:
    """``version`` spoke for ``as_of`` as known on ``known_on``: None where none did. ``draft`` is None unless one is being
    written now, and for questions about the past."""

    row: Assessment
    as_of: date
    known_on: date
    version: VersionView | None
    versions: tuple[VersionLine, ...]
    draft: DraftRevision | None


def access_assessment(
    *,
    actor: Actor,
    reference: str = "",
    destination: str = "",
    conflict: str = "",
    as_of: date | None = None,
    known_on: date | None = None,
    today: date | None = None,
) -> AssessmentView:
    """One assessment by id or reference, or by destination (and conflict, where there are several). Seven queries."""
    if reference:
        rows = list(visible_assessments(actor=actor, assessment=reference))
    else:
        rows = list(visible_assessments(actor=actor).filter(destination=destination, **({"conflict": conflict} if conflict else {})))
    if not rows:
        raise NotFound("assessment", named=reference or destination or "")
    if len(rows) > 1:
        named = ", ".join(f"{row.conflict} ({row.reference})" for row in rows)
        raise Invalid(f"Several conflicts are assessed there: {named}. Name one.", place="conflict")
    return view(rows[0], as_of=as_of, known_on=known_on, today=today)


def access_assessments(
    *, actor: Actor, destination: str = "", as_of: date | None = None, known_on: date | None = None, today: date | None = None
) -> tuple[AssessmentView, ...]:
    """All of a destination, or all there are, by destination and conflict."""
    rows = visible_assessments(actor=actor)
    rows = rows.filter(destination=destination) if destination else rows
    return tuple(view(row, as_of=as_of, known_on=known_on, today=today) for row in rows)


def access_version(*, actor: Actor, reference: str, number: int) -> AssessmentVersion:
    """One concluded version of an assessment."""
    rows = AssessmentVersion.objects.filter(assessment__in=visible_assessments(actor=actor, assessment=reference), number=number)
    found = rows.select_related("assessment").first()
    if found is None:
        raise NotFound("version of this assessment")
    return found


def view(row: Assessment, *, as_of: date | None = None, known_on: date | None = None, today: date | None = None) -> AssessmentView:
    """Three queries, and three for the version that speaks."""
    day = today or policy.today(clock.now())
    of, on = as_of or day, known_on or day
    if on > day:
        raise Invalid(f"What will be known on {on} is not known yet: name today, {day}, or a day before.", place="known on")
    spoke = AssessmentVersion.objects.filter(speaking(of, on), assessment=row).first()
    known = list(row.versions.filter(recorded_on__lte=on).defer("content", "text", "public_summary").order_by("-number"))
    newest = known[0].number if known else 0
    latest = latest_revision(row)
    drafting = latest.version_number == row.drafting and known_on is None
    return AssessmentView(
        row=row,
        as_of=of,
        known_on=on,
        version=version_view(spoke, newest=newest, today=day) if spoke else None,
        versions=tuple(_line(item, newest) for item in known),
        draft=latest if drafting else None,
    )


def version_view(row: AssessmentVersion, *, newest: int, today: date) -> VersionView:
    """``newest`` is the number of the assessment's last concluded version. Three queries."""
    conclusions = conclusions_of(row.pk)
    return VersionView(
        row=row,
        state=_state(row.number, newest),
        content=row.to_domain(),
        conclusions=conclusions,
        coverage=row.covered(),
        stale=domain.stale_version(row.evidence_until, row.review_by, policy.pack().assessment_limits, today),
        age=domain.age(row.evidence_until, today),
        changed=evidence_changed([row.pk])[row.pk],
        added=evidence_added([row.pk])[row.pk],
        after_cutoff=conclusions[0].after_cutoff,
    )


def _line(row: AssessmentVersion, newest: int) -> VersionLine:
    return VersionLine(
        id=row.pk,
        number=row.number,
        state=_state(row.number, newest),
        evidence_until=row.evidence_until,
        valid_from=row.valid_from,
        review_by=row.review_by,
        recorded_on=row.recorded_on,
        reason=row.reason,
        authors=tuple(row.authors),
        concluded_at=row.concluded_at,
        concluded_by=row.concluded_by,
    )


def _state(number: int, newest: int) -> VersionState:
    return VersionState.CONCLUDED if number == newest else VersionState.SUPERSEDED
