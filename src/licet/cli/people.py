"""`licet people`: the first people of an installation, and every later change by whoever runs the machine."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from licet.cli.arguments import day_option
from licet.cli.output import AsJson, print_json, print_table
from licet.kernel.actor import Actor, system
from licet.kernel.errors import Invalid
from licet.kernel.permission import Permission

if TYPE_CHECKING:
    from licet.people.public import ListedPerson, MadeLink, Role, User

app = typer.Typer(help="People, departments and exporters: who may sign in, and what they may do.", no_args_is_help=True)

Username = Annotated[str, typer.Argument(help="The person’s username.", show_default=False)]
From = Annotated[date | None, day_option("--from", help="First day of the role; today by default.")]
Until = Annotated[date | None, day_option("--until", help="Last day of the role; no end date by default.")]
Reasons = Annotated[str, typer.Option("--reasons", help="Why, in a sentence. It is kept on the record.")]


def _actor() -> Actor:
    """Whoever can run commands on this machine may manage people; the record names the command line."""
    return system("command-line", Permission.USER_MANAGE, Permission.ORGANISATION_MANAGE)


# --- people ---------------------------------------------------------------------------------------------------------
@app.command()
def add(
    username: Username,
    name: Annotated[str, typer.Option(help="Full name.")],
    email: Annotated[str, typer.Option(help="Email address.")],
    department: Annotated[str, typer.Option(help="For an official: code of the department.")] = "",
    organisation: Annotated[str, typer.Option(help="For an exporter: short name of the organisation.")] = "",
    role: Annotated[list[str] | None, typer.Option(help="A role to assign; may be repeated.")] = None,
    valid_from: From = None,
    valid_to: Until = None,
    reasons: Reasons = "",
    as_json: AsJson = False,
) -> None:
    """Add a person, assign roles, and print a link with which they set their password once.

    Repeating the command adds only what is missing: roles that the person does not have, and a link while no password is set.
    """
    from django.db import transaction

    roles = [_role(text) for text in role or ()]
    with transaction.atomic():
        person = _person(username, name=name, email=email, department=department, organisation=organisation)
        for one in _missing_roles(person, roles):
            _give(person, one, valid_from, valid_to, reasons)
        made = None if person.has_usable_password() else _link(person)
    _print_link(person, made, as_json=as_json)


def _person(username: str, *, name: str, email: str, department: str, organisation: str) -> User:
    """The person with this username: added, or already there with the same name, email address and place."""
    from licet.people.public import User, create_user, organisation_by_slug
    from licet.platform import clock

    home = organisation_by_slug(organisation).pk if organisation else None
    existing = User.objects.filter(username=username.strip().lower()).select_related("department").first()
    if existing is None:
        return create_user(
            actor=_actor(),
            username=username,
            full_name=name,
            email=email,
            department=department or None,
            organisation=home,
            now=clock.now(),
        )
    if not existing.is_active:
        raise Invalid(f"The account {existing.username} is closed and cannot be reopened: choose another username.", place="username")
    place = (existing.department.code if existing.department else "", existing.organisation_id)
    if (existing.full_name, existing.email, *place) != (name.strip(), email.strip().lower(), department, home):
        raise Invalid(
            f"The username {existing.username} belongs to somebody with another name, email address or place: see `licet people list`.",
            place="username",
        )
    return existing


def _missing_roles(person: User, roles: list[Role]) -> list[Role]:
    from licet.people.public import person_detail
    from licet.platform import clock

    held = {membership.role for membership in person_detail(actor=_actor(), user=person.pk, now=clock.now()).unended}
    return [role for role in roles if role.value not in held]


def _role(text: str) -> Role:
    from licet.people.public import Role

    if text not in set(Role):
        raise Invalid(f"“{text[:40]}” is not a role: use one of {', '.join(Role)}.", place="role")
    return Role(text)


def _give(person: User, role: Role, valid_from: date | None, valid_to: date | None, reasons: str) -> None:
    from licet.people.public import give_role
    from licet.platform import clock

    give_role(actor=_actor(), user=person.pk, role=role, now=clock.now(), valid_from=valid_from, valid_to=valid_to, reasons=reasons)


@app.command()
def role(
    username: Username,
    role: Annotated[str, typer.Argument(help="The role.", show_default=False)],
    end: Annotated[bool, typer.Option("--end", help="End the role instead of assigning it.")] = False,
    valid_from: From = None,
    valid_to: Until = None,
    reasons: Reasons = "",
) -> None:
    """Assign a role to a person, or end one at once. A change that is already made is left alone."""
    from licet.people.public import end_role, user_by_username
    from licet.platform import clock

    wanted, person = _role(role), user_by_username(username)
    missing = bool(_missing_roles(person, [wanted]))
    if end and not missing:
        end_role(actor=_actor(), user=person.pk, role=wanted, now=clock.now(), reasons=reasons)
        typer.echo(f"{person.full_name} no longer has the role {wanted.value}.", err=True)
    elif missing and not end:
        _give(person, wanted, valid_from, valid_to, reasons)
        typer.echo(f"{person.full_name} has the role {wanted.value}.", err=True)
    else:
        typer.echo(
            f"{person.full_name} {'does not have' if end else 'already has'} the role {wanted.value}: nothing was changed.", err=True
        )


@app.command()
def change(
    username: Username,
    reasons: Annotated[str, typer.Option("--reasons", help="Why, in a sentence. It is kept on the record.")],
    name: Annotated[str | None, typer.Option(help="New full name.")] = None,
    email: Annotated[str | None, typer.Option(help="New email address.")] = None,
    department: Annotated[str | None, typer.Option(help="For an official: code of the new department.")] = None,
) -> None:
    """Change somebody’s name, email address or department. A new email address makes an unused link void."""
    from licet.people.public import PersonDetails, change_person, user_by_username
    from licet.platform import clock

    details = PersonDetails(full_name=name, email=email, department=department)
    person = change_person(actor=_actor(), user=user_by_username(username).pk, details=details, reasons=reasons, now=clock.now())
    place = person.organisation or person.department
    typer.echo(f"{person.username} is now {person.full_name}, {person.email}, {place}.", err=True)


@app.command()
def link(username: Username, as_json: AsJson = False) -> None:
    """Print a link with which somebody can set a new password once. Earlier links stop working."""
    from licet.people.public import user_by_username

    person = user_by_username(username)
    _print_link(person, _link(person), as_json=as_json)


def _link(person: User) -> MadeLink:
    from licet.people.public import make_password_link
    from licet.platform import clock

    return make_password_link(actor=_actor(), user=person.pk, now=clock.now())


def _print_link(person: User, made: MadeLink | None, *, as_json: bool) -> None:
    if as_json:
        address, until = (made.address, made.link.valid_until) if made else (None, None)
        print_json({"id": person.pk, "username": person.username, "link": address, "valid_until": until})
    elif made is None:
        typer.echo(f"{person.full_name} already has a password. To set a new one: licet people link {person.username}", err=True)
    else:
        typer.echo(
            f"{person.full_name} can set a password with this link. It works once, until {made.link.valid_until:%Y-%m-%d %H:%M} UTC:",
            err=True,
        )
        typer.echo(made.address)


@app.command()
def end(username: Username, reasons: Annotated[str, typer.Option(help="Why, in a sentence. It is kept on the record.")]) -> None:
    """Close somebody’s account at once, with all roles, sessions, tokens and links. What they signed keeps their name."""
    from licet.decisions.public import open_work_of
    from licet.people.public import actor_for, deactivate_user, user_by_username
    from licet.platform import clock

    person = user_by_username(username)
    left = open_work_of(actor_for(person), actor=_actor())
    deactivate_user(actor=_actor(), user=person.pk, reasons=reasons, now=clock.now())
    typer.echo(f"The account of {person.full_name} is closed: they can no longer sign in and have no role.", err=True)
    if left.cases:
        typer.echo(f"They are still the officer of open cases: {left.cases}. A licensing manager can assign these to others.", err=True)
    if left.acts:
        typer.echo(f"Acts that they could have signed next: {left.acts}. Somebody else with that role must sign these.", err=True)


@app.command("list")
def list_(
    search: Annotated[str, typer.Option(help="Words from the name, username, email address or organisation.")] = "",
    role: Annotated[str, typer.Option(help="Only people who have this role today.")] = "",
    department: Annotated[str, typer.Option(help="Only people in this department, by its code.")] = "",
    organisation: Annotated[str, typer.Option(help="Only people at this organisation, by its short name.")] = "",
    ended: Annotated[bool, typer.Option("--ended", help="People whose account is closed, instead of open accounts.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many people to show.")] = 50,
    after: Annotated[str, typer.Option(help="Continue after the place that the previous page named.")] = "",
    as_json: AsJson = False,
) -> None:
    """List people by name, with the roles that they have today."""
    from licet.people.public import AccountState, PeopleFilters, list_people
    from licet.platform import clock

    filters = PeopleFilters(
        state=AccountState.ENDED if ended else AccountState.ACTIVE,
        role=_role(role) if role else None,
        department=department,
        organisation=organisation,
        search=search,
    )
    page = list_people(actor=_actor(), now=clock.now(), filters=filters, after=after or None, limit=limit)
    if as_json:
        print_json({"people": [_listed_json(person) for person in page.people], "total": page.total, "after": page.after})
        return
    head = ("username", "name", "email", "department or organisation", "roles", "password")
    print_table(head, (_listed_cells(person) for person in page.people))
    if page.after:
        typer.echo(f"Showing {len(page.people)} of {page.total}. More: --after {page.after}", err=True)


def _listed_cells(person: ListedPerson) -> tuple[object, ...]:
    password = "set" if person.has_password else "none (invented person)" if person.demonstration else "not set"
    return person.username, person.full_name, person.email, person.place, ", ".join(person.roles) or None, password


def _listed_json(person: ListedPerson) -> dict[str, Any]:
    return {
        "id": person.id,
        "username": person.username,
        "name": person.full_name,
        "email": person.email,
        "place": person.place,
        "organisation": person.organisation.slug if person.organisation else None,
        "active": person.active,
        "roles": list(person.roles),
        "can_sign_in": person.can_sign_in,
        "password_set": person.has_password,
    }


# --- departments and organisations ----------------------------------------------------------------------------------
@app.command()
def department(
    code: Annotated[str, typer.Argument(help="Code of one department; all departments in the policy pack by default.")] = "",
    name: Annotated[str, typer.Option(help="Name of this department.")] = "",
    as_json: AsJson = False,
) -> None:
    """Add the departments named in the policy pack, or a single one by its code; then list all."""
    from licet.people.public import Department, create_department, create_departments_of_pack, departments
    from licet.platform import clock

    if not code:
        create_departments_of_pack(actor=_actor(), now=clock.now())
    elif not Department.objects.filter(code=code.strip().lower(), name=name.strip()).exists():
        create_department(actor=_actor(), code=code, name=name, now=clock.now())
    listed = [{"code": row.code, "name": row.name} for row in departments()]
    if as_json:
        print_json({"departments": listed})
        return
    print_table(("code", "name"), (tuple(row.values()) for row in listed))


@app.command()
def organisation(
    name: Annotated[str, typer.Argument(help="Name of the exporter.", show_default=False)],
    number: Annotated[str, typer.Option(help="Its registration number.")],
    address: Annotated[str, typer.Option(help="Its address.")],
    country: Annotated[str, typer.Option(help="Country of the address, as two letters.")],
    email: Annotated[str, typer.Option(help="Email address for letters.")],
    customs_number: Annotated[str, typer.Option(help="Its customs number, such as an EORI number.")] = "",
    short_name: Annotated[str, typer.Option(help="Short name for commands and lists; made from the name by default.")] = "",
    as_json: AsJson = False,
) -> None:
    """Add an exporter. If it is already there under the same number and name, nothing changes."""
    from licet.people.public import Organisation, create_organisation
    from licet.platform import clock

    existing = Organisation.objects.filter(registration_number=number.strip().upper(), name=name.strip()).first()
    exporter = existing or create_organisation(
        actor=_actor(),
        name=name,
        registration_number=number,
        address=address.replace("\\n", "\n"),
        country=country,
        email=email,
        customs_number=customs_number,
        slug=short_name or None,
        now=clock.now(),
    )
    if as_json:
        print_json({"id": exporter.pk, "short_name": exporter.slug, "name": exporter.name})
        return
    typer.echo(f"Add the people of {exporter.name} with --organisation {exporter.slug}", err=True)
    typer.echo(exporter.slug)
