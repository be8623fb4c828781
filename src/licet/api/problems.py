"""Refusals as problem details (RFC 9457): the same sentences as on the pages, and nothing half-written behind them."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from licet.api.schemas.base import Schema
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
TITLES = {
    400: "Not acceptable as it stands",
    401: "Not signed in",
    403: "Not from our own page",
    404: "Absent",
    409: "Changed meanwhile",
    422: "Refused",
    503: "Busy",
}


class Fault(Schema):
    """One thing to mend, and where it stands."""

    place: str
    detail: str


class Problem(Schema):
    """A refusal (RFC 9457). ``detail`` is one sentence: what, where, and what to do."""

    type: str = Field(description="always about:blank: the status says the kind")
    title: str
    status: int
    detail: str
    place: str | None = Field(description="the field, line or thing that is meant")
    faults: list[Fault] = Field(description="several faults of one input, each with its place")
    bars: list[str] = Field(description="what bars it, by name")


REFUSALS: dict[int, Any] = dict.fromkeys(TITLES, Problem)
"""What every operation may answer beside its own."""


def problem(
    status: int, detail: str, *, place: str | None = None, faults: list[tuple[str, str]] | None = None, bars: tuple[str, ...] = ()
) -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": TITLES.get(status, "Refused"),
        "status": status,
        "detail": detail,
        "place": place,
        "faults": [{"place": where, "detail": what} for where, what in faults or []],
        "bars": list(bars),
    }
    response = JsonResponse(body, status=status, content_type="application/problem+json")
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="licet"'
    return response


def answer_with_problems(api: NinjaAPI) -> None:
    """Every error that an operation may raise, as a problem. What is no refusal is a fault of ours and goes on to Django."""
    api.add_exception_handler(LicetError, _refused)
    api.add_exception_handler(Http404, lambda request, error: _refused(request, NotFound()))
    api.add_exception_handler(HttpError, _http)
    api.add_exception_handler(ValidationError, _not_read)


def _refused(request: HttpRequest, error: LicetError | type[LicetError]) -> HttpResponse:
    assert isinstance(error, LicetError)
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
    if status == 404:
        return problem(404, NotFound().message if isinstance(error, NotAllowed) else error.message)
    faults = [(fault.place or "", fault.message) for fault in getattr(error, "faults", ())]
    return problem(status, str(error), place=error.place, faults=faults, bars=getattr(error, "bars", ()))


OWN_WORDS = {
    "Unauthorized": "Sign in at /account/sign-in, or send an access token.",
    "Cannot parse request body": "What was sent is not JSON in UTF-8 that can be kept: send it again as application/json.",
}
"""What ninja says, as we say it."""


def _http(request: HttpRequest, error: HttpError | type[HttpError]) -> HttpResponse:
    assert isinstance(error, HttpError)
    return problem(error.status_code, OWN_WORDS.get(error.message, error.message))


def _not_read(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    assert isinstance(error, ValidationError)
    faults = [(".".join(str(part) for part in item["loc"]), str(item["msg"])) for item in error.errors]
    return problem(400, "What was sent is not what this operation reads: see the faults.", faults=faults)
