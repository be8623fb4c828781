"""What follows a proof of who somebody is: the session, and the page they wanted."""

from typing import Any

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from licet.platform import clock
from licet.web.components.access import remember_sign_in

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


def enter(request: HttpRequest, user: Any, *, means: str, wanted: str = "") -> HttpResponse:
    """A new session key (Django's ``login``), when and by what means, then the page that was asked for."""
    login(request, user, backend=MODEL_BACKEND)
    remember_sign_in(request.session, means=means, now=clock.now())
    return HttpResponseRedirect(safe(request, wanted) or start_of(user))


def safe(request: HttpRequest, wanted: str) -> str:
    """An address of our own, or nothing: nobody is sent elsewhere after signing in."""
    own = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return wanted if own else ""


def start_of(user: Any) -> str:
    """Exporters start in the portal, officials at the desk."""
    return "/portal/" if user.organisation_id else "/desk/"
