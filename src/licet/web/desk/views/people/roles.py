"""Giving a role from a day to a day, and ending one."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission
from licet.people import public as people
from licet.people.public import PersonDetail, Role
from licet.platform import clock
from licet.web.desk.acting import act, bound, status_of
from licet.web.desk.forms.people import ReasonsForm, RoleForm
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting.accounts import role_guide, role_name


def other_person(request: HttpRequest, person: str) -> PersonDetail:
    """Somebody else who is active: one's own roles and access are changed by another administrator, so these pages are absent."""
    actor = actor_of(request)
    detail = people.person_detail(actor=actor, user=person, now=clock.now())
    if actor.id == detail.user.actor_id or not detail.user.is_active:
        raise NotFound("page")
    return detail


@officials(Permission.USER_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def give_role(request: HttpRequest, person: str) -> HttpResponse:
    user = other_person(request, person).user
    form = bound(RoleForm, request, side=user.side)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        response = act(
            request,
            form,
            lambda: people.give_role(
                actor=actor_of(request),
                user=user.pk,
                role=Role(typed["role"]),
                valid_from=typed["valid_from"],
                valid_to=typed["valid_to"],
                reasons=typed["reasons"],
                now=clock.now(),
            ),
            done=_("The role has been assigned."),
            to=reverse("desk:person", args=[user.pk]),
        )
        if response:
            return response
    return show(request, "people/give_role", {"form": form, "person": user, "guide": role_guide(user.side)}, status=status_of(form))


@officials(Permission.USER_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def end_role(request: HttpRequest, person: str, role: str) -> HttpResponse:
    detail = other_person(request, person)
    if role not in {membership.role for membership in detail.unended}:
        raise NotFound("role of this person")
    form = bound(ReasonsForm, request)
    if request.method == "POST" and form.is_valid():
        response = act(
            request,
            form,
            lambda: people.end_role(
                actor=actor_of(request),
                user=detail.user.pk,
                role=Role(role),
                reasons=form.cleaned_data["reasons"],
                now=clock.now(),
            ),
            done=_("The role has ended."),
            to=reverse("desk:person", args=[detail.user.pk]),
        )
        if response:
            return response
    facts = {"form": form, "person": detail.user, "role": role_name(role)}
    return show(request, "people/end_role", facts, status=status_of(form))
