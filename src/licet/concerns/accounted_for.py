"""Rows that change only with a step that accounts for it: the database itself refuses a plain UPDATE, on both engines.

Steps are appended and never changed. So whoever wants a point to count as answered, a day to be later or nothing to be owed must
leave a step that says so, which the daily batch carries to the log. The conditions are written in SQL that both engines read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


@dataclass(frozen=True, slots=True)
class Guard:
    """A change of a table: ``columns`` may change only as ``allowed`` says, an SQL condition over OLD and NEW."""

    name: str
    columns: tuple[str, ...]
    allowed: str


def _step_between(table_column: str, kinds: Sequence[str], concern: str) -> str:
    """That one of these steps was written since the row was last changed, up to the step that the row now names."""
    written = ", ".join(f"'{kind}'" for kind in kinds)
    before = f"COALESCE(OLD.{table_column}, 0)"
    return (
        f"EXISTS (SELECT 1 FROM concerns_step WHERE concerns_step.concern_id = {concern} AND concerns_step.kind IN ({written})"  # noqa: S608  (made of the names in this file)
        f" AND concerns_step.number > {before} AND concerns_step.number <= NEW.{table_column})"
    )


def _for_row(kinds: Sequence[str]) -> str:
    return _step_between("changed_in", kinds, "NEW.concern_id")


def _unless_changed(columns: Sequence[str], kinds: Sequence[str]) -> str:
    same = " AND ".join(f"NEW.{column} IS NOT DISTINCT FROM OLD.{column}" for column in columns)
    return f"(({same}) OR {_for_row(kinds)})"


_WAITING = "('waiting for an answer', 'does not answer the point')"
POINT = Guard(
    "accounted",
    ("standing", "promised_by", "done_on", "changed_in"),
    " AND ".join(
        (
            "("
            + " OR ".join(
                (
                    "NEW.standing = OLD.standing",
                    f"(OLD.standing IN {_WAITING} AND NEW.standing = 'answered' AND {_for_row(['answered'])})",
                    "(OLD.standing = 'answered' AND NEW.standing IN ('answers the point', 'does not answer the point')"
                    f" AND {_for_row(['judged', 'climbed'])})",
                    f"(OLD.standing = 'answers the point' AND NEW.standing = 'answered' AND {_for_row(['done'])})",
                    f"(OLD.standing = 'answers the point' AND NEW.standing = 'does not answer the point' AND {_for_row(['climbed'])})",
                )
            )
            + ")",
            _unless_changed(["promised_by"], ["answered"]),
            _unless_changed(["done_on"], ["done", "answered"]),
            _for_row(["answered", "judged", "climbed", "done"]),
        )
    ),
)
RUNG = Guard(
    "accounted",
    ("answer_by", "extended", "acknowledged_on", "answered_on", "left_on", "left_why", "changed_in"),
    " AND ".join(
        (
            _unless_changed(["answer_by", "extended"], ["put off"]),
            _unless_changed(["acknowledged_on"], ["acknowledged"]),
            _unless_changed(["answered_on"], ["answered"]),
            _unless_changed(["left_on", "left_why"], ["climbed"]),
            _for_row(["put off", "acknowledged", "answered", "climbed"]),
        )
    ),
)
CONCERN = Guard(
    "accounted",
    ("status", "closing", "closed_on", "level", "owed", "revision"),
    " AND ".join(
        (
            _step_between(
                "revision",
                ["acknowledged", "put off", "answered", "judged", "climbed", "added", "withdrawn", "closed", "done"],
                "NEW.id",
            ),
            "NEW.owed = CASE WHEN NEW.closing = 'answered at the last level, and contested there' THEN 0 ELSE"  # noqa: S608  (made of the names in this file)
            " (SELECT COUNT(*) FROM concerns_point WHERE concerns_point.concern_id = NEW.id"
            f" AND concerns_point.standing IN {_WAITING}) END",
        )
    ),
)
HELD = Guard("passed_on", ("held",), "OLD.held IS TRUE AND NEW.held IS NOT TRUE")

_SQLITE = """
CREATE TRIGGER "{table}_{name}" BEFORE UPDATE OF {columns} ON "{table}" WHEN NOT ({allowed})
BEGIN SELECT RAISE(ABORT, '{table} changes only with a step that accounts for it: update refused'); END
"""
_FUNCTION = """
CREATE OR REPLACE FUNCTION "{table}_{name}"() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN
IF ({allowed}) IS NOT TRUE THEN
RAISE EXCEPTION '{table} changes only with a step that accounts for it: update refused' USING ERRCODE = 'integrity_constraint_violation';
END IF; RETURN NEW; END$$
"""
_POSTGRESQL = """
CREATE TRIGGER "{table}_{name}" BEFORE UPDATE OF {columns} ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{table}_{name}"()
"""


class AccountedFor(Operation):
    """Makes the trigger of a guard."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str, guard: Guard) -> None:
        self.model_name = model_name
        self.guard = guard

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.model_name, self.guard], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Django's picture of the table does not change."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        if (table := self._table(app_label, schema_editor, to_state)) is None:
            return
        columns = ", ".join(f'"{column}"' for column in self.guard.columns)
        names = {"table": table, "name": self.guard.name, "columns": columns, "allowed": self.guard.allowed}
        sqlite = schema_editor.connection.vendor == "sqlite"
        for statement in (_SQLITE,) if sqlite else (_FUNCTION, _POSTGRESQL):
            schema_editor.execute(statement.format(**names), params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        if (table := self._table(app_label, schema_editor, from_state)) is None:
            return
        name = f"{table}_{self.guard.name}"
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f'DROP TRIGGER "{name}"', params=None)
        else:
            schema_editor.execute(f'DROP TRIGGER "{name}" ON "{table}"', params=None)
            schema_editor.execute(f'DROP FUNCTION "{name}"()', params=None)

    def describe(self) -> str:
        return f"Refuse changes to {self.model_name} that no step accounts for"

    def _table(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, state: ProjectState) -> str | None:
        """The table, where the routers keep it in the database that is migrated."""
        model = state.apps.get_model(app_label, self.model_name)
        return str(model._meta.db_table) if self.allow_migrate_model(schema_editor.connection.alias, model) else None
