"""An application after it was sent: where it stands, what is waited for, what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.applications.public import Version
from licet.casework.public import CaseDetail, CaseStatus, EnquiryView
from licet.documents.public import Document
from licet.kernel.actor import Actor
from licet.kernel.instants import Elapsed, UnknownElapsed
from licet.kernel.permission import Permission
from licet.notices.public import Message, MessageKind
from licet.web.components import filters
from licet.web.portal.presenting import words

AMENDABLE = frozenset({CaseStatus.SUBMITTED, CaseStatus.IN_PROGRESS, CaseStatus.AWAITING_EXPORTER})
WITHDRAWABLE = AMENDABLE | {CaseStatus.FOR_SIGNATURE}
OUTCOMES = (MessageKind.LICENCE, MessageKind.REFUSAL, MessageKind.NO_LICENCE)


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Appeal:
    """How to appeal against a refusal or a change of status, from the letter that says so."""

    until: date
    to: str
    right: str
    href: str
    over: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer; ``href`` is where it is answered, empty where it is answered or one may not."""

    number: int
    question: str
    asked_at: Any
    due_on: date
    closes_after: date | None
    waiting: bool
    late: bool
    answer: str
    answered_at: Any
    files: Sequence[Document]
    href: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """All that the status page says; ``next`` is what one can do now."""

    case: str
    application: str
    reference: str
    name: str
    destinations: str
    status: str
    kind: str
    meaning: str
    clock: str
    waiting: str
    target: str
    outcome: tuple[str, ...]
    questions: tuple[Question, ...]
    history: tuple[dict[str, Any], ...]
    versions: tuple[dict[str, Any], ...]
    next: tuple[Link, ...]
    appeals: tuple[Appeal, ...] = field(default=())
    began_with: Link | None = None


def case_page(
    detail: CaseDetail,
    *,
    actor: Actor,
    messages: Sequence[Message],
    versions: Sequence[Version],
    files: dict[str, list[Document]],
    today: date,
) -> CasePage:
    case, status = detail.case, detail.status
    tag, meaning = words.case_status(status)
    return CasePage(
        case=case.pk,
        application=case.application_id,
        reference=case.reference,
        name=case.application.name,
        destinations=filters.listed(detail.destinations),
        status=tag,
        kind=words.STATUS_KINDS[status],
        meaning=meaning,
        clock=clock(detail.clock, detail.target_days),
        waiting=waiting(detail, today),
        target=target(detail),
        outcome=tuple(outcome(message) for message in messages if message.kind in OUTCOMES),
        questions=tuple(question(item, detail, actor, files.get(item.enquiry, []), today) for item in detail.enquiries),
        history=tuple(history(detail)),
        versions=tuple(version_row(case.pk, row) for row in reversed(versions)),
        next=tuple(what_next(detail, actor)),
        appeals=tuple(appeals(messages, today)),
        began_with=Link(detail.began_with.reference, reverse("portal:case", args=[detail.began_with.pk])) if detail.began_with else None,
    )


def clock(elapsed: Elapsed | UnknownElapsed | None, target_days: int) -> str:
    """“Day 14 of 20 (stopped 3 days)”; empty once nobody works on it."""
    if elapsed is None:
        return ""
    if isinstance(elapsed, UnknownElapsed):
        return _("How many working days have passed is not known now.")
    line = _("Day %(day)s of %(days)s") % {"day": elapsed.counted, "days": target_days}
    if not elapsed.stopped:
        return line
    stopped = ngettext("stopped for %(count)s day", "stopped for %(count)s days", elapsed.stopped) % {"count": elapsed.stopped}
    return f"{line} ({stopped})"


def waiting(detail: CaseDetail, today: date) -> str:
    if detail.status is CaseStatus.AWAITING_EXPORTER and detail.open_enquiry:
        asked = detail.open_enquiry
        late = asked.due_on < today
        words = _("Waiting for you: an answer was due on %(day)s.") if late else _("Waiting for you: an answer by %(day)s.")
        words %= {"day": filters.day(asked.due_on)}
        if not asked.closes_after:
            return words
        return f"{words} {_('Without one we close the application after %(day)s.') % {'day': filters.day(asked.closes_after)}}"
    return _("Waiting for: %(who)s.") % {"who": filters.listed(detail.waiting_for)} if detail.waiting_for else ""


def target(detail: CaseDetail) -> str:
    if detail.clock is None:
        return ""
    day = filters.day(detail.case.target_on)
    if isinstance(detail.clock, Elapsed) and detail.clock.counted > detail.target_days:
        return _("We meant to decide by %(day)s and are late. You can ask us why.") % {"day": day}
    return _("We mean to decide by %(day)s; days on which we wait for you do not count.") % {"day": day}


def outcome(message: Message) -> str:
    return {
        MessageKind.LICENCE: _("A licence was granted."),
        MessageKind.REFUSAL: _("All or part of it was refused. The letter says why, and how to appeal."),
        MessageKind.NO_LICENCE: _("For all or part of it no licence is required."),
    }[MessageKind(message.kind)]


def question(item: EnquiryView, detail: CaseDetail, actor: Actor, files: Sequence[Document], today: date) -> Question:
    open_now = item.answered_at is None and detail.status is CaseStatus.AWAITING_EXPORTER
    href = reverse("portal:answer", args=[detail.case.pk, item.number]) if open_now and actor.may(Permission.APPLICATION_ANSWER) else ""
    return Question(
        number=item.number,
        question=item.question,
        asked_at=item.asked_at,
        due_on=item.due_on,
        closes_after=item.closes_after,
        waiting=open_now,
        late=item.due_on < today,
        answer=item.answer,
        answered_at=item.answered_at,
        files=files,
        href=href,
    )


def history(detail: CaseDetail) -> list[dict[str, Any]]:
    """Newest first: what the exporter is shown of the case's steps."""
    return [{"title": step_title(step.kind), "when": step.done_at, "by": "", "words": step.words} for step in reversed(detail.steps)]


def step_title(kind: str) -> str:
    known = {
        "submitted": _("Sent"),
        "asked": _("Question"),
        "answered": _("Answer"),
        "withdrawn": _("Withdrawn"),
        "decide": _("Decided"),
    } | {"reminded": _("Reminder"), "closed unanswered": _("Closed without an answer")}
    return known.get(kind, kind.capitalize())


def version_row(case: str, row: Version) -> dict[str, Any]:
    return {
        "title": _("Version %(number)s") % {"number": row.number},
        "href": reverse("portal:version", args=[case, row.number]),
        "when": row.submitted_at,
        "digest": row.sha256,
        "first": row.number == 1,
    }


def what_next(detail: CaseDetail, actor: Actor) -> list[Link]:
    """What one can do now, the most urgent first."""
    found, case = [], detail.case
    asked = detail.open_enquiry
    if asked and detail.status is CaseStatus.AWAITING_EXPORTER and actor.may(Permission.APPLICATION_ANSWER):
        found.append(Link(_("Answer our question"), reverse("portal:answer", args=[case.pk, asked.number])))
    if detail.status in AMENDABLE and actor.may(Permission.APPLICATION_EDIT):
        found.append(Link(_("Change the application and send it again"), reverse("portal:tasks", args=[case.application_id])))
    if actor.may(Permission.APPLICATION_EDIT):
        found.append(Link(_("Begin a new application with what this one says"), reverse("portal:copy", args=[case.application_id])))
    if detail.status in WITHDRAWABLE and actor.may(Permission.APPLICATION_WITHDRAW):
        found.append(Link(_("Withdraw it"), reverse("portal:withdraw", args=[case.pk])))
    return found


def appeals(messages: Sequence[Message], today: date) -> list[Appeal]:
    return [found for message in messages if (found := appeal(message, today))]


def appeal(message: Message, today: date) -> Appeal | None:
    """The right of appeal that a letter states; None where it states none."""
    rights = message.content.get("appeal")
    if not rights:
        return None
    until = date.fromisoformat(rights["last_day"])
    right = str(message.content.get("right_of_appeal") or "")
    return Appeal(until, rights["to"], right, reverse("portal:message", args=[message.pk]), today > until)
