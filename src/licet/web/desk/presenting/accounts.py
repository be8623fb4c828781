"""People, their roles and what was done to their accounts, in words."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.decisions.public import OpenWork
from licet.people import public as people
from licet.people.public import Department, ListedPerson, Membership, Organisation, PersonDetail, Role, Side
from licet.web.components.filters import day, listed


def role_name(role: str) -> str:
    return role.replace("-", " ").capitalize()


def roles_of(side: Side) -> list[Role]:
    """The roles that a person of this side can hold."""
    return [role for role in Role if role in (people.EXPORTER_ROLES if side is Side.ORGANISATION else people.OFFICIAL_ROLES)]


def role_guide(side: Side) -> list[dict[str, str]]:
    """Each role of one side with what it is for, by name."""
    guide = [{"name": role_name(role), "meaning": people.MEANING[role]} for role in roles_of(side)]
    return sorted(guide, key=lambda role: role["name"])


def person_row(person: ListedPerson) -> dict[str, Any]:
    return {
        "href": reverse("desk:person", args=[person.id]),
        "name": person.full_name,
        "username": person.username,
        "email": person.email,
        "place": person.place,
        "roles": listed(role_name(role) for role in person.roles),
        "state": account_state(active=person.active, can_sign_in=person.can_sign_in),
    }


def account_state(*, active: bool, can_sign_in: bool) -> tuple[str, str]:
    """A word and the kind of sign beside it."""
    if not active:
        return _("closed"), "held"
    return (_("open"), "open") if can_sign_in else (_("password not set"), "missing")


def person_rows(detail: PersonDetail) -> list[dict[str, str]]:
    user = detail.user
    place = _("Organisation") if user.organisation else _("Department")
    return [
        {"key": _("Username"), "value": user.username},
        {"key": _("Email address"), "value": user.email},
        {"key": place, "value": str(user.organisation or user.department)},
        {"key": _("Password"), "value": _password_words(detail)},
        {"key": _("Added"), "value": _by(user.created_at, user.created_by, detail.names)},
    ]


def _password_words(detail: PersonDetail) -> str:
    if detail.user.has_usable_password():
        return _("Set")
    if detail.user.demonstration:
        return _("None: this is an invented person of the demonstration, whom anybody can sign in as")
    return _("Not set: they cannot sign in yet")


def _by(moment: datetime | date, author: str, names: Mapping[str, str]) -> str:
    return _("%(day)s by %(name)s") % {"day": day(moment), "name": author_name(author, names)}


def author_name(author: str, names: Mapping[str, str]) -> str:
    """A person by name; an act of the system by what it was."""
    system = {"system:command-line": _("the command line"), "system:set-up": _("the set-up of the demonstration")}
    return system.get(author) or names.get(author, author)


def membership_row(membership: Membership, detail: PersonDetail) -> dict[str, Any]:
    return {
        "role": role_name(membership.role),
        "code": membership.role,
        "days": _days(membership),
        "given": _by(membership.given_at, membership.given_by, detail.names),
        "ended": _by(membership.ended_at, membership.ended_by, detail.names) if membership.ended_at and membership.ended_by else "",
        "state": _membership_state(membership, detail.day),
        "may_end": membership in detail.unended,
    }


def _days(membership: Membership) -> str:
    if membership.valid_to is None:
        return _("From %(first)s, no end date") % {"first": day(membership.valid_from)}
    if membership.valid_to < membership.valid_from:
        return _("Ended before its first day")
    return _("%(first)s to %(last)s") % {"first": day(membership.valid_from), "last": day(membership.valid_to)}


def _membership_state(membership: Membership, today: date) -> tuple[str, str]:
    if membership.ended_at or (membership.valid_to and membership.valid_to < today):
        return _("ended"), "held"
    return (_("starts later"), "missing") if membership.valid_from > today else (_("in force"), "open")


def session_rows(detail: PersonDetail, *, current: str) -> list[dict[str, Any]]:
    """Where somebody is signed in: the browser of whoever looks first, then by the last sign-in. ``current`` is its handle."""
    rows = [
        {
            "handle": session.handle,
            "signed_in": datetime.fromisoformat(session.signed_in_at) if session.signed_in_at else None,
            "means": _means_words(session.means),
            "ends": session.ends_at,
            "current": session.handle == current,
        }
        for session in detail.sessions
    ]
    return sorted(rows, key=lambda row: (row["current"], row["signed_in"] is not None, row["signed_in"]), reverse=True)


def _means_words(means: str) -> str:
    return {"password": _("With a password"), "demo": _("“Sign in as” of the demonstration")}.get(means) or means or _("not recorded")


def link_words(detail: PersonDetail, now: datetime) -> dict[str, Any] | None:
    """The link that can still be used, if there is one."""
    return next(
        ({"until": link.valid_until, "by": author_name(link.made_by, detail.names)} for link in detail.links if link.is_open(now)), None
    )


def history(detail: PersonDetail) -> list[dict[str, Any]]:
    """What was done, newest first; the reasons of a role stand beside what they are for."""
    explained = {
        (change.changed_at, change.details["role"], change.details["change"]): change.details["reasons"]
        for change in detail.changes
        if change.kind == "people:role:explained"
    }
    return [
        {
            "when": change.changed_at,
            "what": change_words(change.kind, change.details),
            "by": author_name(change.changed_by, detail.names),
            "reasons": change.details.get("reasons")
            or explained.get((change.changed_at, change.details.get("role"), change.kind.rpartition(":")[2]), ""),
        }
        for change in detail.changes
        if change.kind != "people:role:explained"
    ]


def change_words(kind: str, details: Mapping[str, Any]) -> str:
    match kind:
        case "people:user:created":
            return _("Account added")
        case "people:user:deactivated":
            return _("Account closed")
        case "people:user:changed":
            return _changed_words(details)
        case "people:role:given":
            days = {"role": role_name(details["role"]), "first": _iso(details["valid_from"]), "last": _iso(details["valid_to"])}
            open_ended = _("Role assigned: %(role)s, from %(first)s")
            return (_("Role assigned: %(role)s, %(first)s to %(last)s") if details["valid_to"] else open_ended) % days
        case "people:role:ended":
            return _("Role ended: %(role)s") % {"role": role_name(details["role"])}
        case "people:password-link:made":
            return _("Link to set a password emailed") if details["delivery"] == "mailed" else _("Link to set a password created")
        case "people:password:set":
            return _("Password set with a link") if details["link"] else _("Password set")
        case "people:sessions:ended":
            count = details["count"]
            return ngettext("Signed out of %(count)s browser", "Signed out of %(count)s browsers", count) % {"count": count}
        case "people:token:made":
            return _("Access token “%(name)s” created, valid until %(last)s") % {
                "name": details["name"],
                "last": _iso(details["expires_on"]),
            }
        case "people:token:ended":
            return _("Access token revoked")
    return kind


def _changed_words(details: Mapping[str, Any]) -> str:
    kinds = {
        "full_name": _("Name changed from “%(before)s” to “%(after)s”"),
        "email": _("Email address changed from %(before)s to %(after)s"),
        "department": _("Department changed from %(before)s to %(after)s"),
    }
    return kinds[details["detail"]] % details


def _iso(text: str | None) -> str:
    return day(date.fromisoformat(text)) if text else ""


def open_work_words(work: OpenWork) -> list[str]:
    """What somebody would leave behind, and who takes it on."""
    words = []
    if work.cases:
        words.append(
            ngettext(
                "They are the officer of %(count)s open case. A licensing manager can find it under their name in the list of cases "
                "and assign it to somebody else.",
                "They are the officer of %(count)s open cases. A licensing manager can find these under their name in the list of cases "
                "and assign them to others.",
                work.cases,
            )
            % {"count": work.cases}
        )
    if work.acts:
        words.append(
            ngettext(
                "They could sign %(count)s act next. Somebody else with that role must sign it: assign the role to another person if "
                "nobody has it.",
                "They could sign %(count)s acts next. Somebody else with that role must sign them: assign the role to another person if "
                "nobody has it.",
                work.acts,
            )
            % {"count": work.acts}
        )
    return words


def organisation_row(organisation: Organisation, people: int) -> dict[str, Any]:
    return {
        "href": reverse("desk:organisation", args=[organisation.pk]),
        "name": organisation.name,
        "slug": organisation.slug,
        "number": organisation.registration_number,
        "closed": organisation.closed_at is not None,
        "people": people,
    }


def department_choices(departments: Iterable[Department]) -> list[tuple[str, str]]:
    return [(department.code, department.name) for department in departments]
