"""How somebody gets in, and how that ends: links to set a password, sessions, tokens, and the person altogether."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from licet.decisions.public import open_work_of
from licet.kernel.errors import NotFound, Refused
from licet.kernel.permission import Permission
from licet.people import public as people
from licet.people.public import PersonDetail
from licet.platform import clock
from licet.web.desk.acting import act, bound, status_of
from licet.web.desk.forms.people import ReasonsForm
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting.accounts import open_work_words
from licet.web.desk.views.people.roles import other_person


@officials(Permission.USER_MANAGE)
@require_POST
def password_link(request: HttpRequest, person: str) -> HttpResponse:
    """Mail the link; where no mail server is configured, show it this once."""
    user = other_person(request, person).user
    to_person = HttpResponseRedirect(reverse("desk:person", args=[user.pk]))
    try:
        made = people.send_password_link(actor=actor_of(request), user=user.pk, now=clock.now())
    except Refused as refused:
        messages.error(request, refused.message)
        return to_person
    if made is None:
        messages.success(request, _("A link to set a password was emailed to %(address)s.") % {"address": user.email})
        return to_person
    return show(request, "people/link", {"person": user, "address": made.address, "until": made.link.valid_until})


@officials(Permission.USER_MANAGE)
@require_POST
def end_sessions(request: HttpRequest, person: str) -> HttpResponse:
    """End the session that the form names, or all."""
    user = _somebody(request, person).user
    handle = request.POST.get("session") or None
    people.end_sessions(actor=actor_of(request), user=user.pk, handle=handle, now=clock.now())
    messages.success(request, _("Signed out of this browser.") if handle else _("Signed out everywhere."))
    return HttpResponseRedirect(reverse("desk:person", args=[user.pk]))


@officials(Permission.USER_MANAGE)
@require_POST
def end_token(request: HttpRequest, person: str) -> HttpResponse:
    """End the access token that the form names."""
    detail = _somebody(request, person)
    token = request.POST.get("token", "")
    if token not in {open_token.pk for open_token in detail.open_tokens}:
        raise NotFound("token of this person")
    people.end_token(actor=actor_of(request), token=token, now=clock.now())
    messages.success(request, _("The token was revoked."))
    return HttpResponseRedirect(reverse("desk:person", args=[detail.user.pk]))


def _somebody(request: HttpRequest, person: str) -> PersonDetail:
    """Oneself included: ending one's own sessions and tokens gives nobody anything."""
    return people.person_detail(actor=actor_of(request), user=person, now=clock.now())


@officials(Permission.USER_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def end_person(request: HttpRequest, person: str) -> HttpResponse:
    """Closing an account: the page says first which open work is theirs."""
    user, actor = other_person(request, person).user, actor_of(request)
    form = bound(ReasonsForm, request)
    if request.method == "POST" and form.is_valid():
        response = act(
            request,
            form,
            lambda: people.deactivate_user(actor=actor, user=user.pk, reasons=form.cleaned_data["reasons"], now=clock.now()),
            done=_("The account of %(name)s is closed.") % {"name": user.full_name},
            to=reverse("desk:person", args=[user.pk]),
        )
        if response:
            return response
    work = open_work_words(open_work_of(people.actor_for(user), actor=actor))
    return show(request, "people/close_account", {"form": form, "person": user, "work": work}, status=status_of(form))
