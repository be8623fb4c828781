"""One decided case, made many: rows copied inside the database, each copy with ids, references and codes of its own.

Ids keep 19 of their 26 letters and get a number; that is enough to tell copies apart and to keep every foreign key whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Field, Model

_REFERENCES = "substr({column}, 1, 12) || (100000 + n.n)"
_NUMBERED = "substr({column}, 1, {kept}) || substr('' || (10000000 + n.n), 2)"
_KEYS = {
    "sqlite": ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON"),
    "postgresql": ("SET session_replication_role = replica", "SET session_replication_role = DEFAULT"),
}


def list_tables_of_case() -> tuple[type[Model], ...]:
    """The tables of a case from its application to its licence."""
    from licet.applications import models as applications
    from licet.casework import models as casework
    from licet.decisions import models as decisions
    from licet.licences import models as licences

    return (
        *(getattr(applications, name) for name in ("Application", "Version", "Line", "Party", "VersionDocument")),
        *(getattr(casework, name) for name in ("Case", "LineRating", "AdviceAsked", "Advice", "Handling", "Step")),
        *(getattr(decisions, name) for name in ("Act", "Signature", "Decision", "LineOutcome", "Record")),
        *(getattr(licences, name) for name in ("Licence", "LicenceLine", "Condition", "StatusChange", "CustomsMessage")),
    )


def copy_case(models: Sequence[type[Model]], *, case: str, numbers: range) -> None:
    """Copy the rows of ``case`` in ``models`` once for each of ``numbers``, which no other crowd has; on
    SQLite keys are checked at the end.
    """
    copy_rows({model: (condition_of_case(model), {"case": case}) for model in models}, models, numbers)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            check_keys()
        cursor.execute("ANALYZE")
    list_copies()


def list_copies() -> None:
    """Write the rows of lists for copied cases and licences, as the services would have done."""
    from licet.casework.public import list_missing_cases
    from licet.licences.public import list_missing_licences

    list_missing_cases()
    list_missing_licences()


def copy_rows(
    conditions: Mapping[type[Model], tuple[str, dict[str, Any]]],
    models: Sequence[type[Model]],
    numbers: range,
    *,
    instead: Mapping[str, str] | None = None,
) -> None:
    """Copy the rows that meet the condition of their model, once for each of ``numbers``; keys are not checked.

    ``instead`` has an SQL expression for columns that are not copied, by their names.
    """
    without, with_keys = _KEYS[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(without)
        cursor.execute("CREATE TEMP TABLE n(n INTEGER PRIMARY KEY)")
        cursor.executemany("INSERT INTO n VALUES (%s)", [(number,) for number in numbers])
        for model, (condition, parameters) in conditions.items():
            cursor.execute(_write_statement(model, models, condition, instead or {}), parameters)
        cursor.execute("DROP TABLE n")
        cursor.execute(with_keys)


def check_keys() -> None:
    """Every foreign key of the SQLite store leads to a row."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_key_check")
        assert not cursor.fetchone(), "a copied row points to nothing"


def _write_statement(model: type[Model], models: Sequence[type[Model]], condition: str, instead: Mapping[str, str]) -> str:
    meta = model._meta
    fields: Iterable[Field] = meta.local_concrete_fields  # type: ignore[type-arg]
    pairs = [(field.column, instead.get(field.column) or _write_value(field, model, models)) for field in fields]
    columns, values = ", ".join(f'"{column}"' for column, _ in pairs), ", ".join(value for _, value in pairs)
    return f'INSERT INTO "{meta.db_table}" ({columns}) SELECT {values} FROM "{meta.db_table}" t, n WHERE {condition}'


def _write_value(field: Field, model: type[Model], models: Sequence[type[Model]]) -> str:  # type: ignore[type-arg]
    column = f't."{field.column}"'
    of_a_copy = field.is_relation and field.related_model in models
    if field.primary_key or of_a_copy or field.name == "subject_ref":
        return _NUMBERED.format(column=column, kept=19)
    if field.name == "reference":
        return _REFERENCES.format(column=column)
    if field.unique:
        return _NUMBERED.format(column=column, kept=9)
    return column


_HELD_BY = {"Case": "casework.Case", "Act": "decisions.Act", "Decision": "decisions.Decision", "Licence": "licences.Licence"}
_HELD_BY |= {"Run": "screening.Run"}


def condition_of_case(model: type[Model]) -> str:
    """The condition that a row of ``model`` belongs to the case: it is the case, or a key leads there."""
    if model.__name__ == "Case":
        return "t.id = %(case)s"
    table = {name: apps.get_model(label)._meta.db_table for name, label in _HELD_BY.items()}
    version = f'(SELECT version_id FROM "{table["Case"]}" WHERE id = %(case)s)'
    ways = {
        "Application": f't.id = (SELECT application_id FROM "{table["Case"]}" WHERE id = %(case)s)',
        "Version": f"t.id = {version}",
        "Line": f"t.version_id = {version}",
        "Party": f"t.version_id = {version}",
        "VersionDocument": f"t.version_id = {version}",
        "Signature": f't.act_id IN (SELECT id FROM "{table["Act"]}" WHERE case_id = %(case)s)',
        "Record": f't.decision_id IN (SELECT id FROM "{table["Decision"]}" WHERE case_id = %(case)s)',
        "LineOutcome": f't.decision_id IN (SELECT id FROM "{table["Decision"]}" WHERE case_id = %(case)s)',
    }
    run = f't.run_id IN (SELECT id FROM "{table["Run"]}" WHERE subject_ref = {version})'
    subject = f"t.subject_ref = {version}"
    ways |= {"Run": subject, "UnsettledHit": subject, "Compared": run, "RunParty": run, "Hit": run}
    licence = f't.licence_id IN (SELECT id FROM "{table["Licence"]}" WHERE case_id = %(case)s)'
    fallback = (
        licence if any(field.name == "licence" and field.is_relation for field in model._meta.local_fields) else "t.case_id = %(case)s"
    )
    return ways.get(model.__name__, fallback)
