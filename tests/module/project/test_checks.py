"""A production start refuses a store that holds invented people."""

from datetime import UTC, datetime

import pytest

from licet.kernel.actor import system
from licet.kernel.permission import Permission
from licet.people import public as people
from licet.project.checks import no_demonstration_people

ADMINISTRATOR = system("set-up", Permission.USER_MANAGE, Permission.ORGANISATION_MANAGE)
NOW = datetime(2031, 5, 5, 10, 0, tzinfo=UTC)


def create(username: str, *, demonstration: bool) -> None:
    people.create_user(
        actor=ADMINISTRATOR,
        username=username,
        full_name="Nora Tamsin",
        email=f"{username}@example.org",
        department="licensing",
        demonstration=demonstration,
        now=NOW,
    )


@pytest.mark.parametrize(
    ("env", "demonstration", "refused"), [("production", True, True), ("production", False, False), ("demo", True, False)]
)
def test_production_refuses_demonstration_people(db: None, settings: object, env: str, demonstration: bool, refused: bool) -> None:
    people.create_department(actor=ADMINISTRATOR, code="licensing", name="Licensing Unit", now=NOW)
    create("nora.tamsin", demonstration=demonstration)
    settings.LICET_ENV = env  # type: ignore[attr-defined]
    found = [error.id for error in no_demonstration_people(databases=["default"])]
    assert found == (["licet.E007"] if refused else [])
