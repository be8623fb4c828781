"""Adding an official, or a person of an exporter."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from licet.kernel.permission import Permission
from licet.people import public as people
from licet.people.public import Role, Side, User
from licet.platform import clock
from licet.web.desk.acting import act, bound, status_of
from licet.web.desk.forms.people import FirmPersonForm, OfficialForm, PersonForm
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting import accounts


@officials(Permission.USER_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def add_official(request: HttpRequest) -> HttpResponse:
    departments = accounts.department_choices(people.departments())
    form = bound(OfficialForm, request, departments=departments)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        response = _add(
            request, form, department=typed["department"], roles=[typed["role"]] if typed["role"] else [], reasons=typed["reasons"]
        )
        if response:
            return response
    return show(
        request,
        "people/add_official",
        {"form": form, "departments": departments, "guide": accounts.role_guide(Side.DEPARTMENT)},
        status=status_of(form),
    )


@officials(Permission.USER_MANAGE, Permission.ORGANISATION_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def add_firm_person(request: HttpRequest, organisation: str) -> HttpResponse:
    firm = people.access_organisation(actor=actor_of(request), organisation=organisation)
    form = bound(FirmPersonForm, request)
    if request.method == "POST" and form.is_valid():
        response = _add(request, form, organisation=firm.pk, roles=[form.cleaned_data["role"]], reasons=form.cleaned_data["reasons"])
        if response:
            return response
    return show(
        request,
        "people/add_firm_person",
        {"form": form, "organisation": firm, "guide": accounts.role_guide(Side.ORGANISATION)},
        status=status_of(form),
    )


def _add(
    request: HttpRequest,
    form: PersonForm,
    *,
    roles: list[str],
    department: str | None = None,
    organisation: str | None = None,
    reasons: str,
) -> HttpResponse | None:
    added: list[User] = []
    response = act(
        request,
        form,
        lambda: added.append(
            people.add_person(
                actor=actor_of(request),
                username=form.cleaned_data["username"],
                full_name=form.cleaned_data["full_name"],
                email=form.cleaned_data["email"],
                department=department,
                organisation=organisation,
                roles=[Role(role) for role in roles],
                reasons=reasons,
                now=clock.now(),
            )
        ),
        done=_("%(name)s has been added. Now send them a link to set a password.") % {"name": form.cleaned_data["full_name"]},
        to=reverse("desk:people"),
    )
    return HttpResponseRedirect(reverse("desk:person", args=[added[0].pk])) if added else response
