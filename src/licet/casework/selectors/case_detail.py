"""One case as its page shows it, with all that belongs to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Model

from licet.applications import public as applications
from licet.applications.public import Draft, Line, LineContent
from licet.casework import domain
from licet.casework.domain import CaseStatus, Finding, Level
from licet.casework.models import Advice, AdviceAsked, Case, Enquiry, LineRating, Step
from licet.casework.selectors.access import access_case
from licet.casework.selectors.gate import described
from licet.casework.selectors.lists import destination_names, waiting_for
from licet.kernel.actor import Actor
from licet.kernel.facts import LineFacts
from licet.kernel.instants import Elapsed, Instant, UnknownElapsed, elapsed_if_known
from licet.kernel.permission import Permission
from licet.people import public as people
from licet.policy import public as policy


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingView:
    """One version of a line's rating with its words."""

    rating: str
    number: int
    facts: LineFacts
    reasons: str
    current: bool
    rated_at: datetime
    rated_by: str
    rated_by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """A line of the present version. ``ratings`` are its versions, oldest first; ``facts`` those that stand."""

    content: LineContent
    facts: LineFacts
    ratings: tuple[RatingView, ...]

    @property
    def rating(self) -> RatingView | None:
        return next((item for item in self.ratings if item.current), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceView:
    """One version of a department's finding, or of the minister's."""

    advice: str
    line: str
    criterion: str
    department: str
    department_name: str
    level: Level
    finding: Finding
    reasons: str
    conditions: str
    number: int
    current: bool
    given_at: datetime
    given_by: str
    given_by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedView:
    """A question to a department that it has not answered. ``rule`` is the pack's routing rule that asks."""

    line: str
    criterion: str
    department: str
    department_name: str
    rule: str
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryView:
    enquiry: str
    number: int
    question: str
    due_on: date
    closes_after: date | None
    reminded_on: date | None
    asked_at: datetime
    asked_by_name: str
    answer: str
    answered_at: datetime | None
    answered_by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One line of the history. ``number`` is the revision of the case that it made."""

    number: int
    kind: str
    words: str
    shown: bool
    done_at: datetime
    done_by: str
    done_by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDetail:
    """A case as its page shows it. ``advice`` and ``lines`` are of the present version; earlier ones have their own page.

    ``began_with`` is the case of the application with whose contents this one began.
    """

    case: Case
    draft: Draft
    destinations: tuple[str, ...]
    clock: Elapsed | UnknownElapsed | None
    target_days: int
    officer_name: str
    waiting_for: tuple[str, ...]
    lines: tuple[LineView, ...]
    advice: tuple[AdviceView, ...]
    asked: tuple[AskedView, ...]
    enquiries: tuple[EnquiryView, ...]
    steps: tuple[StepView, ...]
    recused: frozenset[str]
    began_with: Case | None = None

    @property
    def status(self) -> CaseStatus:
        return CaseStatus(self.case.status)

    def standing(self, line: str, criterion: str) -> domain.Standing:
        """What stands for a line and criterion, and whether departments disagree."""
        return domain.standing(_finding(item) for item in self.current(line, criterion))

    def current(self, line: str, criterion: str) -> tuple[AdviceView, ...]:
        return tuple(item for item in self.advice if item.current and item.line == line and item.criterion == criterion)

    def versions(self, advice: AdviceView) -> tuple[AdviceView, ...]:
        """All versions of one department's finding, oldest first: what :func:`kernel.difference.word_difference` compares."""
        key = (advice.line, advice.criterion, advice.department, advice.level)
        return tuple(item for item in self.advice if (item.line, item.criterion, item.department, item.level) == key)

    def gate_facts(self) -> domain.CaseFacts:
        """The same facts as :func:`casework.gate_facts` reads, from what is at hand: no query."""
        case = self.case
        return domain.CaseFacts(
            case=case.pk,
            reference=case.reference,
            status=self.status,
            revision=case.revision,
            organisation=case.organisation_id,
            licence_type=case.licence_type,
            criteria_set=case.criteria_set,
            application_version=case.version_id,
            version_number=case.version.number,
            version_sha256=case.version.sha256,
            lines=tuple(item.facts for item in self.lines),
            ratings={item.content.line: item.rating.rating for item in self.lines if item.rating},
            findings=tuple(_finding(item) for item in self.advice if item.current),
            open_enquiries=int(self.open_enquiry is not None),
            open_referrals=int(case.referred),
        )

    @property
    def open_enquiry(self) -> EnquiryView | None:
        """The question that the exporter is waited for; none once the case has ended without its answer."""
        waiting = self.enquiries if self.status is CaseStatus.AWAITING_EXPORTER else ()
        return next((item for item in waiting if item.answered_at is None), None)


def _finding(item: AdviceView) -> domain.LineFinding:
    return domain.LineFinding(item.line, item.criterion, item.department, item.level, item.finding, item.advice)


def case_detail(*, actor: Actor, case: str, now: Instant) -> CaseDetail:
    """The case by id or reference for an official who may read it; raises NotFound. At most eight queries."""
    row = access_case(actor=actor, case=case, permission=Permission.CASE_READ)
    lines, ratings = _lines_and_ratings(row)
    advice = list(Advice.objects.filter(case=row, line__in=lines).order_by("given_at", "number", "id"))
    asked = list(AdviceAsked.objects.filter(case=row, line__in=lines, answered=False, lapsed=False).order_by("department", "criterion"))
    enquiries = list(Enquiry.objects.filter(case=row).order_by("number"))
    steps = list(Step.objects.filter(case=row).order_by("number"))
    names = people.names_of(_people(row, ratings, advice, enquiries, steps))
    departments = {item.id: item.name for item in policy.pack().departments}
    return CaseDetail(
        case=row,
        draft=applications.draft_of(row.version),
        destinations=destination_names(row.country_key),
        clock=_clock(row, enquiries, now),
        target_days=policy.deadline("decision-target").days,
        officer_name=names.get(row.officer, ""),
        waiting_for=waiting_for(row, departments),
        lines=tuple(_line(line, row, ratings, names) for line in lines),
        advice=tuple(_advice(item, names, departments) for item in advice),
        asked=tuple(_asked(item, departments) for item in asked),
        enquiries=tuple(_enquiry(item, names) for item in enquiries),
        steps=tuple(_step(item, names) for item in steps),
        recused=frozenset(item.done_by for item in steps if item.kind == domain.HandlingKind.RECUSED),
        began_with=_began_with(row),
    )


def exporter_case(*, actor: Actor, case: str, now: Instant) -> CaseDetail:
    """A case for its exporter: what was sent, what is asked of them, the steps that they are shown. Raises NotFound."""
    row = access_case(actor=actor, case=case, permission=Permission.APPLICATION_READ)
    lines = list(applications.lines_of([row.version_id]))
    enquiries = list(Enquiry.objects.filter(case=row).order_by("number"))
    steps = list(Step.objects.filter(case=row, shown=True).order_by("number"))
    return CaseDetail(
        case=row,
        draft=applications.draft_of(row.version),
        destinations=destination_names(row.country_key),
        clock=_clock(row, enquiries, now),
        target_days=policy.deadline("decision-target").days,
        officer_name="",
        waiting_for=("you",) if row.status == CaseStatus.AWAITING_EXPORTER else (policy.pack().name,) * (row.status in domain.WORKED_ON),
        lines=tuple(_line(line, row, (), {}) for line in lines),
        advice=(),
        asked=(),
        enquiries=tuple(_enquiry(item, {}) for item in enquiries),
        steps=tuple(_step(item, {}) for item in steps),
        recused=frozenset(),
        began_with=_began_with(row),
    )


def _began_with(row: Case) -> Case | None:
    original = row.application.copy_of_id
    return Case.objects.filter(application=original).first() if original else None


def _lines_and_ratings(row: Case) -> tuple[list[Line], list[LineRating]]:
    """The lines of the present version and all versions of their ratings, in order: one query for both."""
    lines, ratings = _names(Line), _names(LineRating)
    rows = (
        Line.objects.filter(version=row.version_id)
        .order_by("number", "ratings__number")
        .values(*lines, **{f"rated_{name}": F(f"ratings__{name}") for name in ratings})
    )
    found: dict[str, Line] = {}
    rated = []
    each: Any
    for each in rows:
        found.setdefault(each["id"], Line(**{name: each[name] for name in lines}))
        if each["rated_id"]:
            rated.append(LineRating(**{name: each[f"rated_{name}"] for name in ratings}))
    return list(found.values()), rated


def _names(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


def _people(
    row: Case, ratings: Iterable[LineRating], advice: Iterable[Advice], enquiries: Iterable[Enquiry], steps: Iterable[Step]
) -> set[str]:
    found = {row.officer, *(item.rated_by for item in ratings), *(item.given_by for item in advice), *(item.done_by for item in steps)}
    return (found | {name for item in enquiries for name in (item.asked_by, item.answered_by)}) - {""}


def _clock(row: Case, enquiries: Iterable[Enquiry], now: Instant) -> Elapsed | UnknownElapsed | None:
    if row.status not in domain.WORKED_ON:
        return None
    return elapsed_if_known(policy.working_calendar(), received=row.received_at, now=now, stops=[item.stop() for item in enquiries])


def _line(line: Line, row: Case, ratings: Iterable[LineRating], names: dict[str, str]) -> LineView:
    own = tuple(_rating(item, names) for item in ratings if item.line_id == line.pk)
    standing = next((item.facts for item in own if item.current), None)
    return LineView(content=line.to_domain(), facts=standing or described(line, case=row), ratings=own)


def _rating(item: LineRating, names: dict[str, str]) -> RatingView:
    return RatingView(
        rating=item.pk,
        number=item.number,
        facts=item.to_facts(item.line_id),
        reasons=item.reasons,
        current=item.current,
        rated_at=item.rated_at,
        rated_by=item.rated_by,
        rated_by_name=names.get(item.rated_by, item.rated_by),
    )


def _advice(item: Advice, names: dict[str, str], departments: dict[str, str]) -> AdviceView:
    return AdviceView(
        advice=item.pk,
        line=item.line_id,
        criterion=item.criterion,
        department=item.department,
        department_name=departments.get(item.department, item.department),
        level=Level(item.level),
        finding=Finding(item.finding),
        reasons=item.reasons,
        conditions=item.conditions,
        number=item.number,
        current=item.current,
        given_at=item.given_at,
        given_by=item.given_by,
        given_by_name=names.get(item.given_by, item.given_by),
    )


def _asked(item: AdviceAsked, departments: dict[str, str]) -> AskedView:
    return AskedView(
        line=item.line_id,
        criterion=item.criterion,
        department=item.department,
        department_name=departments.get(item.department, item.department),
        rule=item.rule,
        asked_at=item.asked_at,
    )


def _enquiry(item: Enquiry, names: dict[str, str]) -> EnquiryView:
    return EnquiryView(
        enquiry=item.pk,
        number=item.number,
        question=item.question,
        due_on=item.due_on,
        closes_after=item.closes_after,
        reminded_on=item.reminded_on,
        asked_at=item.asked_at,
        asked_by_name=names.get(item.asked_by, ""),
        answer=item.answer,
        answered_at=item.answered_at,
        answered_by_name=names.get(item.answered_by, ""),
    )


def _step(item: Step, names: dict[str, str]) -> StepView:
    return StepView(
        number=item.number,
        kind=item.kind,
        words=item.words,
        shown=item.shown,
        done_at=item.done_at,
        done_by=item.done_by,
        done_by_name=names.get(item.done_by, ""),
    )
