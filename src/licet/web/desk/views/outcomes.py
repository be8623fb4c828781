"""Proposing what is decided, line by line."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from licet.decisions import public as decisions
from licet.kernel.permission import Permission
from licet.platform import clock
from licet.policy import public as policy
from licet.web.desk.acting import act, bound, revision_of
from licet.web.desk.forms import OutcomesForm
from licet.web.desk.opening import actor_of, officials
from licet.web.desk.presenting import gate
from licet.web.desk.reading import detail_of, gate_of
from licet.web.desk.views.finding import form_page


@officials(Permission.ACT_PROPOSE, Permission.CASE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, case: str) -> HttpResponse:
    """The form beside what the gate says of each line. What the gate bars is refused by the service, whatever is sent."""
    detail, actor = detail_of(request, case), actor_of(request)
    clauses = policy.criteria_set(detail.case.criteria_set).asked
    form = bound(OutcomesForm, request, lines=detail.lines, clauses=clauses, initial={"version": detail.case.revision})
    if request.method == "POST" and form.is_valid():
        lines = form.decisions()
        response = act(
            request,
            form,
            lambda: decisions.propose_decision(actor=actor, case=detail.case.pk, lines=lines, now=clock.now(), revision=revision_of(form)),
            done=_("The decision was proposed. It waits for its signatures."),
            to=reverse("desk:case-decision", args=[detail.case.pk]),
        )
        if response:
            return response
    panels = gate.panels(gate_of(detail), detail, policy.today(clock.now()))
    groups = list(zip(panels, form.groups(), strict=True))
    return form_page(request, "propose", detail, form, groups=groups)
