"""Choosing a password with a link that works once.

The code stands behind the # of the link, so that no browser sends it in an address, to a log or to another site; script copies it
into the form, and whoever has no script pastes it. It travels only in the body of the form.
"""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from licet.kernel.errors import Invalid, NotFound
from licet.people.public import use_password_link
from licet.platform import clock
from licet.web.account.forms import PasswordForm
from licet.web.components.access import public
from licet.web.components.pages import page


@public(reason="whoever opens it has no password yet; without the code of a link it does nothing")
@sensitive_post_parameters("code", "password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def set_password(request: HttpRequest) -> HttpResponse:
    if settings.LICET_SURFACE == "concerns":  # this process cannot write the log, and a new password is an entry of it
        raise NotFound
    if request.method == "POST":
        return _set(request, PasswordForm(request.POST))
    return _shown(request, PasswordForm())


@sensitive_variables()
def _set(request: HttpRequest, form: PasswordForm) -> HttpResponse:
    if not form.is_valid():
        return _shown(request, form, status=400)
    try:
        use_password_link(code=form.cleaned_data["code"], password=form.cleaned_data["password"], now=clock.now())
    except Invalid as error:
        form.add_error(error.place if error.place in form.fields else None, error.message)
        return _shown(request, form, status=400)
    messages.success(request, gettext("Your password is set. Sign in with it."))
    return HttpResponseRedirect(reverse("account:sign-in"))


def _shown(request: HttpRequest, form: PasswordForm, status: int = 200) -> HttpResponse:
    response = page(request, "account/set_password.html", {"form": form}, status=status)
    response["Referrer-Policy"] = "same-origin"  # “no-referrer” would send its form without an origin, and CSRF refuse it
    return response
