"""A case's identity line, its parts, and what this person may do with it now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.casework import public as casework
from licet.casework.public import CaseDetail, CaseStatus
from licet.kernel.actor import Actor
from licet.kernel.permission import Permission
from licet.policy import public as policy
from licet.web.components.filters import day, listed
from licet.web.desk.presenting import words


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    href: str
    post: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """What stands on top of every part of a case."""

    case: str
    reference: str
    parties: str
    clock: str
    words: str
    revision: int
    parts: tuple[dict[str, object], ...]


def header(detail: CaseDetail, part: str, *, hits: int | None = None) -> Header:
    """``part`` is the name of the route that is shown; ``hits`` the open possible matches where they were read."""
    row = detail.case
    return Header(
        case=row.pk,
        reference=row.reference,
        parties=parties(detail),
        clock=words.clock_words(detail.clock, detail.target_days),
        words=_state(detail),
        revision=row.revision,
        parts=tuple(_parts(detail, part, hits)),
    )


def parties(detail: CaseDetail) -> str:
    """“Orlan Optics → Ministry of Interior, Kasdara”."""
    users = [item for item in detail.draft.parties if item.role in ("end-user", "ultimate-end-user")] or list(detail.draft.parties)
    named = listed(f"{item.name}, {policy.destination_name(item.country)}" for item in users[:2])
    return f"{detail.case.organisation.name} → {named}"


def _state(detail: CaseDetail) -> str:
    said = [words.case_status(detail.status)]
    said.append(_("officer: %(name)s") % {"name": detail.officer_name} if detail.officer_name else _("no officer"))
    if detail.waiting_for:
        said.append(_("waits for %(whom)s") % {"whom": listed(detail.waiting_for)})
    question = detail.open_enquiry
    if question and question.closes_after:
        said.append(_("closes after %(day)s without an answer") % {"day": day(question.closes_after)})
    return " · ".join(said)


def _parts(detail: CaseDetail, part: str, hits: int | None) -> Iterator[dict[str, object]]:
    advised = len({(item.line, item.criterion, item.department) for item in detail.advice if item.current and item.level == "adviser"})
    asked = advised + len(detail.asked)
    people = str(len(detail.draft.parties))
    if hits:
        matches = ngettext("%(count)s possible match", "%(count)s possible matches", hits) % {"count": hits}
        people = f"{people} · {matches}"
    rows = (
        ("case", _("Summary"), None),
        ("case-lines", _("Lines"), str(len(detail.lines))),
        ("case-people", _("People"), people),
        ("case-advice", _("Advice"), _("%(given)s of %(asked)s") % {"given": advised, "asked": asked}),
        ("case-questions", _("Questions"), str(len(detail.enquiries))),
        ("case-documents", _("Documents"), None),
        ("case-assessment", _("Assessment"), None),
        ("case-decision", _("Decision"), None),
        ("case-history", _("History"), str(len(detail.steps))),
    )
    for route, text, count in rows:
        yield {"text": text, "href": reverse(f"desk:{route}", args=[detail.case.pk]), "current": route == part, "count": count}


def possible(detail: CaseDetail, transition: str) -> bool:
    return any(row.name == transition for row in casework.TRANSITIONS.open_from(detail.status))


def actions(detail: CaseDetail, actor: Actor) -> tuple[Link, ...]:
    """What this person may do now, in the order of work. A page that refuses would be worse than no link."""
    if actor.id in detail.recused:
        return ()
    return tuple(Link(text, reverse(f"desk:{route}", args=[detail.case.pk]), post) for text, route, post in _actions(detail, actor))


def _actions(detail: CaseDetail, actor: Actor) -> Iterator[tuple[str, str, bool]]:
    row, worked = detail.case, detail.status in casework.WORKED_ON
    own = row.officer == actor.id
    if worked and not row.officer and actor.may(Permission.CASE_ASSIGN):
        yield _("Take this case"), "case-take", True
    if possible(detail, "ask") and actor.may(Permission.ENQUIRY_ASK):
        yield _("Ask the exporter a question"), "case-ask", False
    if possible(detail, "propose") and actor.may(Permission.ACT_PROPOSE):
        yield _("Propose the decision"), "case-propose", False
    if worked and not row.referred and actor.may(Permission.CASE_REFER):
        yield _("Refer a question to the minister"), "case-refer", False
    if worked and row.referred and may_settle(actor):
        yield _("Answer the question that was referred to you"), "case-settle", False
    if worked and actor.may(Permission.CASE_ASSIGN):
        yield (_("Hand the case over"), "case-hand-over", False) if own else (_("Give the case to somebody"), "case-assign", False)
    if worked and actor.may(Permission.CASE_RECUSE):
        yield _("Recuse yourself"), "case-recuse", False
    if possible(detail, "close") and actor.may(Permission.CASE_CLOSE):
        yield _("Put the case away"), "case-close", True


def may_settle(actor: Actor) -> bool:
    """Whether disagreements go to this person."""
    return policy.pack().disagreement_goes_to in actor.roles and actor.may(Permission.CASE_REFER)


def work(detail: CaseDetail, actor: Actor) -> tuple[Link, ...]:
    """What of the work itself waits for this person: lines to rate, advice of their department."""
    if detail.status not in casework.WORKED_ON or actor.id in detail.recused:
        return ()
    return (*_to_rate(detail, actor), *_to_advise(detail, actor))


def _to_rate(detail: CaseDetail, actor: Actor) -> Iterator[Link]:
    if not actor.may(Permission.LINE_RATE):
        return
    for item in detail.lines:
        if item.rating is None:
            href = reverse("desk:rate", args=[detail.case.pk, item.content.line])
            yield Link(_("Rate line %(number)s: %(name)s") % {"number": item.content.number, "name": item.content.name}, href)


def _to_advise(detail: CaseDetail, actor: Actor) -> Iterator[Link]:
    if not actor.may(Permission.ADVICE_GIVE):
        return
    for item in detail.lines:
        asked = [each.criterion for each in detail.asked if each.line == item.content.line and each.department == actor.department]
        if asked:
            href = reverse("desk:advise", args=[detail.case.pk, item.content.line])
            facts = {"number": item.content.number, "codes": listed(asked)}
            yield Link(_("Advise on line %(number)s: criteria %(codes)s") % facts, href)


def history(detail: CaseDetail) -> list[dict[str, object]]:
    """The timeline, newest first; what the exporter sees too is said."""
    return [
        {
            "title": item.kind.capitalize(),
            "when": item.done_at,
            "by": item.done_by_name or item.done_by,
            "words": f"{item.words} {_('(the exporter sees this)')}" if item.shown else item.words,
            "strong": item.kind in ("submitted", "propose", "decide"),
            "href": "",
        }
        for item in reversed(detail.steps)
    ]


@dataclass(frozen=True, slots=True)
class Question:
    number: int
    question: str
    asked_at: object
    asked_by: str
    due_on: date
    overdue: bool
    waiting: bool
    reminded_on: date | None
    closes_after: date | None
    answer: str
    answered_at: object
    answered_by: str
    files: Sequence[dict[str, str]]


def questions(detail: CaseDetail, files: dict[str, list[dict[str, str]]], today: date) -> tuple[Question, ...]:
    return tuple(
        Question(
            number=item.number,
            question=item.question,
            asked_at=item.asked_at,
            asked_by=item.asked_by_name,
            due_on=item.due_on,
            overdue=item is detail.open_enquiry and item.due_on < today,
            waiting=item is detail.open_enquiry,
            reminded_on=item.reminded_on,
            closes_after=item.closes_after,
            answer=item.answer,
            answered_at=item.answered_at,
            answered_by=item.answered_by_name,
            files=files.get(item.enquiry, []),
        )
        for item in detail.enquiries
    )


def ended(status: CaseStatus) -> bool:
    return status in (CaseStatus.DECIDED, CaseStatus.CLOSED, CaseStatus.WITHDRAWN, CaseStatus.UNANSWERED)
