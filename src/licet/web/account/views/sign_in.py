import logging

from django.conf import settings
from django.contrib.auth import authenticate, get_user_model, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from licet.platform import clock
from licet.web.account import attempts
from licet.web.account.forms import SignInForm
from licet.web.account.limits import MOST_SITES_OF_ACCOUNT, WINDOW, Verdict
from licet.web.account.views.after import enter
from licet.web.components.access import public
from licet.web.components.pages import page

_log = logging.getLogger("licet.sign-in")


@public(reason="nobody is signed in before signing in", parameters=("next",))
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
    username = form.cleaned_data["username"].lower()
    attempt = attempts.begin(request, username, now=clock.now())
    if attempt.verdict is not Verdict.TRY:
        _report(request, username, attempt)
        words = gettext("Too many wrong passwords: wait %(minutes)s minutes and try again.") % {"minutes": WINDOW.seconds // 60}
        form.add_error(None, words)
        return _shown(request, form, status=429)
    user = authenticate(request, username=username, password=form.cleaned_data["password"])
    if user is None:
        _report(request, username, attempt)
        form.add_error("username", gettext("The username or the password is not right."))
        return _shown(request, form, status=400)
    response = enter(request, user, means="password", wanted=form.cleaned_data["next"])
    attempts.succeed(attempt, request, response)
    return response


def _report(request: HttpRequest, username: str, attempt: attempts.Attempt) -> None:
    """A line for whoever runs this: who failed, from where, and why. People type passwords into the wrong field, so only a username
    that exists is written."""
    whom = get_user_model().objects.filter(username=username).values_list("username", "is_active").first()
    name = f"user {whom[0]}" if whom else "no known user"
    wrong = "wrong password" if whom and whom[1] else "this person is deactivated" if whom else "unknown username"
    reason = wrong if attempt.verdict is Verdict.TRY else str(attempt.verdict)
    _log.warning("Sign-in failed: %s, from %s: %s.", name, attempts.client_address(request), reason)
    minutes = WINDOW.seconds // 60
    if attempt.counted.is_spraying and attempts.is_first_report("many accounts", now=clock.now()):
        _log.error("Somebody is trying passwords on many accounts: more than usual failed in the last %s minutes.", minutes)
    if attempt.counted.is_guessing and attempts.is_first_report(f"account {username}", now=clock.now()):
        _log.error(
            "Somebody is trying passwords on one account (%s) from more than %s networks within %s minutes.",
            name,
            MOST_SITES_OF_ACCOUNT,
            minutes,
        )


def _shown(request: HttpRequest, form: SignInForm, status: int = 200) -> HttpResponse:
    facts = {"form": form, "demonstration": settings.LICET_ENV == "demo"}
    return page(request, "account/sign_in.html", facts, status=status)


@public(reason="ends a session and shows nothing")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return HttpResponseRedirect(reverse("account:sign-in"))
