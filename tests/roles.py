"""A store on a real PostgreSQL whose processes connect as they do in production: each surface under its own role."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from licet.cli.store.roles import CONCERNS_OWNER, OWNER, SERVING
from tests.stores import Store, administer, copy_of

ROLES = (OWNER, CONCERNS_OWNER, *(role.name for role in SERVING))
SURFACES = {"register": "licet_register", "portal": "licet_portal", "desk": "licet_desk", "concerns": "licet_concerns"}


def make_roles() -> None:
    """Make every role of Licet on the throw-away server, as often as asked: roles belong to the server, not to a database."""
    for role in ROLES:
        administer(
            f"DO $$BEGIN CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;"
            " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END$$"
        )


@contextmanager
def store_with_roles(kind: str) -> Iterator[Store]:
    """A copy of a store that belongs to the owners' roles; `licet init`, run as they are, gave the serving roles their rights."""
    make_roles()
    with copy_of(kind) as store:
        for database, owner in ((store.database, OWNER), (store.concerns_database, CONCERNS_OWNER)):
            administer(f'ALTER DATABASE "{database}" OWNER TO {owner}')
            _give_everything_to(owner, database)
        done = store.licet("init", **urls(store, OWNER, CONCERNS_OWNER))
        if done.returncode:
            raise RuntimeError(done.stderr)
        yield store


def urls(store: Store, role: str, concerns_role: str = "") -> dict[str, str]:
    """The settings by which a process connects under a role."""
    return {
        "LICET_DATABASE_URL": url(store.database, role),
        "LICET_CONCERNS_DATABASE_URL": url(store.concerns_database, concerns_role or role),
    }


def url(database: str, role: str) -> str:
    return f"postgresql://{role}@/{database}?host={os.environ['LICET_TEST_CLUSTER']}"


def connected(database: str, role: str) -> psycopg.Connection:
    """A connection as this role, each statement by itself."""
    return psycopg.connect(url(database, role), autocommit=True)


def _give_everything_to(owner: str, database: str) -> None:
    with connected(database, "postgres") as connection:
        connection.execute(
            f"""DO $$DECLARE item record; BEGIN
                EXECUTE 'ALTER SCHEMA public OWNER TO {owner}';
                FOR item IN SELECT c.oid::regclass AS name FROM pg_class c WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                LOOP EXECUTE format('ALTER TABLE %s OWNER TO {owner}', item.name); END LOOP;
                FOR item IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
                    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
                LOOP EXECUTE format('ALTER FUNCTION %s OWNER TO {owner}', item.name); END LOOP;
            END$$"""
        )
