"""A case as its page shows it."""

from dataclasses import dataclass
from datetime import date, datetime

from licet.applications.public import Draft, LineContent
from licet.casework import domain
from licet.casework.domain import CaseStatus, Finding, Level
from licet.casework.models import Case
from licet.kernel.facts import LineFacts
from licet.kernel.instants import Elapsed, UnknownElapsed


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
