"""Each request gets a number, a line in the log and a place in the metrics. Outermost, so that no answer escapes it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from licet.project.observability.log_lines import REQUESTS
from licet.project.observability.request_ids import HEADER, choose_request_id, current_request_id, parse_networks
from licet.project.observability.routes import route_of
from licet.web.concerns.silence import PREFIX

METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
_log = logging.getLogger(REQUESTS)


class RequestMiddleware:
    """Not installed on the concerns surface; a process that serves every surface leaves the concerns pages out here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.trusted_proxies = parse_networks(settings.LICET_TRUSTED_PROXIES)
        self.count_request: Callable[[str, str, int, float], None] | None = None
        if settings.LICET_METRICS_ADDRESS:
            # The library decides when it is loaded whether processes add up their figures (request_metrics.py).
            from licet.project.observability.request_metrics import count_request

            self.count_request = count_request

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(PREFIX):
            return self.get_response(request)
        request.request_id = choose_request_id(request, self.trusted_proxies)  # type: ignore[attr-defined]
        token = current_request_id.set(request.request_id)  # type: ignore[attr-defined]
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers[HEADER] = request.request_id  # type: ignore[attr-defined]
            self._record(request, response.status_code, time.perf_counter() - started)
        finally:
            current_request_id.reset(token)
        return response

    def _record(self, request: HttpRequest, status: int, seconds: float) -> None:
        route, method = route_of(request), request.method if request.method in METHODS else "other"
        figures = {"route": route, "method": method, "status": status, "milliseconds": round(seconds * 1000, 1)}
        _log.info("answered", extra=figures)
        if self.count_request:
            self.count_request(route, str(method), status, seconds)
