"""Organisations of exporters, and the departments of the authority."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from licet.kernel.permission import Permission
from licet.people import public as people
from licet.people.public import Organisation, PeopleFilters
from licet.platform import clock
from licet.web.components.tables import Pages, with_query
from licet.web.desk.acting import act, bound, status_of
from licet.web.desk.forms.people import OrganisationForm, ReasonsForm
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting import accounts

ON_A_PAGE = 25
PEOPLE_SHOWN = 100


@officials(Permission.ORGANISATION_MANAGE)
@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    search = request.GET.get("search", "")[:100]
    page = Paginator(people.organisations_listed(actor=actor_of(request), search=search), ON_A_PAGE).get_page(request.GET.get("page"))
    pages = Pages(
        shown=len(page),
        total=page.paginator.count,
        previous=with_query(request.GET, page=str(page.number - 1)) if page.has_previous() else None,
        next=with_query(request.GET, page=str(page.number + 1)) if page.has_next() else None,
    )
    active = people.count_active_people([firm.pk for firm in page])
    rows = [accounts.organisation_row(firm, active.get(firm.pk, 0)) for firm in page]
    return show(request, "people/organisations", {"rows": rows, "pages": pages, "search": search})


def _organisation(request: HttpRequest, organisation: str) -> Organisation:
    return people.access_organisation(actor=actor_of(request), organisation=organisation)


@officials(Permission.ORGANISATION_MANAGE, Permission.USER_MANAGE)
@require_safe
def organisation(request: HttpRequest, organisation: str) -> HttpResponse:
    """One organisation with its people, those whose account is closed included."""
    firm, actor, now = _organisation(request, organisation), actor_of(request), clock.now()
    filters = PeopleFilters(state=None, organisation=firm.slug)
    page = people.list_people(actor=actor, now=now, filters=filters, limit=PEOPLE_SHOWN)
    facts = {
        "organisation": firm,
        "rows": [accounts.person_row(person) for person in page.people],
        "more": page.total - len(page.people),
    }
    return show(request, "people/organisation", facts)


@officials(Permission.ORGANISATION_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def add_organisation(request: HttpRequest) -> HttpResponse:
    form = bound(OrganisationForm, request)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        added: list[Organisation] = []
        response = act(
            request,
            form,
            lambda: added.append(
                people.create_organisation(actor=actor_of(request), **typed | {"slug": typed["slug"] or None}, now=clock.now())
            ),
            done=_("%(name)s has been added. Now add its people.") % {"name": typed["name"]},
            to=reverse("desk:organisations"),
        )
        if added:
            return HttpResponseRedirect(reverse("desk:organisation", args=[added[0].pk]))
        if response:
            return response
    return show(request, "people/add_organisation", {"form": form}, status=status_of(form))


@officials(Permission.ORGANISATION_MANAGE, Permission.USER_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def close_organisation(request: HttpRequest, organisation: str) -> HttpResponse:
    firm = _organisation(request, organisation)
    form = bound(ReasonsForm, request)
    if request.method == "POST" and form.is_valid():
        response = act(
            request,
            form,
            lambda: people.close_organisation(
                actor=actor_of(request), organisation=firm.pk, reasons=form.cleaned_data["reasons"], now=clock.now()
            ),
            done=_("%(name)s is closed.") % {"name": firm.name},
            to=reverse("desk:organisation", args=[firm.pk]),
        )
        if response:
            return response
    return show(request, "people/close_organisation", {"form": form, "organisation": firm}, status=status_of(form))


@officials(Permission.ORGANISATION_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def departments(request: HttpRequest) -> HttpResponse:
    """The departments there are; the button adds those of the authority's pack that are missing."""
    if request.method == "POST":
        added = len(people.create_departments_of_pack(actor=actor_of(request), now=clock.now()))
        messages.success(
            request, ngettext("%(count)s department was added.", "%(count)s departments were added.", added) % {"count": added}
        )
        return HttpResponseRedirect(reverse("desk:departments"))
    return show(request, "people/departments", {"departments": people.departments()})
