"""The SQL that makes PostgreSQL's roles and gives each what `roles.py` says, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.apps import apps
from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader

from licet.cli.store.roles import CONCERNS, CONCERNS_OWNER, MAIN, OWNER, OWNERS, SERVING, WITHOUT_MODEL, Rights
from licet.platform.append_only import AppendOnly

MIGRATIONS = "django_migrations"  # every process compares it with the version it runs


def roles_sql(database: str = "licet", concerns_database: str = "licet_concerns") -> list[str]:
    """Statements that a superuser runs once on a new server: roles without passwords, and two empty databases."""
    owners = [f"CREATE ROLE {name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;" for name in (OWNER, CONCERNS_OWNER)]
    serving = [f"CREATE ROLE {role.name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE; -- {role.runs}" for role in SERVING]
    databases = [
        f"CREATE DATABASE \"{name}\" OWNER {OWNERS[alias]} TEMPLATE template0 ENCODING 'UTF8';"
        for alias, name in ((MAIN, database), (CONCERNS, concerns_database))
    ]
    return [*owners, *serving, *databases]


def grants_sql(alias: str) -> list[str]:
    """Statements for one database, to be run by its owner after every migration. They may be repeated."""
    statements = [
        "DO $$BEGIN EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database()); END$$;",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC;",
    ]
    for role in SERVING:
        statements += _statements(alias, role.name, role.rights.get(alias))
    return statements


def apply_grants(alias: str) -> tuple[str, ...]:
    """Give every serving role that this server has its rights; the names of those roles. Does nothing on SQLite."""
    connection = connections[alias]
    if connection.vendor != "postgresql":
        return ()
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [[role.name for role in SERVING]])
        present = {name for (name,) in cursor.fetchall()}
        if not present:
            return ()
        absent = {role.name for role in SERVING} - present
        for statement in grants_sql(alias):
            if not any(f" {name};" in statement or f"'{name}'" in statement for name in absent):
                cursor.execute(statement)
    return tuple(role.name for role in SERVING if role.name in present)


def _statements(alias: str, role: str, rights: Rights | None) -> Iterator[str]:
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role};"
    yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {role};"
    yield f"REVOKE ALL ON SCHEMA public FROM {role};"
    if rights is None:
        yield _on_database("REVOKE ALL", "FROM", role)
        return
    yield _on_database("GRANT CONNECT", "TO", role)
    if rights.makes_temporary_tables:
        yield _on_database("GRANT TEMPORARY", "TO", role)
    yield f"GRANT USAGE ON SCHEMA public TO {role};"
    if rights.reads_everything:
        yield f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role};"
        yield f"GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};"
        return
    yield from _on_tables(alias, role, rights)


def _on_tables(alias: str, role: str, rights: Rights) -> Iterator[str]:
    yield f"GRANT SELECT ON {MIGRATIONS} TO {role};"
    append_only = append_only_tables()
    for label, table in tables(alias):
        written = label in rights.writes or table in rights.writes_tables
        if written and table in append_only:
            yield f"GRANT SELECT, INSERT ON {table} TO {role};"
            yield from _on_columns("UPDATE", append_only[table], table, role)
            continue
        if written:
            yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {role};"
            continue
        if label in rights.reads:
            yield f"GRANT SELECT ON {table} TO {role};"
        yield from _on_columns("SELECT", rights.reads_columns.get(table, ()), table, role)
        yield from _on_columns("UPDATE", rights.updates_columns.get(table, ()), table, role)


def _on_columns(verb: str, columns: Sequence[str], table: str, role: str) -> Iterator[str]:
    if columns:
        names = ", ".join(f'"{column}"' for column in columns)
        yield f"GRANT {verb} ({names}) ON {table} TO {role};"


def tables(alias: str) -> list[tuple[str, str]]:
    """The tables of a database, each with the module that it belongs to."""
    models = [model._meta for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    every = [*((meta.app_label, meta.db_table) for meta in models), *((label, table) for table, label in WITHOUT_MODEL.items())]
    return [(label, table) for label, table in every if (label == CONCERNS) == (alias == CONCERNS)]


def append_only_tables() -> dict[str, tuple[str, ...]]:
    """Tables whose triggers refuse changes, with the columns that may still be changed, as the migrations say."""
    columns: dict[str, tuple[str, ...]] = {}
    for (label, _), migration in sorted(MigrationLoader(None).disk_migrations.items()):
        for operation in migration.operations:
            if isinstance(operation, AppendOnly):
                meta = apps.get_model(label, operation.model_name)._meta
                columns[meta.db_table] = tuple(meta.get_field(name).column for name in operation.allow_update)
    return columns


def _on_database(verb: str, preposition: str, role: str) -> str:
    """A statement about whichever database runs it; the name of a database cannot be a parameter in SQL."""
    return f"DO $$BEGIN EXECUTE format('{verb} ON DATABASE %I {preposition} {role}', current_database()); END$$;"
