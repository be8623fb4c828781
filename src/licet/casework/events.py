"""What is told of casework. The public sees that a step was taken and when, not its words."""

from dataclasses import dataclass
from typing import ClassVar

from licet.kernel.event import Event, Json


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(Event):
    """A case was opened for a first submission."""

    kind: ClassVar[str] = "casework:case:opened"
    published: ClassVar[frozenset[str]] = frozenset({"licence_type", "criteria_set"})

    licence_type: str
    criteria_set: str
    destinations: list[Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHandled(Event):
    """Somebody took, was given, handed over, or recused themselves from a case."""

    kind: ClassVar[str] = "casework:case:handled"

    how: str
    person: str
    to: str
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMoved(Event):
    """A floor above brought the case to another status: proposed, sent back, decided."""

    kind: ClassVar[str] = "casework:case:moved"
    published: ClassVar[frozenset[str]] = frozenset({"status"})

    how: str
    status: str
    words: str
    moved_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed(Event):
    """Nothing more is to be done on a case."""

    kind: ClassVar[str] = "casework:case:closed"

    closed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRated(Event):
    """The authority rated a line: code or *not controlled*, with reasons."""

    kind: ClassVar[str] = "casework:line:rated"

    line: str
    version: int
    rating: str | None
    controlled: bool
    end_use: list[Json] | None
    reasons: str
    rated_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceRequested(Event):
    """Departments were asked about criteria of lines, by the pack's routing rules."""

    kind: ClassVar[str] = "casework:advice:requested"

    asked: list[Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceGiven(Event):
    """A department, or the minister, found on one criterion for one line."""

    kind: ClassVar[str] = "casework:advice:given"

    line: str
    criterion: str
    department: str
    level: str
    finding: str
    reasons_sha256: str
    version: int
    given_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryAsked(Event):
    """The exporter was asked something; the clock stands still."""

    kind: ClassVar[str] = "casework:enquiry:asked"

    number: int
    question: str
    asked_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryAnswered(Event):
    """The exporter answered; the clock runs again."""

    kind: ClassVar[str] = "casework:enquiry:answered"

    number: int
    answer: str
    answered_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryExtended(Event):
    """The exporter was given until a later day to answer a question."""

    kind: ClassVar[str] = "casework:enquiry:extended"

    number: int
    until: str
    reasons: str
    extended_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryReminded(Event):
    """The exporter was reminded of a question. ``closes_after`` is the last day on which an answer keeps the case open."""

    kind: ClassVar[str] = "casework:enquiry:reminded"

    number: int
    closes_after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosedUnanswered(Event):
    """A case ended because its exporter did not answer a question by ``closes_after``."""

    kind: ClassVar[str] = "casework:case:closed-unanswered"

    number: int
    closes_after: str
    closed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReferred(Event):
    """A disagreement was put to the minister."""

    kind: ClassVar[str] = "casework:case:referred"

    question: str
    referred_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralSettled(Event):
    """The minister approved, refused, or sent a question back, in words."""

    kind: ClassVar[str] = "casework:referral:settled"

    outcome: str
    words: str
    settled_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessingTimesPublished(Event):
    """How long the decisions of a month took, in working days by the clock of their cases. ``month`` is such as *2031-05*.

    ``total`` and each item of ``by_type`` have ``decisions``, ``median_days`` as text, and ``within_target_percent``; an item
    also its ``licence_type``. ``total`` is None for fewer than ``fewest`` decisions. Of fewer than ``fewest`` nothing can be
    worked out from what is shown (docs/decisions/0212). Stores made before December 2026 have this kind;
    :class:`MonthlyTimesPublished` is recorded instead.
    """

    kind: ClassVar[str] = "casework:processing-times:published"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"month", "fewest", "target_days", "total", "by_type"})

    month: str
    fewest: int
    target_days: int
    total: dict[str, Json] | None
    by_type: list[Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyTimesPublished(ProcessingTimesPublished):
    """As :class:`ProcessingTimesPublished`, with ``within_target_percent`` as text.

    It is *10 or less* or *90 or more* at the ends. That all decisions of a month kept the target, or none, would tell of each
    of them (docs/decisions/0251).
    """

    kind: ClassVar[str] = "casework:monthly-times:published"
