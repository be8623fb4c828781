import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import path

from licet.kernel.actor import Actor
from licet.kernel.errors import (
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
from licet.kernel.permission import Permission
from licet.web.components.access import ANYBODY, public, remember_sign_in, requires, requires_any, signed_in, signer
from licet.web.components.access.marks import is_marked
from licet.web.components.access.middleware import AccessMiddleware
from licet.web.components.errors import answer

OFFICER = Actor(id="user:1", name="Ilse", permissions=frozenset({Permission.CASE_READ}))
NOW = datetime(2031, 5, 12, 9, 2, tzinfo=UTC)


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("seen")


urlpatterns = [path("account/sign-in", plain, name="sign-in")]


def asked(actor: Actor, address: str = "/desk/x?y=1", **data: Any) -> Any:
    request: Any = RequestFactory().post(address, data) if data else RequestFactory().get(address)
    request.actor = actor
    request.session = SessionStore()
    return request


@pytest.fixture
def routes(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.unit.web_components.routes"


def test_view_without_a_mark_is_absent() -> None:
    middleware = AccessMiddleware(plain)
    with pytest.raises(Http404):
        middleware.process_view(asked(OFFICER), plain, (), {})
    assert middleware.process_view(asked(OFFICER), public(reason="r")(plain), (), {}) is None  # type: ignore[func-returns-value]


@pytest.mark.parametrize("mark", [requires(), requires_any(), public(reason="")])
def test_empty_mark_is_no_mark(mark: Any) -> None:
    assert not is_marked(mark(plain))


@pytest.mark.parametrize(
    ("mark", "seen"),
    [
        (requires(Permission.CASE_READ), True),
        (requires(Permission.CASE_READ, Permission.LINE_RATE), False),
        (requires_any(Permission.CASE_READ, Permission.LINE_RATE), True),
        (requires(Permission.LINE_RATE), False),
        (signed_in(reason="own things"), True),
    ],
)
def test_permission_opens_the_view_and_its_lack_hides_it(mark: Any, seen: bool) -> None:
    view = mark(plain)
    if seen:
        assert view(asked(OFFICER)).content == b"seen"
    else:
        with pytest.raises(NotFound):
            view(asked(OFFICER))


@pytest.mark.parametrize("mark", [requires(Permission.CASE_READ), signed_in(reason="own things")])
@pytest.mark.usefixtures("routes")
def test_anybody_is_sent_to_sign_in_and_back(mark: Any) -> None:
    response = mark(plain)(asked(ANYBODY))
    assert (response.status_code, response["Location"]) == (302, "/account/sign-in?next=%2Fdesk%2Fx%3Fy%3D1")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFound("case"), 404),
        (NotAllowed("no"), 404),
        (Conflict("stale"), 409),
        (Refused("barred", bars=["2c"]), 422),
        (InvalidTransition("closed"), 422),
        (MissingReasons("no words"), 422),
        (Invalid("bad", place="line 3"), 400),
        (InvalidMany([Invalid("a"), Invalid("b")]), 400),
        (LicetError("else"), 400),
    ],
)
@pytest.mark.usefixtures("routes")
def test_error_has_its_status_and_its_sentence(error: LicetError, status: int) -> None:
    response = answer(asked(OFFICER, "/somewhere"), error)
    assert response.status_code == status
    if status != 404:
        assert str(error).split()[0] in response.text


@pytest.mark.usefixtures("routes")
def test_forbidden_reads_exactly_like_absent() -> None:
    one, other = (answer(asked(OFFICER, "/somewhere"), error).content for error in (NotFound("case"), NotAllowed("Ilse may not")))
    assert one == other


@pytest.mark.usefixtures("routes")
def test_refusal_gives_back_what_was_typed_but_no_secret() -> None:
    request = asked(OFFICER, "/somewhere", reasons="A <long> text", password="hunter2", csrfmiddlewaretoken="t0ken")
    html = answer(request, Refused("Barred.")).text
    assert "A &lt;long&gt; text" in html
    assert "hunter2" not in html
    assert "t0ken" not in html


def test_program_gets_problem_details() -> None:
    response = answer(asked(OFFICER, "/api/v1/cases"), Conflict("It is version 4 now."))
    assert response["Content-Type"] == "application/problem+json"
    assert json.loads(response.content) == {"type": "about:blank", "status": 409, "detail": "It is version 4 now."}


def test_signer_comes_from_the_session() -> None:
    request = asked(OFFICER)
    remember_sign_in(request.session, means="password", now=NOW)
    signs = signer(request)
    assert (signs.actor, signs.authenticated_at, signs.means) == (OFFICER, NOW, "password")


def test_nobody_signs_without_having_signed_in() -> None:
    with pytest.raises(NotFound):
        signer(asked(OFFICER))
    request = asked(ANYBODY)
    remember_sign_in(request.session, means="password", now=NOW)
    with pytest.raises(NotFound):
        signer(request)


def test_demonstration_means_is_refused_in_production(settings: Any) -> None:
    request = asked(OFFICER)
    remember_sign_in(request.session, means="demo", now=NOW)
    assert signer(request).means == "demo"
    settings.LICET_ENV = "production"
    with pytest.raises(Refused):
        signer(request)
