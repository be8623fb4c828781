"""Rows of a list found by their terms, in the order of their places: FTS5 on SQLite, a GIN index on PostgreSQL (decision 0232).

Both engines give the places in order and count exactly, so that a page deep in a list of a million costs what the first one costs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import QuerySet

from licet.kernel.errors import Invalid
from licet.kernel.ids import split_reference
from licet.kernel.terms import LONGEST_BEGINNING, Alternative, Clause, Term, beginnings_of, ends_of
from licet.kernel.typed import read_typed
from licet.platform.search import words

COUNTED_UP_TO: Final = 100_000
"""Lists count exactly up to this number: above it they say that there are more, so that counting costs the same at any size."""

_MOST_WORDS: Final = 12
_LONGEST_SEARCH: Final = 120


@dataclass(frozen=True, slots=True)
class Counted:
    """``number`` is exact, unless there are ``more``."""

    number: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class TermIndex:
    """``table`` has a column of unique ``place``s and one of ``terms``; ``every`` is a term that each row has.

    ``index`` is the name of the FTS5 table that :class:`IndexTerms` makes on SQLite.
    """

    table: str
    index: str
    place: str
    every: str

    def count(self, *lists: Sequence[Clause]) -> tuple[int, ...]:
        """For each of these lists, how many rows meet every clause of it. One query."""
        conditions = [self._write_condition(clauses) for clauses in lists]
        counts = ", ".join(f"(SELECT COUNT(*) FROM {self._searched_table} WHERE {condition})" for condition, _ in conditions)  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {counts}", [value for _, parameters in conditions for value in parameters])
            return tuple(cursor.fetchone())

    def count_some(self, clauses: Sequence[Clause], *, below: int | None = None, within: QuerySet[Any, Any] | None = None) -> Counted:
        """How many rows meet every clause, counted up to :data:`COUNTED_UP_TO`. One query."""
        condition, parameters = self._write_condition(clauses, below=below, within=within)
        counted = f"SELECT COUNT(*) FROM (SELECT 1 FROM {self._searched_table} WHERE {condition} LIMIT %s) AS counted"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(counted, [*parameters, COUNTED_UP_TO + 1])
            (number,) = cursor.fetchone()
        return Counted(min(number, COUNTED_UP_TO), number > COUNTED_UP_TO)

    def places(
        self,
        clauses: Sequence[Clause],
        *,
        most: int,
        above: int | None = None,
        below: int | None = None,
        backwards: bool = False,
        within: QuerySet[Any, Any] | None = None,
    ) -> list[int]:
        """Places of rows that meet every clause, ascending unless ``backwards``; ``within`` selects the places to look at. One query."""
        condition, parameters = self._write_condition(clauses, above=above, below=below, within=within)
        order = f"ORDER BY {self._place_column} {'DESC' if backwards else 'ASC'} LIMIT %s"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {self._place_column} FROM {self._searched_table} WHERE {condition} {order}", [*parameters, most])  # noqa: S608
            return [row[0] for row in cursor.fetchall()]

    @property
    def _on_sqlite(self) -> bool:
        return connection.vendor == "sqlite"

    @property
    def _searched_table(self) -> str:
        return self.index if self._on_sqlite else self.table

    @property
    def _place_column(self) -> str:
        return "rowid" if self._on_sqlite else self.place

    def _write_condition(
        self,
        clauses: Sequence[Clause],
        *,
        above: int | None = None,
        below: int | None = None,
        within: QuerySet[Any, Any] | None = None,
    ) -> tuple[str, list[Any]]:
        """SQL and its parameters. Terms hold letters, figures, ``:`` and ``_`` alone, so an engine reads nothing else in the question."""
        conditions = [f"{self.index} MATCH %s" if self._on_sqlite else "vector @@ %s::tsquery"]
        parameters: list[Any] = [self._write_question([((Term(self.every),),), *clauses])]
        for sign, place in ((">", above), ("<", below)):
            if place is not None:
                conditions.append(f"{self._place_column} {sign} %s")
                parameters.append(place)
        if within is not None:
            selected, values = within.query.sql_with_params()
            conditions.append(f"{self._place_column} IN ({selected})")
            parameters += values
        return " AND ".join(conditions), parameters

    def _write_question(self, clauses: Iterable[Clause]) -> str:
        both, either = (" AND ", " OR ") if self._on_sqlite else (" & ", " | ")

        def write_alternative(alternative: Alternative) -> str:
            return f"({both.join(map(self._write_term, alternative))})"

        return both.join(f"({either.join(map(write_alternative, filter(None, clause)))})" for clause in clauses)

    def _write_term(self, term: Term) -> str:
        if self._on_sqlite:
            return f'"{term.text}" *' if term.beginning else f'"{term.text}"'
        return f"'{term.text}':*" if term.beginning else f"'{term.text}'"


def read_search(typed: str, *, place: str) -> list[Clause]:
    """What somebody typed to find a reference or words: the beginnings of all words, or the parts of a reference written without dashes.

    Empty text asks for nothing. Raises :class:`Invalid` for text that is too long or has neither letters nor figures.
    """
    text = read_typed(typed)
    if not text:
        return []
    wanted = words(text)
    if len(text) > _LONGEST_SEARCH or len(wanted) > _MOST_WORDS:
        raise Invalid(f"Search for fewer words: at most {_MOST_WORDS} words and {_LONGEST_SEARCH} letters.", place=place)
    if not wanted:
        raise Invalid("Search for letters or figures, such as part of a reference or a name.", place=place)
    return [(_look_for(wanted), _look_for(words(" ".join(split_reference(text)))))]


def _look_for(wanted: Iterable[str]) -> Alternative:
    return tuple(Term(word[:LONGEST_BEGINNING]) for word in wanted)


def terms_of_text(*texts: str) -> list[str]:
    """A name is found by the beginning of each of its words."""
    return beginnings_of(word for text in texts for word in words(text))


def terms_of_reference(reference: str) -> list[str]:
    """A reference is found by any piece of each of its words."""
    return beginnings_of(ends_of(words(reference)))


def terms_of_code(code: str) -> list[str]:
    """A part number is found as a name is, and by its beginning when it is typed without dashes."""
    parts = words(code)
    return beginnings_of([*parts, "".join(parts)])


class IndexTerms(Operation):
    """Index the terms of a model by its places, by each engine's own means."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str, place: str) -> None:
        self.model_name = model_name
        self.place = place

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.model_name, self.place], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Django's picture of the tables does not change."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            for statement in _index_statements(schema_editor.connection.vendor, model._meta.db_table, self.place):
                schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        model = from_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            for statement in _removal_statements(schema_editor.connection.vendor, model._meta.db_table):
                schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return f"Index the terms of {self.model_name}"

    @property
    def migration_name_fragment(self) -> str:
        return f"index_terms_of_{self.model_name.lower()}"


def _index_statements(vendor: str, table: str, place: str) -> tuple[str, ...]:
    if vendor == "postgresql":
        return (
            f'ALTER TABLE "{table}" ADD COLUMN vector tsvector '
            "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(terms, ' '))) STORED",
            f'CREATE INDEX "{table}_terms" ON "{table}" USING gin (vector)',
        )
    # The names come from the model of a migration.
    add = f'INSERT INTO "{table}_terms"(rowid, terms) VALUES (new.{place}, new.terms);'  # noqa: S608
    remove = f'INSERT INTO "{table}_terms"("{table}_terms", rowid, terms) VALUES (\'delete\', old.{place}, old.terms);'  # noqa: S608
    return (
        # Where in a row a term stands says nothing, so the smallest index does.
        f"CREATE VIRTUAL TABLE \"{table}_terms\" USING fts5(terms, content='{table}', content_rowid='{place}', "
        "tokenize=\"ascii tokenchars ':_'\", detail=none)",
        f'CREATE TRIGGER "{table}_terms_insert" AFTER INSERT ON "{table}" BEGIN {add} END',
        f'CREATE TRIGGER "{table}_terms_delete" AFTER DELETE ON "{table}" BEGIN {remove} END',
        f'CREATE TRIGGER "{table}_terms_update" AFTER UPDATE ON "{table}" BEGIN {remove} {add} END',
    )


def _removal_statements(vendor: str, table: str) -> tuple[str, ...]:
    if vendor == "postgresql":
        return (f'ALTER TABLE "{table}" DROP COLUMN vector',)
    triggers = (f'DROP TRIGGER "{table}_terms_{verb}"' for verb in ("update", "delete", "insert"))
    return (*triggers, f'DROP TABLE "{table}_terms"')
