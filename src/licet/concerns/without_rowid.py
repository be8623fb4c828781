"""Tables whose rows stand in the order of their random keys and in no other.

An ordinary SQLite table numbers its rows in the order of their coming, whatever their key: whoever reads the file reads who
filed before whom. PostgreSQL has no such number; what its system columns tell a database administrator is in README.md.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class WithoutRowid(Operation):
    """Makes the table of a model, still empty, again without row numbers. Only SQLite has them."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.model_name], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Django's picture of the table does not change."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        connection = schema_editor.connection
        if connection.vendor != "sqlite" or not self.allow_migrate_model(connection.alias, model):
            return
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", [table])
            definition = cursor.fetchone()[0]
        schema_editor.execute(f'DROP TABLE "{table}"', params=None)
        schema_editor.execute(f"{definition} WITHOUT ROWID", params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """The table goes with its model."""

    def describe(self) -> str:
        return f"Keep no order of coming in {self.model_name}"
