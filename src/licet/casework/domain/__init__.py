"""The authority's side of an application: statuses, advice and its disagreements, clocks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from licet.casework.domain.silence import last_day_for_answer as last_day_for_answer
from licet.casework.domain.silence import reminded_up_to as reminded_up_to
from licet.kernel.errors import Invalid
from licet.kernel.facts import EndUserClass, LineFacts
from licet.kernel.permission import Permission
from licet.kernel.rating import RatingCode
from licet.kernel.scope import Scope
from licet.kernel.transitions import Transition, Transitions


class CaseStatus(StrEnum):
    """The status of a case. A draft is an application that has no case yet."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_PROGRESS = "in progress"
    AWAITING_EXPORTER = "awaiting exporter"
    FOR_SIGNATURE = "for signature"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    UNANSWERED = "closed unanswered"


_OPEN = frozenset({CaseStatus.SUBMITTED, CaseStatus.IN_PROGRESS, CaseStatus.AWAITING_EXPORTER})
_ASKED = frozenset({CaseStatus.AWAITING_EXPORTER})
WORKED_ON = _OPEN | {CaseStatus.FOR_SIGNATURE}
"""In these the authority still finds things. What it finds while signatures are awaited voids them."""

TRANSITIONS = Transitions(
    "case",
    (
        Transition("submit", frozenset({CaseStatus.DRAFT}), CaseStatus.SUBMITTED, Permission.APPLICATION_SUBMIT),
        Transition("send again", frozenset({CaseStatus.SUBMITTED}), CaseStatus.SUBMITTED, Permission.APPLICATION_SUBMIT),
        Transition("resubmit", frozenset({CaseStatus.IN_PROGRESS}), CaseStatus.IN_PROGRESS, Permission.APPLICATION_SUBMIT),
        Transition(
            "resubmit asked", frozenset({CaseStatus.AWAITING_EXPORTER}), CaseStatus.AWAITING_EXPORTER, Permission.APPLICATION_SUBMIT
        ),
        Transition("take", frozenset({CaseStatus.SUBMITTED}), CaseStatus.IN_PROGRESS, Permission.CASE_ASSIGN),
        Transition("ask", frozenset({CaseStatus.IN_PROGRESS}), CaseStatus.AWAITING_EXPORTER, Permission.ENQUIRY_ASK),
        Transition("answer", _ASKED, CaseStatus.IN_PROGRESS, Permission.APPLICATION_ANSWER),
        Transition("propose", frozenset({CaseStatus.IN_PROGRESS}), CaseStatus.FOR_SIGNATURE, Permission.ACT_PROPOSE),
        Transition("return", frozenset({CaseStatus.FOR_SIGNATURE}), CaseStatus.IN_PROGRESS, Permission.ACT_RETURN),
        Transition("decide", frozenset({CaseStatus.FOR_SIGNATURE}), CaseStatus.DECIDED, Permission.DECISION_COUNTERSIGN),
        Transition("withdraw", _OPEN | {CaseStatus.FOR_SIGNATURE}, CaseStatus.WITHDRAWN, Permission.APPLICATION_WITHDRAW),
        Transition("close unanswered", _ASKED, CaseStatus.UNANSWERED, Permission.CASE_CLOSE),
        Transition("close", frozenset({CaseStatus.DECIDED, CaseStatus.WITHDRAWN}), CaseStatus.CLOSED, Permission.CASE_CLOSE),
    ),
)


def resubmission(status: CaseStatus) -> str:
    """The transition by which a further version is sent; where none is possible, the one whose refusal says so."""
    return {CaseStatus.SUBMITTED: "send again", CaseStatus.AWAITING_EXPORTER: "resubmit asked"}.get(status, "resubmit")


class Finding(StrEnum):
    """What an adviser says of one criterion and one line. What a finding does is up to the criterion's test."""

    CLEAR = "no bar found"
    WEIGHS = "weighs against, does not bar"
    BARS = "bars"
    UNDETERMINED = "not determined"
    NOT_RELEVANT = "not relevant"


class Level(StrEnum):
    """Who speaks: a department's adviser, or the minister who settles what departments could not."""

    ADVISER = "adviser"
    MINISTER = "minister"


@dataclass(frozen=True, slots=True)
class LineFinding:
    """One piece of advice as the gate and the case page need it. ``advice`` is its id."""

    line: str
    criterion: str
    department: str
    level: Level
    finding: Finding
    advice: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands for one line and criterion, and whether departments disagree on whether it bars."""

    finding: Finding | None
    disagreement: bool
    advice: tuple[str, ...]


_WORST_FIRST = (Finding.BARS, Finding.UNDETERMINED, Finding.WEIGHS, Finding.CLEAR, Finding.NOT_RELEVANT)


def standing(findings: Iterable[LineFinding]) -> Standing:
    """What several departments' findings on the same line and criterion come to.

    A minister's finding stands alone. Otherwise the worst stands; bar against clear is a disagreement, which is never
    settled by count.
    """
    findings = tuple(findings)
    final = [item for item in findings if item.level is Level.MINISTER]
    if final:
        return Standing(final[-1].finding, False, (final[-1].advice,))
    said = {item.finding for item in findings}
    disagreement = Finding.BARS in said and bool(said & {Finding.CLEAR, Finding.WEIGHS, Finding.NOT_RELEVANT})
    worst = next((finding for finding in _WORST_FIRST if finding in said), None)
    return Standing(worst, disagreement, tuple(sorted(item.advice for item in findings)))


def standings(findings: Iterable[LineFinding]) -> Mapping[tuple[str, str], Standing]:
    """:func:`standing` for each (line, criterion)."""
    grouped: dict[tuple[str, str], list[LineFinding]] = {}
    for item in findings:
        grouped.setdefault((item.line, item.criterion), []).append(item)
    return {key: standing(items) for key, items in grouped.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingDraft:
    """What an assessor finds of a line. None is *not known*, never no.

    ``rating`` is a code as typed, empty for a line that is not controlled. ``started_from`` is the number of the rating
    that the assessor saw, 0 for none.
    """

    controlled: bool
    reasons: str
    rating: str = ""
    end_use: frozenset[str] | None = None
    end_user: EndUserClass | None = None
    incorporation: bool | None = None
    pool: bool | None = None
    started_from: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceDraft:
    """What an adviser, or the minister, finds of one criterion and line. ``started_from``: see :class:`RatingDraft`."""

    line: str
    criterion: str
    finding: Finding
    reasons: str
    conditions: str = ""
    started_from: int = 0


def rated(line: LineFacts, draft: RatingDraft, *, number: int, code: RatingCode | None) -> LineFacts:
    """The facts that a rating freezes: what the application says of countries and onward, and what the assessor found."""
    if draft.controlled != (code is not None):
        raise Invalid("Give the control-list entry of a controlled line, and none of one that is not controlled.", place="rating")
    return replace(
        line,
        version=number,
        rating=code,
        controlled=draft.controlled,
        end_use=None if draft.end_use is None else frozenset(Scope(end_use=tuple(draft.end_use)).end_use),
        end_user=draft.end_user,
        incorporation=draft.incorporation,
        pool=draft.pool,
    )


class HandlingKind(StrEnum):
    """How a person came to handle a case, or ceased to. Each is an act with reasons."""

    TAKEN = "taken"
    ASSIGNED = "assigned"
    HANDED_OVER = "handed over"
    RECUSED = "recused"


class ReferralOutcome(StrEnum):
    """What came back from the person to whom policy gives disagreements."""

    FOUND = "found"
    SENT_BACK = "sent back"


class GateState(StrEnum):
    """A line at the gate, best first. Defined here because the case list stores its summary."""

    OPEN = "open"
    MISSING = "missing"
    BARRED = "barred"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class GateSummary:
    """What a case list shows of the gate: worst state, and how many bars of each kind. Never trusted by ``decide``."""

    state: GateState
    missing: int
    barred: int
    held: int


NO_SUMMARY = GateSummary(GateState.MISSING, 0, 0, 0)
"""What is shown to whom the gate is not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What the gate and the signed part of a decision need of a case: facts and version ids, no texts.

    ``ratings`` maps a line to the id of its current rating. Lines without one have ``controlled`` None in their facts.
    """

    case: str
    reference: str
    status: CaseStatus
    revision: int
    organisation: str
    licence_type: str
    criteria_set: str
    application_version: str
    version_number: int
    version_sha256: str
    lines: tuple[LineFacts, ...]
    ratings: Mapping[str, str]
    findings: tuple[LineFinding, ...]
    open_enquiries: int
    open_referrals: int
