from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from licet.web.account import attempts
from licet.web.account.forms import SignInForm
from licet.web.account.views.after import enter
from licet.web.components.access import public
from licet.web.components.pages import page


@public(reason="nobody is signed in before signing in")
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _tried(request, SignInForm(request.POST))
    return _shown(request, SignInForm(initial={"next": request.GET.get("next", "")}))


def _tried(request: HttpRequest, form: SignInForm) -> HttpResponse:
    if not form.is_valid():
        return _shown(request, form, status=400)
    username, address = form.cleaned_data["username"].lower(), request.META.get("REMOTE_ADDR", "")
    if attempts.locked(username, address):
        words = gettext("Too many wrong passwords: wait %(minutes)s minutes and try again.") % {"minutes": attempts.MINUTES}
        form.add_error(None, words)
        return _shown(request, form, status=429)
    user = authenticate(request, username=username, password=form.cleaned_data["password"])
    if user is None:
        attempts.failed(username, address)
        form.add_error("username", gettext("The username or the password is not right."))
        return _shown(request, form, status=400)
    attempts.succeeded(username, address)
    return enter(request, user, means="password", wanted=form.cleaned_data["next"])


def _shown(request: HttpRequest, form: SignInForm, status: int = 200) -> HttpResponse:
    facts = {"form": form, "demonstration": settings.LICET_ENV == "demo"}
    return page(request, "account/sign_in.html", facts, status=status)


@public(reason="ends a session and shows nothing")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return HttpResponseRedirect(reverse("account:sign-in"))
