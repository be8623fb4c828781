"""Corrections and exclusions of published decisions: what was proposed, and proposing one."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.decisions import public as decisions
from licet.kernel.errors import LicetError, NotFound
from licet.kernel.permission import Permission
from licet.platform import clock
from licet.web.desk.acting import act, add_error, bound, status_of
from licet.web.desk.forms import CorrectionForm, ExclusionForm, FindDecisionForm
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting import corrections as presenting

PREVIEW = "preview"


@officials(Permission.FIGURE_CORRECT)
@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """What was proposed, newest first, and the way to a decision that needs a correction."""
    actor = actor_of(request)
    form = FindDecisionForm(request.GET if "decision" in request.GET else None)
    if form.is_bound and form.is_valid():
        try:
            published = decisions.published_decision(actor=actor, decision=form.cleaned_data["decision"])
        except NotFound:
            form.add_error("decision", _("The register has no decision with this reference."))
        else:
            return HttpResponseRedirect(reverse("desk:correct", args=[str(published["decision"])]))
    proposed, after = decisions.changes_proposed(actor=actor, after=request.GET.get("after"))
    facts = {"form": form, "rows": presenting.proposed_rows(proposed), "after": after}
    return show(request, "corrections", facts, status=status_of(form))


@officials(Permission.FIGURE_CORRECT)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, reference: str) -> HttpResponse:
    """Propose that one field of a published decision was wrong; *preview* shows what would change."""
    actor = actor_of(request)
    published = decisions.published_decision(actor=actor, decision=reference)
    form = bound(CorrectionForm, request, choices=presenting.correction_choices(published))
    changes: Mapping[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        line, field = form.what_is_corrected()
        change: dict[str, Any] = {"decision": reference, "line": line, "field": field, "after": form.cleaned_data["after"]}
        if request.POST.get("do") == PREVIEW:
            changes = _preview(request, form, change, published)
        else:
            response = act(
                request,
                form,
                lambda: decisions.propose_correction(actor=actor, **change, reason=form.cleaned_data["reason"], now=clock.now()),
                done=_("The correction was proposed. The register changes once two people have signed it."),
                to=reverse("desk:corrections"),
            )
            if response:
                return response
    facts = {"form": form, "reference": reference, "published": presenting.published_rows(published), **changes}
    return show(request, "propose_correction", facts, status=status_of(form))


def _preview(request: HttpRequest, form: CorrectionForm, change: dict[str, Any], published: Mapping[str, Any]) -> dict[str, Any]:
    """What the correction changes, and which figures; where it cannot be made, the form says why."""
    try:
        correction, figures = decisions.preview_correction(actor=actor_of(request), **change)
    except LicetError as error:
        add_error(form, error)
        return {}
    return {
        "changes": presenting.change_rows(correction, str(published["currency"])),
        "figures": presenting.figure_rows(figures),
    }


@officials(Permission.FIGURE_CORRECT)
@require_http_methods(["GET", "HEAD", "POST"])
def exclude(request: HttpRequest, reference: str) -> HttpResponse:
    """Propose to leave a published decision out of the figures."""
    actor = actor_of(request)
    published = decisions.published_decision(actor=actor, decision=reference)
    form = bound(ExclusionForm, request)
    if request.method == "POST" and form.is_valid():
        response = act(
            request,
            form,
            lambda: decisions.propose_exclusion(actor=actor, decision=reference, reason=form.cleaned_data["reason"], now=clock.now()),
            done=_("The exclusion was proposed. The register changes once two people have signed it."),
            to=reverse("desk:corrections"),
        )
        if response:
            return response
    figures = decisions.preview_exclusion(actor=actor, decision=reference)
    facts = {
        "form": form,
        "reference": reference,
        "published": presenting.published_rows(published),
        "figures": presenting.figure_rows(figures),
    }
    return show(request, "propose_exclusion", facts, status=status_of(form))
