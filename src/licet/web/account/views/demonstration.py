"""“Sign in as”: in the demonstration only. Elsewhere the page does not exist."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from licet.kernel.errors import NotFound
from licet.people.public import demonstration_people
from licet.web.account.people import offered
from licet.web.account.views.after import enter
from licet.web.components.access import public
from licet.web.components.access.signer import DEMO
from licet.web.components.pages import page


@public(reason="the demonstration's invented people have no secrets; the page exists in no other installation", parameters=("next",))
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_as(request: HttpRequest) -> HttpResponse:
    if settings.LICET_ENV != "demo":
        raise NotFound
    if request.method == "POST":
        return _entered(request)
    return page(request, "account/sign_in_as.html", {"people": offered(), "wanted": request.GET.get("next", "")})


def _entered(request: HttpRequest) -> HttpResponse:
    user = demonstration_people().filter(username=request.POST.get("username", "")).first()
    if user is None:
        raise NotFound("person")
    return enter(request, user, means=DEMO, wanted=request.POST.get("next", ""))
