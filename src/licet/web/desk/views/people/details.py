"""Correcting somebody's name, email address or department."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from licet.kernel.permission import Permission
from licet.people import public as people
from licet.people.public import Side
from licet.platform import clock
from licet.web.desk.acting import act, status_of
from licet.web.desk.forms.people import PersonDetailsForm
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting import accounts
from licet.web.desk.views.people.roles import other_person


@officials(Permission.USER_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def change_details(request: HttpRequest, person: str) -> HttpResponse:
    user = other_person(request, person).user
    departments = accounts.department_choices(people.departments()) if user.side is Side.DEPARTMENT else []
    present = {"full_name": user.full_name, "email": user.email, "department": user.department.code if user.department else ""}
    form = PersonDetailsForm(request.POST if request.method == "POST" else None, initial=present, departments=departments)
    if request.method == "POST" and form.is_valid():
        response = act(
            request,
            form,
            lambda: people.change_person(
                actor=actor_of(request), user=user.pk, details=form.details(), reasons=form.cleaned_data["reasons"], now=clock.now()
            ),
            done=_("The details have been changed."),
            to=reverse("desk:person", args=[user.pk]),
        )
        if response:
            return response
    return show(request, "people/change_details", {"form": form, "person": user}, status=status_of(form))
