"""Parties: added, changed, removed."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.applications.public import Application, Draft, PartyDraft
from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission
from licet.platform.ids import new_id
from licet.web.portal.forms import DraftForm, PartyForm
from licet.web.portal.forms.parties import party_initial
from licet.web.portal.opening import exporters, show
from licet.web.portal.presenting.content import party_block
from licet.web.portal.views.editing import editable, revision_of, save, shown


@exporters(Permission.APPLICATION_EDIT)
@require_safe
def parties(request: HttpRequest, application: str) -> HttpResponse:
    row = editable(request, application)
    blocks = [party_block(item) for item in row.to_domain().parties]
    return show(request, "parties", {"application": row, "blocks": blocks})


@exporters(Permission.APPLICATION_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_party(request: HttpRequest, application: str) -> HttpResponse:
    row = editable(request, application)
    return _edited(request, row, None, new_id())


@exporters(Permission.APPLICATION_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def change_party(request: HttpRequest, application: str, key: str) -> HttpResponse:
    row = editable(request, application)
    return _edited(request, row, _found(request, row, key), key)


def _edited(request: HttpRequest, row: Application, party: PartyDraft | None, key: str) -> HttpResponse:
    if request.method != "POST":
        return shown(request, row, PartyForm(initial=party_initial(party) | revision_of(row)), "party", party=party)
    form = PartyForm(request.POST)
    if form.is_valid():
        response = save(
            request,
            row,
            form,
            change=lambda draft: draft.with_party(form.party(key)),
            current=lambda draft: _current(draft, key),
            back=reverse("portal:parties", args=[row.pk]),
            done=_("“%(name)s” was saved.") % {"name": form.cleaned_data["name"]},
        )
        if response:
            return response
    return shown(request, row, form, "party", party=party)


@exporters(Permission.APPLICATION_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_party(request: HttpRequest, application: str, key: str) -> HttpResponse:
    row = editable(request, application)
    party = _found(request, row, key)
    form = DraftForm(request.POST if request.method == "POST" else None, initial=revision_of(row))
    if request.method == "POST" and form.is_valid():
        response = save(
            request,
            row,
            form,
            change=lambda draft: draft.without_party(key),
            current=lambda draft: {},
            back=reverse("portal:parties", args=[row.pk]),
            done=_("“%(name)s” was removed.") % {"name": party.name if party else key},
        )
        if response:
            return response
    block = party_block(party) if party else None
    return shown(request, row, form, "remove", block=block, back=reverse("portal:parties", args=[row.pk]))


def _found(request: HttpRequest, row: Application, key: str) -> PartyDraft | None:
    """The party; None where somebody removed it since the page was opened, which saving will then say."""
    party = next((item for item in row.to_domain().parties if item.key == key), None)
    if party is None and (request.method != "POST" or request.POST.get("version") == str(row.revision)):
        raise NotFound("party")
    return party


def _current(draft: Draft, key: str) -> Mapping[str, Any]:
    return party_initial(next((item for item in draft.parties if item.key == key), None))
