"""For the minister's decision: what was referred, departures, third signatures."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.assessments import public as assessments
from licet.casework import public as casework
from licet.casework.public import AdviceView, CaseDetail, CaseFilters, Finding, Level, Queue
from licet.decisions import public as decisions
from licet.decisions.public import ActKind
from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission
from licet.platform import clock
from licet.policy import public as policy
from licet.policy.public import Clause
from licet.web.components.tables import with_query
from licet.web.desk.acting import act, bound, revision_of
from licet.web.desk.forms import SettleForm
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting import departures, gate, lines, lists
from licet.web.desk.presenting.case import may_settle
from licet.web.desk.reading import detail_of, gate_of
from licet.web.desk.signing_queue import describe_waiting, waiting_rows
from licet.web.desk.views.finding import form_page

ROWS = 10
"""How many departures, and how many other acts, stand on the minister's page; the signing queue has them all."""


@officials(Permission.DEPARTURE_SIGN, Permission.CASE_LIST)
@require_safe
def minister(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    referred = casework.case_list(actor=actor, now=clock.now(), filters=CaseFilters(queue=Queue.REFERRED))
    today = policy.today(clock.now())
    asked = decisions.acts_waiting(actor=actor, kinds=[ActKind.DEPART], limit=ROWS, with_contents=True)
    others = [kind for kind in ActKind if kind is not ActKind.DEPART]
    waiting = decisions.acts_waiting(actor=actor, kinds=others, limit=ROWS)
    versions = departures.versions_in(item.act for item in asked.rows)
    after_cutoff = assessments.evidence_after_cutoff(versions) if versions else {}
    facts = {
        "referred": [lists.row(item) for item in referred.rows],
        "more_referred": f"{reverse('desk:cases')}?queue={Queue.REFERRED.value}" if referred.after else "",
        "departures": [departures.asked(item.act, after_cutoff) for item in asked.rows],
        "more_departures": decisions.signing_counts(actor=actor, today=today, kinds=[ActKind.DEPART]).mine if asked.after else 0,
        "departures_href": with_query({"kind": ActKind.DEPART.value}),
        "signing": waiting_rows(waiting, today, describe_waiting(waiting)),
        "more_signing": decisions.signing_counts(actor=actor, today=today, kinds=others).mine if waiting.after else 0,
    }
    return show(request, "minister", facts)


@officials(Permission.CASE_REFER, Permission.CASE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, case: str) -> HttpResponse:
    """What was asked, what speaks for and against and by whom, the gate; then findings, or back, with words."""
    detail, actor = detail_of(request, case), actor_of(request)
    if not may_settle(actor):
        raise NotFound
    asked, standing = disputed(detail), _own(detail)
    numbers = {item.content.line: str(item.content.number) for item in detail.lines}
    form = bound(SettleForm, request, asked=asked, standing=standing, lines=numbers, initial={"version": detail.case.revision})
    if request.method == "POST" and form.is_valid():
        words, findings = form.cleaned_data["words"], form.findings()
        response = act(
            request,
            form,
            lambda: casework.settle_referral(
                actor=actor, case=detail.case.pk, words=words, revision=revision_of(form), now=clock.now(), findings=findings
            ),
            done=_("Your answer stands in the case."),
            to=reverse("desk:case", args=[detail.case.pk]),
            current=lambda: {"words": "\n".join(item.words for item in detail_of(request, case).steps[-3:])},
        )
        if response:
            return response
    facts: dict[str, Any] = {
        "question": next((item for item in reversed(detail.steps) if item.kind == "referred"), None),
        "advice": _for_and_against(detail, asked),
        "panels": gate.panels(gate_of(detail), detail, policy.today(clock.now())),
        "open": detail.case.referred,
    }
    return form_page(request, "settle", detail, form, **facts)


def disputed(detail: CaseDetail) -> dict[str, tuple[str, Clause]]:
    """Criteria and lines on which a finding is wanted: those in dispute, and those that bar or are not determined."""
    clauses = policy.criteria_set(detail.case.criteria_set).asked
    found = {}
    for item in detail.lines:
        for clause in clauses:
            standing = detail.standing(item.content.line, clause.code)
            if standing.disagreement or standing.finding in (Finding.BARS, Finding.UNDETERMINED):
                found[f"{item.content.number}-{clause.code}"] = (item.content.line, clause)
    return found


def _own(detail: CaseDetail) -> dict[str, AdviceView]:
    """What the minister found before, by the form's keys."""
    numbers = {item.content.line: item.content.number for item in detail.lines}
    return {f"{numbers[item.line]}-{item.criterion}": item for item in detail.advice if item.current and item.level is Level.MINISTER}


def _for_and_against(detail: CaseDetail, asked: dict[str, tuple[str, Clause]]) -> list[tuple[str, lines.CriterionRow]]:
    names = {item.content.line: f"{_('Line')} {item.content.number}: {item.content.name}" for item in detail.lines}
    return [(names[line], lines.criterion_row(detail, line, clause)) for line, clause in asked.values()]
