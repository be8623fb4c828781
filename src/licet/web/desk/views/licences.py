"""Licences: the list, one licence, and acts over one or all that a scope takes."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.decisions import public as decisions
from licet.decisions.public import ActKind
from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, Invalid, InvalidTransition
from licet.kernel.permission import Permission
from licet.kernel.scope import Scope
from licet.licences import public as licences
from licet.licences.public import LicenceStatus
from licet.notices.public import messages_about
from licet.people.public import names_of
from licet.platform import clock
from licet.policy import public as policy
from licet.web.components.tables import Pages, with_query
from licet.web.desk.acting import act, status_of
from licet.web.desk.forms import ChooseForm, LicenceActForm, LicenceFilterForm
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting import licences as presenting
from licet.web.desk.presenting.holds import departure_choices
from licet.web.desk.presenting.signed import in_short

KINDS = {
    "suspend": (ActKind.SUSPEND, (LicenceStatus.IN_FORCE,)),
    "reinstate": (ActKind.REINSTATE, (LicenceStatus.SUSPENDED,)),
    "revoke": (ActKind.REVOKE, (LicenceStatus.IN_FORCE, LicenceStatus.SUSPENDED)),
}
PERMISSIONS = {
    "suspend": Permission.LICENCE_SUSPEND,
    "reinstate": Permission.LICENCE_REINSTATE,
    "revoke": Permission.LICENCE_REVOKE,
}
FIRST = 100


@officials(Permission.LICENCE_READ)
@require_safe
def licence_list(request: HttpRequest) -> HttpResponse:
    """Filters, search and keyset pages: the number of queries does not grow with the licences."""
    form, actor, after = LicenceFilterForm(request.GET), actor_of(request), request.GET.get("after", "")
    filters = form.filters()
    if filters is None:
        return show(request, "licences", {"filters": form, "may_act": actor.may(Permission.ACT_PROPOSE)}, status=400)
    page = licences.licence_list(actor=actor, filters=filters, after=after)
    total = licences.count_licences(actor=actor, filters=filters)
    pages = Pages(
        shown=len(page.rows),
        total=total.number,
        more_than_total=total.more,
        previous=with_query(request.GET, after=None) if after else None,
        next=with_query(request.GET, after=page.after) if page.after else None,
    )
    facts = {
        "filters": form,
        "rows": [presenting.row(item) for item in page.rows],
        "pages": pages,
        "sentence": filters.scope.sentence(policy.destination_names()) if filters.scope and filters.scope.clauses() else "",
        "may_act": actor.may(Permission.ACT_PROPOSE),
    }
    return show(request, "licences", facts)


@officials(Permission.LICENCE_READ, Permission.CASE_READ)
@require_safe
def licence(request: HttpRequest, reference: str) -> HttpResponse:
    """What may leave and what remains of it, what happened to it, and what customs and the exporter were told."""
    actor = actor_of(request)
    row = licences.access_licence(actor=actor, reference=reference)
    letters = presenting.letters(messages_about(actor=actor, licences=[row.reference])) if actor.may(Permission.MESSAGE_READ) else []
    names = names_of({item.changed_by for item in row.changes.all()})
    facts = {
        "licence": row,
        "row": presenting.row(row),
        "lines": presenting.lines(row),
        "conditions": presenting.conditions(row),
        "changes": presenting.changes(row, names),
        "customs": presenting.customs(row),
        "letters": letters,
        "actions": presenting.actions(row, actor),
    }
    return show(request, "licence", facts)


@officials(Permission.ACT_PROPOSE, Permission.LICENCE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def licence_act(request: HttpRequest) -> HttpResponse:
    """Which licences, as a list that is frozen; then why. Nothing changes until it is signed."""
    actor = actor_of(request)
    if request.method == "POST":
        return _propose(request, actor)
    one = request.GET.get("licence", "")
    kind = request.GET.get("kind", "")
    if not request.GET or (kind not in KINDS and one):
        return _choose(request, ChooseForm())
    if one:
        return _shown(request, actor, kind, Scope(), one)
    form = ChooseForm(request.GET)
    if not form.is_valid():
        return _choose(request, form)
    return _shown(request, actor, form.cleaned_data["kind"], form.cleaned_data["scope"], "")


def _choose(request: HttpRequest, form: ChooseForm) -> HttpResponse:
    return show(request, "licence_choose", {"form": form}, status=status_of(form))


def _found(actor: Actor, kind: str, scope: Scope, one: str) -> tuple[tuple[str, ...], int]:
    """References that the act would change, in order, and how many more of which a fact is not known."""
    actor.require(PERMISSIONS[kind])
    statuses = KINDS[kind][1]
    if one:
        row = licences.access_licence(actor=actor, reference=one)
        if row.status not in statuses:
            raise InvalidTransition(
                _("This licence is %(status)s: that is not possible now.") % {"status": row.status}, place=row.reference
            )
        return (row.reference,), 0
    found = [licences.licences_in_scope(actor=actor, scope=scope, status=item) for item in statuses]
    return tuple(sorted(reference for item in found for reference in item.references)), sum(item.unknown for item in found)


def _departures(kind: str) -> list[tuple[str, str]]:
    return departure_choices(decisions.departures_in_force(policy.today(clock.now()))) if kind == "reinstate" else []


def digest_of(references: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(references).encode()).hexdigest()


def _shown(request: HttpRequest, actor: Actor, kind: str, scope: Scope, one: str, form: LicenceActForm | None = None) -> HttpResponse:
    references, unknown = _found(actor, kind, scope, one)
    initial = {"kind": kind, "scope": scope.to_text(), "licence": one, "frozen": digest_of(references)}
    form = form or LicenceActForm(initial=initial, departures=_departures(kind))
    facts: dict[str, Any] = {
        "form": form,
        "kind": dict(ChooseForm.base_fields["kind"].choices)[kind],  # type: ignore[attr-defined]
        "sentence": "" if one else scope.sentence(policy.destination_names()),
        "in_short": in_short.of_licences(licences.summarise_licences(references[:FIRST]), licences.add_up_licences(references)),
        "count": len(references),
        "unknown": unknown,
        "includes_unknown": scope.include_unknown,
    }
    return show(request, "licence_act", facts, status=status_of(form))


def _propose(request: HttpRequest, actor: Actor) -> HttpResponse:
    kind, one = request.POST.get("kind", ""), request.POST.get("licence", "")
    if kind not in KINDS:
        raise Invalid(_("What is to be done was not said: begin again from the list of licences."), place="kind")
    scope = policy.read_scope(request.POST.get("scope", ""))
    form = LicenceActForm(request.POST, departures=_departures(kind))
    if form.is_valid():
        response = act(
            request,
            form,
            lambda: _carried_out(actor, kind, scope, one, form),
            done=_("It was proposed. Nothing changes until it is signed."),
            to=reverse("desk:signing"),
        )
        if response:
            return response
    return _shown(request, actor, kind, scope, one, form)


def _carried_out(actor: Actor, kind: str, scope: Scope, one: str, form: LicenceActForm) -> None:
    references, _unknown = _found(actor, kind, scope, one)
    given = form.cleaned_data
    if given["frozen"] != digest_of(references):
        raise Conflict(_("The list of licences is not what you saw: one came to it or left it since. Look at it again."), place="licences")
    licences.propose_status_change(
        actor=actor,
        kind=KINDS[kind][0],
        licences=references,
        legal_basis=given["legal_basis"],
        reasons=given["reasons"],
        now=clock.now(),
        scope=None if one else scope,
        departure=given.get("departure", ""),
    )
