"""Who one is, and one's access tokens."""

from django.http import HttpRequest
from django.middleware.csrf import get_token
from ninja import Router, Status

from licet.api.access import actor_of, in_session, signed_in
from licet.api.answers import created, done, ok
from licet.api.schemas.base import IdInPath
from licet.api.schemas.me import Me, NewToken, Token, TokenGiven, Tokens
from licet.people import public as people
from licet.platform import clock

router = Router()
OWN = "shows a person what they are and may do"
OWN_TOKENS = "a person's own access tokens"


@router.get("/me", auth=signed_in(reason=OWN), response=ok(Me))
def read_me(request: HttpRequest) -> Me:
    """The person that this session or token speaks for, with roles and permissions of today."""
    actor = actor_of(request)
    return Me(
        id=actor.id,
        name=actor.name,
        roles=sorted(actor.roles),
        permissions=sorted(item.value for item in actor.permissions),
        organisation=actor.organisation,
        department=actor.department,
        csrf_token=None if request.headers.get("Authorization") else get_token(request),
    )


@router.get("/tokens", auth=signed_in(reason=OWN_TOKENS), response=ok(Tokens))
def list_tokens(request: HttpRequest) -> Tokens:
    """One's own access tokens, newest first, those ended included."""
    return Tokens(rows=[Token.of(row) for row in people.tokens_of(actor=actor_of(request))])


@router.post("/tokens", auth=in_session(reason=OWN_TOKENS), response=created(NewToken))
def make_token(request: HttpRequest, given: TokenGiven) -> Status[NewToken]:
    """A new access token, from a session only: a token makes no tokens. Its secret is shown once."""
    actor = actor_of(request)
    user = actor.id.removeprefix("user:")
    made = people.make_token(actor=actor, user=user, name=given.name, days=given.days, now=clock.now())
    return Status(201, NewToken(token=Token.of(made.token), secret=made.secret))


@router.delete("/tokens/{token}", auth=signed_in(reason=OWN_TOKENS), response=done())
def end_token(request: HttpRequest, token: IdInPath) -> Status[None]:
    """End a token at once."""
    people.end_token(actor=actor_of(request), token=token, now=clock.now())
    return Status(204, None)
