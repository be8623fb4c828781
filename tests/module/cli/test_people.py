"""`licet people`, as an operator types it on a new installation."""

from __future__ import annotations

import inspect
import json
import subprocess

import pytest
from tests.stores import Store
from typer.testing import CliRunner

from licet.cli.people import app
from licet.kernel.actor import system
from licet.kernel.errors import LicetError
from licet.kernel.permission import Permission
from licet.people.public import Membership, User, create_user
from licet.platform import clock

ADA = (
    "add",
    "ada.keeper",
    "--name",
    "Ada Keeper",
    "--email",
    "ada.keeper@authority.example",
    "--department",
    "licensing",
    "--reasons",
    "First day.",
)
FIRM = ("organisation", "Orlan Optics plc", "--number", "R-1", "--address", "1 Lane", "--country", "XA", "--email", "a@orlan.example")


def people(store: Store, *arguments: str) -> subprocess.CompletedProcess[str]:
    return store.licet("people", *arguments)


def done(store: Store, *arguments: str) -> str:
    run = people(store, *arguments)
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def test_first_people_of_an_installation(store_copy: Store) -> None:
    """In processes, as an operator types it; a refusal is one sentence and exit code 1."""
    assert "licensing" in done(store_copy, "department")
    assert "/account/password#" in done(store_copy, *ADA, "--role", "administrator")
    refused = people(store_copy, "role", "ada.keeper", "countersigner")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert len(refused.stderr.strip().splitlines()) == 1
    assert store_copy.licet("log", "verify").returncode == 0


def typed(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout.strip()


@pytest.mark.django_db
def test_commands_may_be_repeated() -> None:
    assert typed("department") == typed("department")
    link = typed(*ADA, "--role", "administrator")
    assert typed(*ADA, "--role", "administrator") not in ("", link)
    assert typed(*FIRM) == typed(*FIRM) == "orlan-optics-plc"
    typed(
        "add",
        "ida",
        "--name",
        "Ida B",
        "--email",
        "i@o.example",
        "--organisation",
        "orlan-optics-plc",
        "--role",
        "exporter",
        "--reasons",
        "Applies.",
    )
    listed = json.loads(typed("list", "--json"))
    assert [(person["username"], person["roles"], person["can_sign_in"]) for person in listed["people"]] == [
        ("ada.keeper", ["administrator"], False),
        ("ida", ["exporter"], False),
    ]
    for _ in range(2):
        typed("role", "ida", "exporter", "--reasons", "Applies.")
        typed("role", "ida", "exporter-viewer", "--end", "--reasons", "Moved.")
    assert Membership.objects.filter(user__username="ida").count() == 1
    typed("role", "ida", "exporter", "--end", "--reasons", "Moved.")
    typed("end", "ida", "--reasons", "Left the firm.")
    assert json.loads(typed("list", "--json", "--ended"))["total"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("add", "x", "--name", "y", "--email", "z"), "one organisation or to one department"),
        (
            ("add", "x.y", "--name", "y", "--email", "z@z.example", "--department", "nowhere"),
            "There is no department “nowhere”, or you may not see it.",
        ),
        (("add", "x.y", "--name", "y", "--email", "z", "--department", "licensing"), "email"),
        (("add", "x", "--name", "y", "--email", "z@z.example", "--department", "licensing"), "cannot be a username"),
        (("role", "nobody", "exporter"), "There is no person “nobody”"),
        (("role", "nobody", "king"), "“king” is not a role: use one of exporter"),
        (("end", "nobody", "--reasons", "x"), "There is no person “nobody”"),
        (("add", "x.y", "--name", "y", "--email", "z@z.example", "--organisation", "nowhere"), "There is no organisation “nowhere”"),
        ((*ADA[:-2], "--role", "auditor"), "Say why"),
        (("add", "x.y", "--name", "A\u202eb", "--email", "z@z.example", "--department", "licensing"), "U+202E"),
        (("list", "--after", "nowhere"), "no such place in this list"),
    ],
)
def test_bad_input_is_one_sentence(arguments: tuple[str, ...], sentence: str) -> None:
    """As typed; `licet.cli.main` prints such a refusal and exits with 1."""
    runner = CliRunner()
    assert runner.invoke(app, ["department"]).exit_code == 0
    refused = runner.invoke(app, list(arguments)).exception
    assert isinstance(refused, LicetError)
    assert sentence in str(refused)
    assert "\n" not in str(refused)


@pytest.mark.django_db
def test_misuse_is_two() -> None:
    for arguments in (["add"], ["role", "x", "exporter", "--from", "tomorrow"], ["end", "x"]):
        assert CliRunner().invoke(app, arguments).exit_code == 2


def test_no_command_takes_a_password() -> None:
    options = {option for command in app.registered_commands for option in inspect.signature(command.callback or print).parameters}
    assert not [option for option in options if "password" in option]


@pytest.mark.django_db
def test_list_tells_invented_people_from_those_with_a_password() -> None:
    typed("department")
    facts = {"department": "licensing", "now": clock.now(), "actor": system("test", Permission.USER_MANAGE)}
    create_user(username="with.one", full_name="A", email="a@a.example", password="harbour lantern 31", **facts)
    create_user(username="with.none", full_name="B", email="b@a.example", **facts)
    invented = create_user(username="in.vented", full_name="C", email="c@a.example", **facts)
    User.objects.filter(pk=invented.pk).update(demonstration=True)
    rows = [line for line in typed("list").splitlines() if "@a.example" in line]
    assert [row.split("  ")[-1].strip() for row in rows] == ["set", "not set", "none (invented person)"]


@pytest.mark.django_db
def test_details_are_changed_by_a_command() -> None:
    typed("department")
    typed(*ADA)
    typed("change", "ada.keeper", "--name", "Ada Marsh", "--reasons", "Married.")
    assert json.loads(typed("list", "--json"))["people"][0]["name"] == "Ada Marsh"
    refused = CliRunner().invoke(app, ["change", "ada.keeper", "--reasons", "Married."]).exception
    assert "Nothing would change" in str(refused)
