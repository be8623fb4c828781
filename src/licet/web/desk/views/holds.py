"""Holds and departures: the board, proposing, lifting."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.decisions import public as decisions
from licet.decisions.public import Hold, HoldKind
from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission
from licet.kernel.scope import Scope
from licet.platform import clock
from licet.policy import public as policy
from licet.web.desk.acting import act, bound, status_of
from licet.web.desk.forms import DepartureForm, HoldForm, LiftForm
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting.departures import conclusion_items
from licet.web.desk.presenting.holds import departure_row, hold_row
from licet.web.desk.reading import takes

PREVIEW = "preview"


@officials(Permission.HOLD_READ)
@require_safe
def holds(request: HttpRequest) -> HttpResponse:
    """The board: what binds now, what was lifted, and departures with their days."""
    actor, today = actor_of(request), policy.today(clock.now())
    rows = [hold_row(item) for item in decisions.holds_listed(actor=actor)]
    departures = [departure_row(item) for item in decisions.departures_listed(actor=actor)]
    facts = {
        "in_force": [item for item in rows if not item["lifted_on"]],
        "lifted": [item for item in rows if item["lifted_on"]],
        "departures": [item | {"over": item["expires_on"] < today} for item in departures],
        "may_place": actor.may(Permission.HOLD_PLACE),
        "may_depart": actor.may(Permission.DEPARTURE_PROPOSE),
    }
    return show(request, "holds", facts)


def _hold(request: HttpRequest, reference: str) -> Hold:
    found = decisions.holds_listed(actor=actor_of(request)).filter(reference=reference).first()
    if found is None:
        raise NotFound("hold")
    return found


@officials(Permission.HOLD_READ)
@require_safe
def hold(request: HttpRequest, reference: str) -> HttpResponse:
    """One hold with what it takes now."""
    row, actor = _hold(request, reference), actor_of(request)
    may_lift = actor.may(Permission.HOLD_PLACE) and row.lifted_on is None
    facts = {"hold": hold_row(row), "takes": None if row.lifted_on else takes(actor, Scope.from_json(row.scope)), "may_lift": may_lift}
    return show(request, "hold", facts)


@officials(Permission.HOLD_READ)
@require_safe
def departure(request: HttpRequest, reference: str) -> HttpResponse:
    found = decisions.departures_listed(actor=actor_of(request)).filter(reference=reference).first()
    if found is None:
        raise NotFound("departure")
    return show(request, "departure", {"departure": departure_row(found)})


def _previewed(request: HttpRequest, form: forms.Form) -> Any:
    """What the scope takes now, where one was typed: on the preview button, and beside any error."""
    scope = form.cleaned_data.get("scope") if form.is_bound and hasattr(form, "cleaned_data") else None
    return takes(actor_of(request), scope) if isinstance(scope, Scope) else None


def _conclusions(request: HttpRequest, form: forms.Form) -> list[dict[str, str]]:
    """The conclusions that a departure of this scope would be made from, where a scope was typed. One query."""
    scope = form.cleaned_data.get("scope") if form.is_bound and hasattr(form, "cleaned_data") else None
    if not isinstance(scope, Scope):
        return []
    today = policy.today(clock.now())
    return conclusion_items(decisions.conclusions_under(scope, request.POST.getlist("criteria"), today), today)


def _only_previewed(request: HttpRequest, form: forms.Form) -> bool:
    """The preview button asks about the scope alone: what is not filled in yet is no error."""
    if request.POST.get("do") != PREVIEW:
        return False
    form.is_valid()
    for name in [name for name in form.errors if name != "scope"]:
        del form.errors[name]
    return True


@officials(Permission.HOLD_PLACE)
@require_http_methods(["GET", "HEAD", "POST"])
def propose_hold(request: HttpRequest) -> HttpResponse:
    actor, form = actor_of(request), bound(HoldForm, request)
    if request.method == "POST" and not _only_previewed(request, form) and form.is_valid():
        given = form.cleaned_data
        response = act(
            request,
            form,
            lambda: decisions.propose_hold(
                actor=actor,
                kind=HoldKind(given["hold_kind"]),
                title=given["title"],
                scope=given["scope"],
                legal_basis=given["legal_basis"],
                reasons=given["reasons"],
                now=clock.now(),
            ),
            done=_("The hold was proposed. It binds once it is signed."),
            to=reverse("desk:signing"),
        )
        if response:
            return response
    facts = {"form": form, "takes": _previewed(request, form), "title": _("Propose a hold"), "every": _("Every licence line.")}
    return show(request, "propose_hold", facts, status=status_of(form))


@officials(Permission.HOLD_PLACE, Permission.HOLD_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: HttpRequest, reference: str) -> HttpResponse:
    row, actor = _hold(request, reference), actor_of(request)
    form = bound(LiftForm, request)
    if request.method == "POST" and form.is_valid():
        response = act(
            request,
            form,
            lambda: decisions.propose_lifting(actor=actor, hold=row.reference, reasons=form.cleaned_data["reasons"], now=clock.now()),
            done=_("Its lifting was proposed. It binds until that is signed."),
            to=reverse("desk:signing"),
        )
        if response:
            return response
    return show(request, "lift", {"form": form, "hold": hold_row(row)}, status=status_of(form))


@officials(Permission.DEPARTURE_PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def propose_departure(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    criteria = policy.criteria_in_force(policy.today(clock.now())).asked
    form = bound(DepartureForm, request, criteria=criteria)
    if request.method == "POST" and not _only_previewed(request, form) and form.is_valid():
        given = form.cleaned_data
        response = act(
            request,
            form,
            lambda: decisions.propose_departure(
                actor=actor,
                criteria=given["criteria"],
                scope=given["scope"],
                legal_basis=given["legal_basis"],
                reasons=given["reasons"],
                publication=given["publication"],
                expires_on=given["expires_on"],
                now=clock.now(),
            ),
            done=_("The departure was proposed. Only the minister's signature, countersigned, makes it."),
            to=reverse("desk:signing"),
        )
        if response:
            return response
    facts = {
        "form": form,
        "takes": _previewed(request, form),
        "conclusions": _conclusions(request, form),
        "title": _("Propose a departure"),
    }
    return show(request, "propose_departure", facts, status=status_of(form))
