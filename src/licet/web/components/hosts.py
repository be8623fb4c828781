"""A request must name a host that this installation answers to: anything else is refused before any other code runs."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from licet.web.components.errors import problem

log = logging.getLogger(__name__)
LONGEST_SHOWN = 100


class HostMiddleware:
    """Stands first. Django alone would check the name late: static files would be served, and each refusal would leave a traceback."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            request.get_host()
        except DisallowedHost:
            return self._refuse(request)
        return self.get_response(request)

    def _refuse(self, request: HttpRequest) -> HttpResponse:
        """400 in one sentence. The name that was sent is not repeated to the sender; the operator reads it in one log line."""
        if settings.LICET_SURFACE != "concerns":  # that process writes no line about anybody's request
            named = str(request.META.get("HTTP_HOST", ""))[:LONGEST_SHOWN]
            log.warning("A request named the host %r, which LICET_HOSTS does not list.", named, extra={"request": request})
        sentence = gettext("This site does not answer to the host name in your request. Check the address.")
        if request.path.startswith("/api/"):
            return problem(400, sentence)
        answer = HttpResponse(f"{sentence}\n", status=400, content_type="text/plain; charset=utf-8")
        answer["X-Content-Type-Options"] = "nosniff"
        return answer
