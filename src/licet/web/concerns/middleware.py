"""What holds for every answer under /concerns/, errors included: kept nowhere, told to nobody, no script."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.csp import CSP

from licet.web.concerns.silence import PREFIX
from licet.web.concerns.uploads import SealedUploads

POLICY = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "img-src": ["data:"],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}


class QuietMiddleware:
    """Stands after the content-policy middleware and before anything that reads what was sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        if request.method == "POST":
            request.upload_handlers = [SealedUploads(request)]
        response = self.get_response(request)
        add_never_cache_headers(response)
        del response.headers["Expires"]  # it bears a time, and says no more than no-store
        # Nothing of these addresses leaves our own pages. No referrer at all would make browsers send forms as from nowhere.
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex"
        response._csp_config = POLICY  # type: ignore[attr-defined]
        return response
