"""People, their roles and what was done to their accounts, in words."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.decisions.public import OpenWork
from licet.people.public import Department, ListedPerson, Membership, Organisation, PersonDetail
from licet.web.components.filters import day, listed


def role_name(role: str) -> str:
    return role.replace("-", " ").capitalize()


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
        return _("ended"), "held"
    return (_("active"), "open") if can_sign_in else (_("no password yet"), "missing")


def person_rows(detail: PersonDetail) -> list[dict[str, str]]:
    user = detail.user
    place = _("Organisation") if user.organisation else _("Department")
    return [
        {"key": _("User name"), "value": user.username},
        {"key": _("Mail address"), "value": user.email},
        {"key": place, "value": str(user.organisation or user.department)},
        {"key": _("Password"), "value": _password_words(detail)},
        {"key": _("Added"), "value": _by(user.created_at, user.created_by, detail.names)},
    ]


def _password_words(detail: PersonDetail) -> str:
    if detail.user.has_usable_password():
        return _("set")
    if detail.user.demonstration:
        return _("none: a person of the demonstration")
    return _("not set: they cannot sign in yet")


def _by(moment: datetime | date, author: str, names: Mapping[str, str]) -> str:
    return _("%(day)s by %(name)s") % {"day": day(moment), "name": author_name(author, names)}


def author_name(author: str, names: Mapping[str, str]) -> str:
    """A person by name; an act of the system by what it was."""
    if author == "system:command-line":
        return _("the command line")
    return names.get(author, author)


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
        return _("from %(first)s") % {"first": day(membership.valid_from)}
    if membership.valid_to < membership.valid_from:
        return _("ended on its first day: never counted")
    return _("%(first)s to %(last)s") % {"first": day(membership.valid_from), "last": day(membership.valid_to)}


def _membership_state(membership: Membership, today: date) -> tuple[str, str]:
    if membership.ended_at or (membership.valid_to and membership.valid_to < today):
        return _("ended"), "held"
    return (_("from a later day"), "missing") if membership.valid_from > today else (_("counts today"), "open")


def session_rows(detail: PersonDetail) -> list[dict[str, Any]]:
    return [
        {
            "handle": session.handle,
            "signed_in": datetime.fromisoformat(session.signed_in_at) if session.signed_in_at else None,
            "means": session.means,
            "ends": session.ends_at,
        }
        for session in detail.sessions
    ]


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
            return _("Added")
        case "people:user:deactivated":
            return _("Ended")
        case "people:role:given":
            days = {"role": role_name(details["role"]), "first": _iso(details["valid_from"]), "last": _iso(details["valid_to"])}
            return (_("%(role)s given, %(first)s to %(last)s") if details["valid_to"] else _("%(role)s given, from %(first)s")) % days
        case "people:role:ended":
            return _("%(role)s ended") % {"role": role_name(details["role"])}
        case "people:password-link:made":
            return _("Link to set a password mailed") if details["delivery"] == "mailed" else _("Link to set a password made")
        case "people:password:set":
            return _("Password set through a link") if details["link"] else _("Password set")
        case "people:sessions:ended":
            count = details["count"]
            return ngettext("%(count)s session ended", "%(count)s sessions ended", count) % {"count": count}
        case "people:token:made":
            return _("Access token “%(name)s” made, until %(last)s") % {"name": details["name"], "last": _iso(details["expires_on"])}
        case "people:token:ended":
            return _("Access token ended")
    return kind


def _iso(text: str | None) -> str:
    return day(date.fromisoformat(text)) if text else ""


def open_work_words(work: OpenWork) -> list[str]:
    """What somebody would leave behind, and who takes it on."""
    words = []
    if work.cases:
        words.append(
            ngettext(
                "%(count)s open case has them as its officer. A licensing manager finds it by their name in the list of cases and "
                "assigns it to somebody else.",
                "%(count)s open cases have them as their officer. A licensing manager finds these by their name in the list of cases "
                "and assigns them to others.",
                work.cases,
            )
            % {"count": work.cases}
        )
    if work.acts:
        words.append(
            ngettext(
                "%(count)s act could be signed next by them. Somebody else with that role must sign it: give the role to another person if "
                "nobody has it.",
                "%(count)s acts could be signed next by them. Somebody else with that role must sign them: give the role to another person "
                "if nobody has it.",
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
