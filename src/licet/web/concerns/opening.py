"""Opening the concerns pages: what the public ones show, what those of handlers show, which day it is."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from licet.kernel.actor import Actor
from licet.platform import clock
from licet.web.components.pages import page
from licet.web.components.shell import authority
from licet.web.concerns.presenting import words


def today() -> date:
    """The day it is for the authority. Finer than this nothing here knows."""
    return clock.now().astimezone(ZoneInfo(authority().zone)).date()


def actor_of(request: HttpRequest) -> Actor:
    """Whoever is signed in. The public pages never ask: asking would read the session."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def show(request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200) -> HttpResponse:
    return page(request, f"concerns/{template}.html", {"separated": separated(), "say": words, **(context or {})}, status=status)


def separated() -> bool:
    """Whether this process serves concerns only, on an installation that is no demonstration: else every page says that it is not."""
    return settings.LICET_ENV == "production" and settings.LICET_SURFACE == "concerns"


def refused(form: Any) -> int:
    """400 where a form has errors, so that programs see them too."""
    return 400 if form.is_bound and form.errors else 200
