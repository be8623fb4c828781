"""What happened to people and lists. Nothing of it is published: names and addresses are personal."""

from dataclasses import dataclass
from typing import ClassVar

from licet.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationCreated(Event):
    kind: ClassVar[str] = "people:organisation:created"
    slug: str
    name: str
    registration_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationClosed(Event):
    kind: ClassVar[str] = "people:organisation:closed"
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentCreated(Event):
    kind: ClassVar[str] = "people:department:created"
    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UserCreated(Event):
    kind: ClassVar[str] = "people:user:created"
    username: str
    full_name: str
    organisation: str | None
    department: str | None
    demonstration: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UserDeactivated(Event):
    kind: ClassVar[str] = "people:user:deactivated"
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetailChanged(Event):
    """A name, an email address or a department was corrected. ``ref`` is the user; ``detail`` says which, a department is named by code."""

    kind: ClassVar[str] = "people:user:changed"
    detail: str
    before: str
    after: str
    reasons: str
    changed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGiven(Event):
    """``ref`` is the user; days are ISO, ``valid_to`` None while open."""

    kind: ClassVar[str] = "people:role:given"
    role: str
    valid_from: str
    valid_to: str | None
    given_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleEnded(Event):
    """``valid_to`` is the last day on which the role counted, None if it never did."""

    kind: ClassVar[str] = "people:role:ended"
    role: str
    valid_to: str | None
    ended_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCreated(Event):
    kind: ClassVar[str] = "people:list:created"
    code: str
    audience: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMemberAdded(Event):
    """``ref`` is the list."""

    kind: ClassVar[str] = "people:list-member:added"
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMemberRemoved(Event):
    """``ref`` is the list."""

    kind: ClassVar[str] = "people:list-member:removed"
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenMade(Event):
    """A program may speak for a person until a day. ``ref`` is the user; the secret stands nowhere."""

    kind: ClassVar[str] = "people:token:made"
    token: str
    name: str
    expires_on: str
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenEnded(Event):
    """``ref`` is the user."""

    kind: ClassVar[str] = "people:token:ended"
    token: str
    ended_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleExplained(Event):
    """Why a role was given or ended: it stands beside ``people:role:given`` or ``people:role:ended``. ``ref`` is the user."""

    kind: ClassVar[str] = "people:role:explained"
    role: str
    change: str
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordLinkMade(Event):
    """A link to set a password was made. ``ref`` is the user, ``delivery`` how it reached them; the code itself is in no record."""

    kind: ClassVar[str] = "people:password-link:made"
    link: str
    delivery: str
    expires_on: str
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordSet(Event):
    """``ref`` is the user; ``link`` is None when it was not set through a link. Nothing about the password itself is recorded."""

    kind: ClassVar[str] = "people:password:set"
    link: str | None
    set_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsEnded(Event):
    """Somebody was signed out by another person or by a change to their account. ``ref`` is the user."""

    kind: ClassVar[str] = "people:sessions:ended"
    count: int
    ended_by: str
