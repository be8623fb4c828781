"""What the goods are for, and their route: a page each."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from licet.kernel.permission import Permission
from licet.web.portal.forms import EndUseForm, RouteForm
from licet.web.portal.forms.use import end_use_initial, route_initial
from licet.web.portal.opening import exporters
from licet.web.portal.views.editing import editable, revision_of, save, shown


@exporters(Permission.APPLICATION_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def end_use(request: HttpRequest, application: str) -> HttpResponse:
    row = editable(request, application)
    now = row.to_domain().end_use
    sent = request.POST if request.method == "POST" else None
    form = EndUseForm(sent, initial=end_use_initial(now) | revision_of(row), onward=len(now.onward))
    if sent is not None and form.is_valid():
        response = save(
            request,
            row,
            form,
            change=lambda draft: replace(draft, end_use=form.end_use()),
            current=lambda draft: end_use_initial(draft.end_use),
            back=reverse("portal:tasks", args=[row.pk]),
            done=_("What the goods are for was saved."),
        )
        if response:
            return response
    return shown(request, row, form, "end_use")


@exporters(Permission.APPLICATION_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def route(request: HttpRequest, application: str) -> HttpResponse:
    row = editable(request, application)
    sent = request.POST if request.method == "POST" else None
    form = RouteForm(sent, initial=route_initial(row.to_domain().route) | revision_of(row))
    if sent is not None and form.is_valid():
        response = save(
            request,
            row,
            form,
            change=lambda draft: replace(draft, route=form.route()),
            current=lambda draft: route_initial(draft.route),
            back=reverse("portal:tasks", args=[row.pk]),
            done=_("The route was saved."),
        )
        if response:
            return response
    return shown(request, row, form, "route")
