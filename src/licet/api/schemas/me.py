from datetime import date, datetime

from pydantic import Field

from licet.api.schemas.base import Given, Line, Schema
from licet.people.public import AccessToken


class Me(Schema):
    """Who the session or token speaks for. ``csrf_token`` is for sessions only."""

    id: str
    name: str
    roles: list[str]
    permissions: list[str]
    organisation: str | None
    department: str | None
    csrf_token: str | None


class TokenGiven(Given):
    name: Line = Field(description="what the token is for")
    days: int = Field(30, ge=1, le=90)


class Token(Schema):
    id: str
    name: str
    made_at: datetime
    expires_on: date
    ended_at: datetime | None

    @staticmethod
    def of(row: AccessToken) -> "Token":
        return Token.model_validate(row)


class NewToken(Schema):
    """``secret`` is shown here once and kept nowhere."""

    token: Token
    secret: str


class Tokens(Schema):
    rows: list[Token]
