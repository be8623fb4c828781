"""People as the tests of higher modules need them too: made through the services."""

from datetime import UTC, datetime

from licet.kernel.actor import Actor, system
from licet.kernel.permission import Permission
from licet.people.public import Department, Organisation, Role, User, create_department, create_organisation, create_user, give_role

NOW = datetime(2031, 5, 1, 9, 30, tzinfo=UTC)
KEEPER = system("init", Permission.USER_MANAGE, Permission.ORGANISATION_MANAGE, Permission.DISTRIBUTION_MANAGE)


def organisation(name: str = "Orlan Optics plc", number: str = "XA-0031945", *, actor: Actor = KEEPER) -> Organisation:
    return create_organisation(
        actor=actor,
        name=name,
        registration_number=number,
        address="14 Lens Street\nValdren City",
        country="XA",
        email="export@orlan.example",
        now=NOW,
    )


def department(code: str = "licensing") -> Department:
    found = Department.objects.filter(code=code).first()
    return found or create_department(actor=KEEPER, code=code, name=code.replace("-", " ").title(), now=NOW)


def official(username: str = "tomas.ferrin", *roles: Role, code: str = "licensing") -> User:
    department(code)
    user = create_user(
        actor=KEEPER,
        username=username,
        full_name=username.replace(".", " ").title(),
        email=f"{username}@authority.example",
        department=code,
        now=NOW,
    )
    for role in roles:
        give_role(actor=KEEPER, user=user.id, role=role, reasons="x", now=NOW)
    return user


def exporter(home: Organisation, username: str = "ida.brandt", *roles: Role) -> User:
    user = create_user(
        actor=KEEPER, username=username, full_name="Ida Brandt", email=f"{username}@orlan.example", organisation=home.id, now=NOW
    )
    for role in roles or (Role.EXPORTER,):
        give_role(actor=KEEPER, user=user.id, role=role, reasons="x", now=NOW)
    return user
