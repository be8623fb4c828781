"""Typed errors and HTTP failures as pages, or as problem details (RFC 9457) where a program asks."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext

from licet.kernel.errors import (
    Busy,
    Conflict,
    Invalid,
    InvalidMany,
    InvalidTransition,
    LicetError,
    MissingReasons,
    NotAllowed,
    NotFound,
    Refused,
)
from licet.web.components.pages import page

STATUS: Mapping[type[LicetError], int] = {
    NotFound: 404,
    NotAllowed: 404,  # forbidden looks like absent
    Conflict: 409,
    Refused: 422,
    InvalidTransition: 422,
    MissingReasons: 422,
    Invalid: 400,
    InvalidMany: 400,
    Busy: 503,
}
TEMPLATES = {404: "404", 409: "409", 422: "422", 400: "400", 503: "503"}
SECRET_FIELDS = {"csrfmiddlewaretoken", "password", "version", "code"}


def answer(request: HttpRequest, error: LicetError) -> HttpResponse:
    """The page for a refused command: its one sentence, what bars it, and what was typed."""
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
    if status == 404:
        return absent(request)
    if wants_json(request):
        return problem(status, str(error))
    return page(request, f"components/errors/{TEMPLATES[status]}.html", _facts(request, error), status=status)


def _facts(request: HttpRequest, error: LicetError) -> dict[str, Any]:
    return {
        "sentence": str(error),
        "bars": getattr(error, "bars", ()),
        "faults": [str(fault) for fault in getattr(error, "faults", ())],
        "typed": typed(request),
        "back": request.path,
    }


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What the person sent, so that a refusal never costs them their words."""
    try:
        sent = request.POST
    except MultiPartParserError:  # no form at all: there is nothing to give back
        return []
    names = [name for name in sent if name not in SECRET_FIELDS]
    pairs = [(name.replace("_", " ").replace("-", " "), ", ".join(sent.getlist(name))) for name in names]
    return [(name, words) for name, words in pairs if words.strip()]


def wants_json(request: HttpRequest) -> bool:
    return request.path.startswith("/api/") or request.get_preferred_type(["text/html", "application/json"]) == ("application/json")


def problem(status: int, sentence: str) -> HttpResponse:
    body = {"type": "about:blank", "status": status, "detail": sentence}
    return JsonResponse(body, status=status, content_type="application/problem+json")


def absent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, also for what may not be seen (403)."""
    if wants_json(request):
        return problem(404, gettext("There is no such page, or you may not see it."))
    return page(request, "components/errors/404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = gettext("What was sent could not be read. Go back and try again.")
    if wants_json(request):
        return problem(400, sentence)
    facts = {"sentence": sentence, "bars": (), "faults": [], "typed": [], "back": ""}
    return page(request, "components/errors/400.html", facts, status=400)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF failure: the page was open too long or came from elsewhere; what was typed is given back."""
    sentence = gettext("This form was open too long, or was not sent from our own page. Open it again and send it.")
    facts = {"sentence": sentence, "bars": (), "faults": [], "typed": typed(request), "back": request.path}
    return page(request, "components/errors/400.html", facts, status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """500: asks nothing of the database, which may be what failed."""
    if request.path.startswith("/api/"):
        return problem(500, gettext("Something went wrong on our side. What you were doing was not half done: try again in a few minutes."))
    from django.template import engines

    words = engines["jinja2"].get_template("components/errors/500.html").render({"request_id": getattr(request, "request_id", "")})
    return HttpResponse(words, status=500)
