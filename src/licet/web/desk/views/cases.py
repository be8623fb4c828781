"""The list of cases, and the parts of one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from licet.applications.public import access_versions, attachments_of
from licet.assessments import public as assessments
from licet.casework import public as casework
from licet.casework.public import CaseDetail
from licet.decisions import public as decisions
from licet.documents.public import OwnerKind, documents_of
from licet.kernel.errors import Refused
from licet.kernel.permission import Permission
from licet.licences.public import visible_licences
from licet.notices.public import messages_about
from licet.people.public import names_of
from licet.platform import clock
from licet.policy import public as policy
from licet.screening import public as screening
from licet.web.components.tables import Pages, with_query
from licet.web.desk.forms import CaseFilterForm
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting import acts, assessment_tab, gate, lines, lists, people, words
from licet.web.desk.presenting import case as presenting
from licet.web.desk.presenting.licences import letters
from licet.web.desk.presenting.versions import versions
from licet.web.desk.reading import detail_of, gate_of, officers_to_filter_by


@officials(Permission.CASE_LIST)
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Filters, search and keyset pages: a dozen queries for any number of cases."""
    form = CaseFilterForm(request.GET or {"queue": casework.Queue.ALL.value}, officers=officers_to_filter_by())
    filters = form.filters()
    if filters is None:
        return show(request, "cases", {"filters": form}, status=400)
    actor, now, after = actor_of(request), clock.now(), request.GET.get("after")
    page = casework.case_list(actor=actor, now=now, filters=filters, after=after)
    counts = casework.count_cases(actor=actor, now=now, filters=filters)
    pages = Pages(
        shown=len(page.rows),
        total=counts.total.number,
        more_than_total=counts.total.more,
        previous=with_query(request.GET, after=None) if after else None,
        next=with_query(request.GET, after=page.after) if page.after else None,
    )
    facts = {"filters": form, "rows": [lists.row(item) for item in page.rows], "pages": pages, "overdue": counts.overdue.number}
    return show(request, "cases", facts)


def part(request: HttpRequest, detail: CaseDetail, name: str, template: str, *, hits: int | None = None, **facts: Any) -> HttpResponse:
    """A part of a case with its identity line and sub-navigation."""
    return show(request, template, {"case": presenting.header(detail, name, hits=hits), **facts})


@officials(Permission.CASE_READ)
@require_safe
def case(request: HttpRequest, case: str) -> HttpResponse:
    """Summary: the gate, what waits for this person, and where it stands."""
    detail, actor = detail_of(request, case), actor_of(request)
    now = policy.today(clock.now())
    worked = detail.status in casework.WORKED_ON
    at = gate_of(detail) if worked else None
    facts: dict[str, Any] = {
        "panels": gate.panels(at, detail, now) if at else (),
        "concerns": _concerns(at) if at else (),
        "actions": presenting.actions(detail, actor),
        "work": presenting.work(detail, actor),
        "end_use": detail.draft.end_use.text,
        "destinations": detail.destinations,
        "recused": actor.id in detail.recused,
        "status": words.case_status(detail.status),
        "decided": not worked and decisions.Decision.objects.filter(case=detail.case).exists(),
        "act": _open_act(request, detail),
        "licence": None if worked else visible_licences(actor).filter(case=detail.case).first(),
        "question": detail.open_enquiry,
        "began_with": detail.began_with,
        "began_with_status": words.case_status(casework.CaseStatus(detail.began_with.status)) if detail.began_with else "",
        "referred": _referred(detail),
        "latest": presenting.history(detail)[:3],
    }
    return part(request, detail, "case", "case/summary", **facts)


def _concerns(at: decisions.AtGate) -> list[dict[str, str]]:
    """Open concerns near this case, to the day; that they cannot be read is said, for then nobody can sign. One query."""
    try:
        return acts.rows_near(decisions.by_topic(decisions.concerns_at(at)), _("know before you sign; ask the nominated officer"))
    except Refused as refused:
        return [{"kind": "missing", "word": _("concerns"), "words": str(refused)}]


def _open_act(request: HttpRequest, detail: CaseDetail) -> decisions.Act | None:
    if detail.status is not casework.CaseStatus.FOR_SIGNATURE:
        return None
    return decisions.Act.objects.filter(case=detail.case, status=decisions.ActStatus.PROPOSED).first()


def _referred(detail: CaseDetail) -> str:
    """The question that lies with the minister, in the words of who referred it."""
    if not detail.case.referred:
        return ""
    return next((item.words for item in reversed(detail.steps) if item.kind == "referred"), "")


@officials(Permission.CASE_READ)
@require_safe
def case_lines(request: HttpRequest, case: str) -> HttpResponse:
    detail = detail_of(request, case)
    return part(request, detail, "case-lines", "case/lines", lines=lines.cards(detail, actor_of(request)))


@officials(Permission.CASE_READ, Permission.HIT_READ)
@require_safe
def case_people(request: HttpRequest, case: str) -> HttpResponse:
    detail, actor = detail_of(request, case), actor_of(request)
    version = detail.case.version_id
    hits = screening.access_hits_for(actor=actor, subject_ref=version)
    standing = screening.standing([version])[version]
    names = names_of({item.adjudication.by for item in hits if item.adjudication})
    facts: dict[str, Any] = {
        "parties": people.parties(detail, hits, names),
        "runs": people.run_words(standing),
        "may": actor.may(Permission.HIT_ADJUDICATE) and actor.id not in detail.recused,
    }
    return part(request, detail, "case-people", "case/people", hits=standing.open, **facts)


@officials(Permission.CASE_READ)
@require_safe
def case_advice(request: HttpRequest, case: str) -> HttpResponse:
    detail = detail_of(request, case)
    return part(request, detail, "case-advice", "case/advice", lines=lines.advice(detail, actor_of(request)))


@officials(Permission.CASE_READ, Permission.DOCUMENT_READ)
@require_safe
def case_questions(request: HttpRequest, case: str) -> HttpResponse:
    detail, actor = detail_of(request, case), actor_of(request)
    found = documents_of(actor=actor, owner_kind=OwnerKind.ENQUIRY, owner_refs=[item.enquiry for item in detail.enquiries])
    files = {key: [_file(item) for item in rows] for key, rows in found.items()}
    shown = presenting.questions(detail, files, policy.today(clock.now()))
    may_ask = presenting.possible(detail, "ask") and actor.may(Permission.ENQUIRY_ASK) and actor.id not in detail.recused
    may_extend = actor.may(Permission.ENQUIRY_ASK) and actor.id not in detail.recused
    return part(request, detail, "case-questions", "case/questions", questions=shown, may_ask=may_ask, may_extend=may_extend)


def _file(item: Any) -> dict[str, str]:
    return {"name": item.filename, "href": reverse("desk:document", args=[item.pk]), "words": words.file_words(item)}


@officials(Permission.CASE_READ, Permission.DOCUMENT_READ)
@require_safe
def case_documents(request: HttpRequest, case: str) -> HttpResponse:
    detail, actor = detail_of(request, case), actor_of(request)
    given = [
        {"kind": words.document_kind(item.kind), "absence": item.absence, "file": _file(item.document) if item.document else None}
        for item in attachments_of(detail.case.version_id)
    ]
    sent = letters(messages_about(actor=actor, case=detail.case.reference)) if actor.may(Permission.MESSAGE_READ) else []
    return part(request, detail, "case-documents", "case/documents", given=given, letters=sent)


@officials(Permission.CASE_READ, Permission.APPLICATION_READ)
@require_safe
def case_versions(request: HttpRequest, case: str) -> HttpResponse:
    """What the exporter sent, and what each version changed."""
    detail, actor = detail_of(request, case), actor_of(request)
    sent = access_versions(actor=actor, application=detail.case.application_id)
    shown = versions(sent, names_of({item.submitted_by for item in sent}))
    return part(request, detail, "case-documents", "case/versions", versions=shown)


@officials(Permission.CASE_READ)
@require_safe
def case_assessment(request: HttpRequest, case: str) -> HttpResponse:
    """Which conclusions take its lines, on what they stand; where none does, what that means. Five queries more."""
    detail, today = detail_of(request, case), policy.today(clock.now())
    found = decisions.concluded_at([item.facts for item in detail.lines], today=today)
    versions = {item.conclusion.version for each in found.values() for item in each}
    changed = assessments.evidence_changed(versions) if versions else {}
    added = assessments.evidence_added(versions) if versions else {}
    facts: dict[str, Any] = {
        "taken": assessment_tab.taken(found, detail, changed, added, today),
        "lines": assessment_tab.line_rows(detail, found),
        "ihl": [f"{clause.code} {clause.title}" for clause in policy.criteria_set(detail.case.criteria_set).ihl if clause.asked],
    }
    return part(request, detail, "case-assessment", "case/assessment", **facts)


@officials(Permission.CASE_READ, Permission.DECISION_READ)
@require_safe
def case_decision(request: HttpRequest, case: str) -> HttpResponse:
    detail, actor = detail_of(request, case), actor_of(request)
    found = decisions.acts_of_case(actor=actor, case=detail.case.pk)
    made = list(decisions.Decision.objects.filter(case=detail.case)) if presenting.ended(detail.status) else []
    summary = detail.case.gate()
    facts: dict[str, Any] = {
        "acts": [(acts.row(item), acts.signatures(item), acts.changes(item), item.closing_words) for item in found],
        "decisions": made,
        "may_propose": presenting.possible(detail, "propose") and actor.may(Permission.ACT_PROPOSE) and actor.id not in detail.recused,
        "status": words.case_status(detail.status),
        "gate_kind": summary.state.value,
        "gate_words": gate.summary_words(summary.state, summary.missing, summary.barred, summary.held),
        "worked": detail.status in casework.WORKED_ON,
    }
    return part(request, detail, "case-decision", "case/decision", **facts)


@officials(Permission.CASE_READ)
@require_safe
def case_history(request: HttpRequest, case: str) -> HttpResponse:
    detail = detail_of(request, case)
    return part(request, detail, "case-history", "case/history", history=presenting.history(detail))
