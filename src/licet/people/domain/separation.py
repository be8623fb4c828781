"""What one person may not be or do at once, so that nobody can make both signatures of a decision. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from licet.kernel.errors import Invalid, NotAllowed, Refused
from licet.kernel.permission import Permission as P
from licet.people.domain.roles import ROLE_PERMISSIONS, SIGNING, Held, Role, Side, side_of


def check_roles(held: Iterable[Role], *, side: Side) -> None:
    """Refuse roles that one person may not hold together; :class:`Invalid` says which and why.

    Nobody both applies and takes part in cases. An administrator neither signs nor answers concerns: otherwise one person could
    make a second account, give it a role that signs, and sign twice.
    """
    roles = sorted(set(held))
    for role in roles:
        if side_of(role) is not side:
            needed = _a_side(side_of(role))
            raise Invalid(f"A person of {_a_side(side)} cannot be {role.value}: that role is for a person of {needed}.", place="role")
    if Role.ADMINISTRATOR not in roles:
        return
    for role in roles:
        if ROLE_PERMISSIONS[role] & SIGNING:
            raise Invalid(f"An administrator cannot also be {role.value}: whoever gives roles must not sign decisions.", place="role")
        if P.CONCERN_HANDLE in ROLE_PERMISSIONS[role]:
            raise Invalid(f"An administrator cannot also be {role.value}: whoever gives roles must not answer concerns.", place="role")


def check_new_role(new: Held, existing: Iterable[Held], *, side: Side) -> None:
    """Refuse a role if, on any of its days, the person holds one that does not go with it. Roles on other days do not matter."""
    check_roles([new.role, *(other.role for other in existing if other.overlaps(new))], side=side)


def check_days(role: Held, *, today: date) -> None:
    """Refuse days that are in the wrong order, or that would change who could have signed in the past."""
    if role.since < today:
        raise Invalid(f"A role cannot begin in the past: choose {today} or a later day.", place="valid_from")
    if role.until is not None and role.until < role.since:
        raise Invalid(f"The role would end on {role.until}, before it begins on {role.since}.", place="valid_to")


def check_other_person(actor: str, person: str) -> None:
    """Refuse an actor who would change their own roles, details or access. Both are actor ids."""
    if actor == person:
        raise NotAllowed("You cannot change your own account, roles or access: ask another administrator.")


@dataclass(frozen=True, slots=True)
class NameAndAddress:
    """What shows that two accounts belong to one person."""

    full_name: str
    email: str


def check_no_second_account(new: NameAndAddress, *, creator: NameAndAddress) -> None:
    """Refuse an account that an administrator makes for themselves: it would be a way to give oneself a role.

    The same name, or the same mailbox (``ada+second@…`` reaches ``ada@…``), counts as the same person. A namesake's account is made by
    another administrator.
    """
    if _folded_name(new.full_name) == _folded_name(creator.full_name):
        raise Invalid("You cannot make an account in your own name: ask another administrator.", place="full_name")
    if _mailbox(new.email) == _mailbox(creator.email):
        raise Invalid("You cannot make an account for your own email address: ask another administrator.", place="email")


def _folded_name(full_name: str) -> str:
    return " ".join(full_name.casefold().split())


def _mailbox(address: str) -> str:
    name, _, host = address.strip().lower().rpartition("@")
    return f"{name.partition('+')[0]}@{host}"


@dataclass(frozen=True, slots=True)
class OtherAdministrator:
    """An administrator of today besides the one who is leaving; ``until`` is None when no end is set."""

    can_sign_in: bool
    until: date | None


def check_administrator_remains(others: Iterable[OtherAdministrator]) -> None:
    """Refuse to let the last administrator go: somebody else must be able to sign in and have no end date."""
    if not any(other.can_sign_in and other.until is None for other in others):
        raise Refused(
            "This is the last administrator. First make somebody else an administrator without an end date, "
            "and wait until they have set their password."
        )


class Detail(StrEnum):
    """What of a person may be changed later. The username stays: it is what the record and commands know them by."""

    FULL_NAME = "full_name"
    EMAIL = "email"
    DEPARTMENT = "department"


def check_may_change_department(side: Side) -> None:
    """Refuse a department for a person of an exporter: whoever changes sides gets a new account."""
    if side is not Side.DEPARTMENT:
        raise Invalid("A person of an organisation has no department: add a new account for somebody who joins one.", place="department")


def _a_side(side: Side) -> str:
    return "an organisation" if side is Side.ORGANISATION else "a department"
