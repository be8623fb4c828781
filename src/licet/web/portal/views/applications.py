"""Applications: begun, listed, named, copied; the task list."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.applications.public import access_application, copy_application, drafts, start_draft
from licet.casework.public import count_exporter_cases, exporter_cases
from licet.decisions.public import outcomes_of_cases
from licet.kernel.errors import Invalid
from licet.kernel.permission import Permission
from licet.platform import clock
from licet.policy import public as policy
from licet.web.portal.forms import NameForm, SearchForm, StartForm
from licet.web.portal.opening import actor_of, exporters, show
from licet.web.portal.presenting.cases import AMENDABLE
from licet.web.portal.presenting.home import case_rows, draft_rows
from licet.web.portal.presenting.tasks import tasks as task_rows
from licet.web.portal.views.editing import case_of, editable, revision_of, save, shown
from licet.web.portal.views.places import place


@exporters(Permission.APPLICATION_READ)
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """Everything that the organisation writes or has sent; or what of the latter a search finds."""
    form, actor, after = SearchForm(request.GET), actor_of(request), place(request)
    if not form.is_valid():
        return show(request, "applications", {"form": form}, status=400)
    search = form.cleaned_data["q"]
    page = exporter_cases(actor=actor, now=clock.now(), search=search, after=after)
    facts = {
        "form": form,
        "drafts": draft_rows(drafts(actor=actor, now=clock.now())) if not (after or search) else [],
        "cases": case_rows(page.rows, outcomes_of_cases([row.case for row in page.rows])),
        "total": count_exporter_cases(actor=actor, search=search),
        "query": search,
        "after": page.after,
        "later": bool(after),
    }
    return show(request, "applications", facts)


@exporters(Permission.APPLICATION_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    form = StartForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            row = start_draft(actor=actor_of(request), now=clock.now(), **form.cleaned_data)
            return HttpResponseRedirect(reverse("portal:tasks", args=[row.pk]))
        except Invalid as error:
            form.add_error("name" if error.place == "name" else None, error.message)
    return show(request, "start", {"form": form}, status=400 if form.is_bound else 200)


@exporters(Permission.APPLICATION_READ)
@require_safe
def tasks(request: HttpRequest, application: str) -> HttpResponse:
    """The task list. For an application that was sent it says that changes make a further version."""
    actor = actor_of(request)
    row = access_application(actor=actor, application=application)
    case = case_of(request, application)
    if case and case.status not in {status.value for status in AMENDABLE}:
        return HttpResponseRedirect(reverse("portal:case", args=[case.pk]))
    editor = actor.may(Permission.APPLICATION_EDIT)
    facts = {
        "application": row,
        "case": case,
        "tasks": task_rows(row.pk, row.to_domain(), editor=editor),
        "kind": policy.pack().licence_type(row.licence_type).name,
        "editor": editor,
    }
    return show(request, "tasks", facts)


@exporters(Permission.APPLICATION_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, application: str) -> HttpResponse:
    row = editable(request, application)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": row.name} | revision_of(row))
    if request.method == "POST" and form.is_valid():
        response = save(
            request,
            row,
            form,
            change=lambda draft: draft,
            current=lambda draft: {"name": row.name},
            back=reverse("portal:tasks", args=[row.pk]),
            done=_("The name was saved."),
            name=form.cleaned_data["name"],
        )
        if response:
            return response
    return shown(request, row, form, "rename")


@exporters(Permission.APPLICATION_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, application: str) -> HttpResponse:
    row = access_application(actor=actor_of(request), application=application, permission=Permission.APPLICATION_EDIT)
    form = NameForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            name = form.cleaned_data["name"]
            made = copy_application(actor=actor_of(request), application=row.pk, name=name, now=clock.now())
            messages.success(request, _("A new application was begun with what “%(name)s” says.") % {"name": row.name})
            return HttpResponseRedirect(reverse("portal:tasks", args=[made.pk]))
        except Invalid as error:
            form.add_error("name", error.message)
    return shown(request, row, form, "copy")
