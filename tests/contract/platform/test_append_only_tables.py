"""Every table that a migration calls append-only is so in the end.

SQLite changes a table by making it anew, and the triggers of the old one go with it: a later migration that changes an
append-only table must call the operation again. This test finds one that does not.
"""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from licet.platform.append_only import AppendOnly


def declared() -> dict[str, AppendOnly]:
    """Operations by table, the last one of each in the order of migrations."""
    loader = MigrationLoader(connection)
    found = {}
    # Plans overlap. Each migration counts once, or the plan of a later app would bring back an operation that was replaced.
    in_order = dict.fromkeys(node for leaf in sorted(loader.graph.leaf_nodes()) for node in loader.graph.forwards_plan(leaf))
    for app, name in in_order:
        for operation in loader.graph.nodes[app, name].operations:
            if isinstance(operation, AppendOnly):
                found[apps.get_model(app, operation.model_name)._meta.db_table] = operation
    return found


def triggers() -> dict[str, str]:
    """Their text by name, of every database."""
    if connection.vendor == "postgresql":
        query = "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
    else:
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    found: dict[str, str] = {}
    for alias in connections:
        with connections[alias].cursor() as cursor:
            cursor.execute(query)
            found |= dict(cursor.fetchall())
    return found


@pytest.mark.django_db(databases=["default", "concerns"])
def test_append_only_tables_have_their_triggers() -> None:
    there = triggers()
    verbs = ("update", "delete", "truncate") if connection.vendor == "postgresql" else ("update", "delete")
    missing = [f"{table}_{verb}" for table in declared() for verb in verbs if f"{table}_{verb}" not in there]
    assert missing == []


@pytest.mark.django_db(databases=["default", "concerns"])
def test_append_only_tables_guard_every_column_that_may_not_change() -> None:
    there, open_columns = triggers(), {}
    models = {model._meta.db_table: model for model in apps.get_models()}
    for table, operation in declared().items():
        text = there.get(f"{table}_update", "")
        if " UPDATE OF " not in text:
            continue
        guarded = set(re.findall(r"\w+", text.partition(" UPDATE OF ")[2].partition(" ON ")[0]))
        allowed = {models[table]._meta.get_field(name).column for name in operation.allow_update}
        columns = {field.column for field in models[table]._meta.local_concrete_fields}
        if columns - allowed - guarded:
            open_columns[table] = columns - allowed - guarded
    assert open_columns == {}
