from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from licet.concerns import public as concerns
from licet.kernel.errors import LicetError, NotFound
from licet.web.components.access import signed_in
from licet.web.concerns.forms import CodeForm, add_faults
from licet.web.concerns.opening import actor_of, refused, show

SIGN = "sign"


@signed_in(reason="an official signs a colleague's concern; each counts once, so we must know who it is while they do")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_too(request: HttpRequest) -> HttpResponse:
    """First the points are read, then signed: two buttons, the code carried from one to the other by the page alone."""
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return show(request, "sign_too", {"form": form}, status=refused(form))
    code = form.cleaned_data["code"]
    try:
        signing = SIGN in request.POST
        read = concerns.co_sign(code, actor=actor_of(request)) if signing else concerns.read_to_co_sign(code, actor=actor_of(request))
    except NotFound:
        form.add_error("code", _("This code opens nothing here. Compare it with what you were given, letter by letter."))
    except LicetError as error:
        add_faults(form, error)
    else:
        return show(request, "to_sign", {"read": read, "code": code, "done": signing})
    return show(request, "sign_too", {"form": form}, status=refused(form))
