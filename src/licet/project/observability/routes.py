"""The name by which lines and metrics call a page: that of its route, never its path."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

UNMATCHED = "none"
STATIC = "static"


def route_of(request: HttpRequest) -> str:
    """`desk:case`, `static` for a file of the pages' own, `none` where no page has the address."""
    if request.resolver_match is not None:
        return request.resolver_match.view_name
    return STATIC if request.path.startswith(settings.STATIC_URL) else UNMATCHED
