"""Who may use an operation: deny by default, forbidden looks like absent (decisions 0170, 0171)."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from ninja.errors import AuthenticationError, HttpError
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from licet.kernel.actor import Actor, Signer
from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission
from licet.people.public import actor_by_token
from licet.platform import clock
from licet.policy.public import today

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True, slots=True)
class Rule:
    """All of ``permissions``; ``officials``: and a place in the authority. Without permissions ``reason`` says who else and why."""

    permissions: tuple[Permission, ...] = ()
    officials: bool = False
    reason: str = ""

    def check(self, actor: Actor) -> Actor:
        if not all(map(actor.may, self.permissions)) or (self.officials and actor.organisation is not None):
            raise NotFound
        return actor


class Bearer(AuthBase):
    """An access token: ``Authorization: Bearer licet_…``. It reads and works for its person, and never signs."""

    openapi_type = "http"
    openapi_scheme = "bearer"
    openapi_description = "A personal access token, made at `/api/v1/tokens` or with `licet token make`. A token never signs."

    def __init__(self, rule: Rule) -> None:
        super().__init__()
        self.rule = rule

    def __call__(self, request: HttpRequest) -> Actor | None:
        given = request.headers.get("Authorization", "")
        if not given:
            return None
        scheme, _, secret = given.partition(" ")
        actor = actor_by_token(secret.strip(), on=today(clock.now())) if scheme.lower() == "bearer" else None
        if actor is None:
            raise AuthenticationError(message="This access token is unknown, ended or past its day: make a new one.")
        request.actor = actor  # type: ignore[attr-defined]
        return self.rule.check(actor)


class Session(AuthBase):
    """The session of a browser. What changes something needs the CSRF token, which ``/api/v1/me`` gives."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = "sessionid"
    openapi_description = (
        "A session from `/account/sign-in`. Send the `csrf_token` of `/api/v1/me` as `X-CSRFToken` with what changes anything."
    )

    def __init__(self, rule: Rule) -> None:
        super().__init__()
        self.rule = rule

    def __call__(self, request: HttpRequest) -> Actor | None:
        actor = actor_of(request)
        if not actor.id:
            return None
        if request.method in UNSAFE and check_csrf(request) is not None:
            raise HttpError(403, "The CSRF token is missing or wrong: read it at /api/v1/me and send it as X-CSRFToken.")
        return self.rule.check(actor)


class Anybody:
    """No sign-in: for what is published."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule

    def __call__(self, request: HttpRequest) -> bool:
        return True


class Closed:
    """What stands at an operation that names nobody: it answers as if it were not there."""

    def __call__(self, request: HttpRequest) -> None:
        raise NotFound


def needs(*permissions: Permission) -> list[Any]:
    """All of these permissions, by session or token."""
    return _either(Rule(permissions))


def officials(*permissions: Permission) -> list[Any]:
    """All of these, and a place in the authority: to an exporter the operation is absent."""
    return _either(Rule(permissions, officials=True))


def signed_in(*, reason: str) -> list[Any]:
    """Anybody who is signed in, for their own things."""
    return _either(Rule(reason=reason))


def signs(*permissions: Permission) -> list[Any]:
    """Officials in a session of their own: a token never signs, however it came into somebody's hands."""
    return [Session(Rule(permissions, officials=True))]


def in_session(*, reason: str) -> list[Any]:
    """Anybody in a session of their own."""
    return [Session(Rule(reason=reason))]


def anybody(*, reason: str) -> list[Any]:
    """What is published."""
    return [Anybody(Rule(reason=reason))]


def _either(rule: Rule) -> list[Any]:
    return [Bearer(rule), Session(rule)]


def rule_of(auth: Any) -> Rule | None:
    """The rule that an operation was given; None: nobody was named."""
    return next((item.rule for item in auth if hasattr(item, "rule")), None) if isinstance(auth, list) else None


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def signer_of(request: HttpRequest) -> Signer:
    """Who signs, from the session alone."""
    signer: Signer = request.signer()  # type: ignore[attr-defined]
    return signer
