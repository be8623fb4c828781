"""The authenticated person as the services know them: an Actor, and a Signer where something is signed."""

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from licet.kernel.actor import Actor, Signer
from licet.kernel.errors import NotFound, Refused
from licet.kernel.instants import Instant, instant
from licet.web.components.shell import wired

ANYBODY: Final = Actor(id="", name="")
"""Nobody is signed in: holds no permission."""

AUTHENTICATED_AT, MEANS = "licet_authenticated_at", "licet_means"
DEMO = "demo"


def resolve_actor(request: HttpRequest) -> Actor:
    """At most the session's own query and two more. The register's own process has no sessions: nobody is signed in."""
    user = getattr(request, "user", None)
    return resolve_actor_of(user) if user is not None and user.is_authenticated else ANYBODY


def resolve_actor_of(user: Any) -> Actor:
    return wired("LICET_ACTOR_FOR")(user)  # type: ignore[no-any-return]


def remember_sign_in(session: SessionBase, *, means: str, now: Instant) -> None:
    """Put into the session when and by what means the person proved who they are."""
    session[AUTHENTICATED_AT] = now.isoformat()
    session[MEANS] = means


def signer(request: HttpRequest) -> Signer:
    """Who signs, from the session alone, never from what the client sends.

    Refuses the means ``demo`` outside the demonstration.
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]
    when, means = request.session.get(AUTHENTICATED_AT), request.session.get(MEANS)
    if not (actor.id and when and means):
        raise NotFound
    if means == DEMO and settings.LICET_ENV == "production":
        raise Refused("A demonstration sign-in cannot sign in production: sign in with your own account.")
    return Signer(actor=actor, authenticated_at=instant(datetime.fromisoformat(when)), means=means)
