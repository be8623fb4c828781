"""Each surface on a real PostgreSQL under its own role: it serves its pages, and can do nothing else (decision 0205)."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from tests.browsing import Browser
from tests.roles import SURFACES, connected, store_with_roles, urls
from tests.stores import ENGINE, Store

from licet.cli.store.grants import append_only_tables, tables
from licet.cli.store.roles import CONCERNS, MAIN, OWNER, SERVING

pytestmark = pytest.mark.skipif(ENGINE != "postgresql", reason="roles are PostgreSQL's")
SERVING_NAMES = [role.name for role in SERVING]
REACHES_CONCERNS = [role.name for role in SERVING if CONCERNS in role.rights]


@pytest.fixture(scope="module")
def roles_store() -> Iterator[Store]:
    with store_with_roles("empty") as store:
        yield store


@pytest.fixture(scope="module")
def roles_demo() -> Iterator[Store]:
    with store_with_roles("demo") as store:
        yield store


def databases_of(store: Store, role: str) -> Iterator[tuple[str, str]]:
    """Alias and name of each database that a role may connect to."""
    yield MAIN, store.database
    if role in REACHES_CONCERNS:
        yield CONCERNS, store.concerns_database


def refused(connection: psycopg.Connection, statement: str) -> bool:
    try:
        connection.execute(statement)
    except InsufficientPrivilege:
        return True
    return False


@pytest.mark.parametrize(
    ("surface", "person", "pages"),
    [
        ("register", "", ("/", "/log/", "/data/decisions.csv", "/licences/check")),
        ("portal", "mara.ilsen", ("/portal/",)),
        ("desk", "nora.tamsin", ("/desk/", "/desk/cases/")),
        ("desk", "helen.aster", ("/desk/",)),
        ("concerns", "nora.tamsin", ("/concerns/", "/concerns/raise")),
    ],
)
def test_each_surface_serves_its_pages_under_its_own_role(roles_demo: Store, surface: str, person: str, pages: tuple[str, ...]) -> None:
    environment = urls(roles_demo, SURFACES[surface]) | {"LICET_SURFACE": surface}
    if SURFACES[surface] not in REACHES_CONCERNS:
        environment["LICET_CONCERNS_DATABASE_URL"] = ""
    with roles_demo.served(**environment) as address:
        browser = Browser(address)
        if person:
            browser.post("/account/sign-in-as", {"username": person})
            assert browser.get("/account/").status == 200
        visited = {page: browser.get(page).status for page in pages} | browser.walk(pages[0], most=20)
    others = tuple(f"/{name}/" for name in SURFACES if name != surface)  # served by another process
    assert {page: status for page, status in visited.items() if status != 200 and not page.startswith(others)} == {}
    assert len(visited) > len(pages)


def test_the_registers_role_sees_neither_people_nor_concerns_nor_what_opens_the_log(roles_store: Store) -> None:
    closed = (
        "people_",
        "django_session",
        "auth_",
        "account_",
        "ledger_salt",
        "ledger_internal",
        "casework_",
        "applications_",
        "documents_",
    )
    with connected(roles_store.database, "licet_register") as connection:
        hidden = [table for _, table in tables(MAIN) if table.startswith(closed)]
        assert hidden
        for table in hidden:
            assert refused(connection, f"SELECT 1 FROM {table}"), table
            assert refused(connection, f"INSERT INTO {table} DEFAULT VALUES"), table
        assert refused(connection, "SELECT appended_by FROM ledger_entry")
        for _, table in tables(MAIN):
            assert refused(connection, f"DELETE FROM {table}"), table
        assert not refused(connection, "SELECT position, leaf FROM ledger_entry")


@pytest.mark.parametrize("role", sorted(set(SERVING_NAMES) - set(REACHES_CONCERNS)))
def test_a_role_without_business_there_cannot_even_connect_to_the_concerns_database(roles_store: Store, role: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        connected(roles_store.concerns_database, role)


def test_the_desks_role_sees_of_concerns_only_what_signers_are_shown(roles_store: Store) -> None:
    with connected(roles_store.concerns_database, "licet_desk") as connection:
        assert not refused(connection, "SELECT topic, day, notice FROM concerns_opennotice")
        for table in ("concerns_point", "concerns_step", "concerns_wrap", "concerns_cosignature", "concerns_topic"):
            assert refused(connection, f"SELECT 1 FROM {table}"), table
        assert refused(connection, "SELECT name FROM concerns_concern")
        assert refused(connection, "DELETE FROM concerns_opennotice")


@pytest.mark.parametrize("role", SERVING_NAMES)
def test_no_serving_role_can_switch_off_what_protects_the_record(roles_store: Store, role: str) -> None:
    for alias, database in databases_of(roles_store, role):
        protected = "ledger_entry" if alias == MAIN else "concerns_step"
        with connected(database, role) as connection:
            assert refused(connection, "SET session_replication_role = replica")
            assert refused(connection, f"ALTER TABLE {protected} DISABLE TRIGGER ALL")
            assert refused(connection, f"DROP TRIGGER {protected}_update ON {protected}")
            assert refused(connection, f"TRUNCATE {protected}")
            assert refused(connection, f"SET ROLE {OWNER}")
            assert refused(connection, "CREATE TABLE of_its_own (number int)")
            owned = connection.execute("SELECT relname FROM pg_class WHERE pg_has_role(current_user, relowner, 'MEMBER')").fetchall()
            assert owned == []


@pytest.mark.parametrize("role", SERVING_NAMES)
def test_no_serving_role_may_change_or_delete_what_is_append_only(roles_store: Store, role: str) -> None:
    beyond = []
    for alias, database in databases_of(roles_store, role):
        ours = {table for _, table in tables(alias)}
        with connected(database, role) as connection:
            for table, columns in append_only_tables().items():
                if table in ours:
                    beyond += _rights_beyond(connection, table, columns)
    assert beyond == []


def _rights_beyond(connection: psycopg.Connection, table: str, columns: tuple[str, ...]) -> list[str]:
    changeable = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
        " AND has_column_privilege(attrelid, attnum, 'UPDATE') AND NOT attname = ANY(%s)",
        [table, list(columns)],
    ).fetchall()
    deletes = connection.execute("SELECT has_table_privilege(%s, 'DELETE')", [table]).fetchone()
    return [f"{table}.{column}" for (column,) in changeable] + ([f"{table}: DELETE"] if deletes == (True,) else [])


def test_the_backups_role_reads_everything_and_writes_nothing(roles_store: Store) -> None:
    for alias, database in databases_of(roles_store, "licet_backup"):
        with connected(database, "licet_backup") as connection:
            for _, table in tables(alias):
                assert not refused(connection, f"SELECT 1 FROM {table}"), table
                assert refused(connection, f"DELETE FROM {table}"), table


def test_every_table_belongs_to_a_module_that_the_grants_know(roles_store: Store) -> None:
    for alias, database in databases_of(roles_store, "licet_backup"):
        with connected(database, "licet_backup") as connection:
            present = connection.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
            assert {name for (name,) in present} - {table for _, table in tables(alias)} <= {"django_migrations"}


def test_init_takes_back_what_a_role_was_given_by_hand(roles_store: Store) -> None:
    with connected(roles_store.database, OWNER) as owner, connected(roles_store.database, "licet_register") as register:
        owner.execute("GRANT SELECT ON people_user TO licet_register")
        assert not refused(register, "SELECT 1 FROM people_user")
        serving = urls(roles_store, "licet_desk")
        owners = {"LICET_OWNER_DATABASE_URL": urls(roles_store, OWNER)["LICET_DATABASE_URL"]}
        owners["LICET_CONCERNS_OWNER_DATABASE_URL"] = urls(roles_store, "licet_concerns_owner")["LICET_CONCERNS_DATABASE_URL"]
        done = roles_store.licet("init", **serving, **owners)
        assert done.returncode == 0, done.stderr
        assert refused(register, "SELECT 1 FROM people_user")


@pytest.mark.parametrize(("role", "concerns_role", "unfit"), [(OWNER, "licet_concerns", True), ("licet_worker", "licet_worker", False)])
def test_production_does_not_serve_as_the_owner_of_tables(roles_store: Store, role: str, concerns_role: str, unfit: bool) -> None:
    done = roles_store.licet("serve", LICET_ENV="production", **urls(roles_store, role, concerns_role))
    assert done.returncode == 1  # this store has no mail server, for one
    assert ("licet_owner owns tables" in done.stderr) is unfit


def test_the_worker_compares_the_register_and_another_role_is_told_why_it_cannot(roles_store: Store) -> None:
    done = roles_store.licet("register", "check", **urls(roles_store, "licet_worker"))
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    refusal = roles_store.licet("register", "check", **urls(roles_store, "licet_desk"))
    assert refusal.returncode == 1
    assert "licet_desk may make no temporary tables" in refusal.stderr
    assert "Traceback" not in refusal.stderr


SETS_A_PASSWORD = """
import sys, django
django.setup()
from django.contrib.auth import SESSION_KEY, authenticate
from django.utils.module_loading import import_string
from licet.people.public import use_password_link
from licet.platform import clock
person = use_password_link(code=sys.argv[1], password="harbour lantern 31", now=clock.now())
assert authenticate(username=person.username, password="harbour lantern 31") == person
session = import_string("licet.people.sessions.SessionStore")()
session[SESSION_KEY] = person.pk
session.create()
session.delete()
"""


@pytest.mark.parametrize("role", ["licet_portal", "licet_desk"])
def test_password_is_set_with_a_link_and_signs_in_under_the_role_of_either_surface(roles_store: Store, role: str) -> None:
    """Exporters set theirs at the portal, which writes of people nothing else; the desk's role made the link."""
    typing = urls(roles_store, "licet_desk") | {"LICET_SURFACE": "desk"}
    added = roles_store.licet("people", "department", **typing)
    assert added.returncode == 0, added.stderr
    who = (role.replace("_", "."), "--name", role, "--email", f"{role}@a.example", "--department", "licensing")
    added = roles_store.licet("people", "add", *who, **typing)
    assert added.returncode == 0, added.stderr
    serving = urls(roles_store, role) | {"DJANGO_SETTINGS_MODULE": "licet.project.settings"}
    done = roles_store.python("-c", SETS_A_PASSWORD, added.stdout.strip(), **serving)
    assert done.returncode == 0, done.stderr
    with connected(roles_store.database, "licet_portal") as connection:
        assert refused(connection, "INSERT INTO people_passwordlink DEFAULT VALUES")
        assert refused(connection, "UPDATE people_user SET username = 'x'")
        assert refused(connection, "DELETE FROM people_personchange")


def test_a_round_of_run_due_succeeds_under_the_workers_role(roles_store: Store) -> None:
    done = roles_store.licet("run-due", "--json", **urls(roles_store, "licet_worker"))
    assert done.returncode == 0, done.stderr
