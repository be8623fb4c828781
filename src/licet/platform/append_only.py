"""Tables that are never edited: the database itself refuses, on both engines."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

_SQLITE = """
CREATE TRIGGER "{table}_{verb}" BEFORE {event} ON "{table}"
BEGIN SELECT RAISE(ABORT, '{table} is append-only: {verb} refused'); END
"""

_FUNCTION = """
CREATE OR REPLACE FUNCTION "{table}_refuse"() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, lower(TG_OP) USING ERRCODE = 'integrity_constraint_violation'; END$$
"""

_POSTGRESQL = """
CREATE OR REPLACE TRIGGER "{table}_{verb}" BEFORE {event} ON "{table}" FOR EACH {each} EXECUTE FUNCTION "{table}_refuse"()
"""


class AppendOnly(Operation):
    """Triggers that refuse DELETE, TRUNCATE, and UPDATE of every column but ``allow_update``.

    ``columns`` names all columns of the table where some may be updated; it is read from the model otherwise.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str, allow_update: Sequence[str] = ()) -> None:
        self.model_name = model_name
        self.allow_update = tuple(allow_update)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        kwargs = {"allow_update": self.allow_update} if self.allow_update else {}
        return type(self).__name__, [self.model_name], kwargs

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Django's picture of the tables does not change."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        if not self._lives_here(app_label, schema_editor, to_state):
            return
        table, update = self._table(app_label, to_state)
        for statement in _statements(schema_editor.connection.vendor, table, update):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        if not self._lives_here(app_label, schema_editor, from_state):
            return
        table, _ = self._table(app_label, from_state)
        for statement in _removals(schema_editor.connection.vendor, table):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return f"Refuse changes to {self.model_name}"

    def _lives_here(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, state: ProjectState) -> bool:
        """Whether the routers keep the table in the database that is migrated."""
        return bool(self.allow_migrate_model(schema_editor.connection.alias, state.apps.get_model(app_label, self.model_name)))

    def _table(self, app_label: str, state: ProjectState) -> tuple[str, str]:
        """The table, and the event that is refused as an update."""
        meta = state.apps.get_model(app_label, self.model_name)._meta
        allowed = {meta.get_field(name).column for name in self.allow_update}
        kept = [field.column for field in meta.local_concrete_fields if field.column not in allowed]
        names = ", ".join(f'"{column}"' for column in kept)
        return meta.db_table, f"UPDATE OF {names}" if allowed else "UPDATE"


def _statements(vendor: str, table: str, update: str) -> list[str]:
    if vendor == "sqlite":  # a trigger is there already where a column was added, and is gone where the table was made anew
        pairs = (("update", update), ("delete", "DELETE"))
        gone = [f'DROP TRIGGER IF EXISTS "{table}_{verb}"' for verb, _ in pairs]
        return [*gone, *(_SQLITE.format(table=table, verb=verb, event=event) for verb, event in pairs)]
    events = (("update", update, "ROW"), ("delete", "DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT"))
    triggers = [_POSTGRESQL.format(table=table, verb=verb, event=event, each=each) for verb, event, each in events]
    return [_FUNCTION.format(table=table), *triggers]


def _removals(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [f'DROP TRIGGER "{table}_{verb}"' for verb in ("update", "delete")]
    triggers = [f'DROP TRIGGER "{table}_{verb}" ON "{table}"' for verb in ("update", "delete", "truncate")]
    return [*triggers, f'DROP FUNCTION "{table}_refuse"()']


def append_only(model_name: str, allow_update: Sequence[str] = ()) -> AppendOnly:
    """The operation for a migration: ``append_only("signature")`` or ``append_only("entry", allow_update=["salts"])``."""
    return AppendOnly(model_name, allow_update)
