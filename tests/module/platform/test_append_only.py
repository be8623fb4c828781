"""Append-only tables: the database refuses, on both engines, whatever asks."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.state import ModelState, ProjectState

from licet.platform.append_only import append_only


class Sheet(models.Model):
    text = models.CharField(max_length=20)
    seen = models.BooleanField(default=False)
    note = models.CharField(max_length=20, default="")

    class Meta:
        app_label = "append_only_test"
        db_table = "append_only_sheet"
        constraints: ClassVar = []

    def __str__(self) -> str:
        return self.text


class Editor:
    """As much of a schema editor as the operation uses; a real one cannot work in a test's transaction on SQLite."""

    connection = connection

    def execute(self, sql: str, params: None = None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)


def state() -> ProjectState:
    made = ProjectState()
    made.add_model(ModelState.from_model(Sheet))
    return made


@pytest.fixture
def table(db: None) -> None:
    sql, parameters = connection.SchemaEditorClass(connection, collect_sql=True).table_sql(Sheet)  # type: ignore[misc]
    Editor().execute(sql % tuple(parameters or ()))


def install(*allowed: str, back: bool = False) -> None:
    operation = append_only("sheet", allow_update=allowed)
    go = operation.database_backwards if back else operation.database_forwards
    go("append_only_test", Editor(), state(), state())  # type: ignore[arg-type]


def refused(change: Any) -> bool:
    try:
        with transaction.atomic():
            change()
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


@pytest.mark.usefixtures("table")
def test_rows_are_added_but_neither_changed_nor_removed() -> None:
    install()
    sheet = Sheet.objects.create(text="as signed")
    Sheet.objects.bulk_create([Sheet(text="more"), Sheet(text="and more")])
    assert refused(lambda: Sheet.objects.filter(pk=sheet.pk).update(text="rewritten"))
    assert refused(lambda: Sheet.objects.filter(pk=sheet.pk).update(seen=True))
    assert refused(sheet.save)
    assert refused(sheet.delete)
    assert refused(lambda: Editor().execute("DELETE FROM append_only_sheet"))
    assert set(Sheet.objects.values_list("text", flat=True)) == {"as signed", "more", "and more"}


@pytest.mark.usefixtures("table")
def test_replacing_a_row_is_refused_too(engine: str) -> None:
    install()
    sheet = Sheet.objects.create(text="as signed")
    if engine == "sqlite":
        replace = f"INSERT OR REPLACE INTO append_only_sheet (id, text, seen, note) VALUES ({sheet.pk}, 'new', 0, '')"
    else:
        replace = (
            f"INSERT INTO append_only_sheet (id, text, seen, note) VALUES ({sheet.pk}, 'new', false, '') "
            "ON CONFLICT (id) DO UPDATE SET text = 'new'"
        )
    assert refused(lambda: Editor().execute(replace))
    assert Sheet.objects.get().text == "as signed"


@pytest.mark.usefixtures("table")
def test_truncation_is_refused(engine: str) -> None:
    install()
    Sheet.objects.create(text="as signed")
    if engine == "postgresql":  # SQLite has no such statement
        assert refused(lambda: Editor().execute("TRUNCATE append_only_sheet"))
    assert Sheet.objects.count() == 1


@pytest.mark.usefixtures("table")
def test_named_columns_may_change() -> None:
    install("seen")
    sheet = Sheet.objects.create(text="as signed")
    Sheet.objects.update(seen=True)
    assert refused(lambda: Sheet.objects.update(text="rewritten"))
    assert refused(lambda: Sheet.objects.update(seen=False, note="also"))
    assert refused(sheet.delete)
    assert Sheet.objects.get().seen is True


@pytest.mark.usefixtures("table")
def test_operation_goes_back() -> None:
    install()
    install(back=True)
    Sheet.objects.create(text="draft")
    assert not refused(lambda: Sheet.objects.update(text="rewritten"))
    assert not refused(lambda: Sheet.objects.all().delete())


def test_operation_is_written_as_it_was_made() -> None:
    assert append_only("sheet", allow_update=["seen"]).deconstruct() == ("AppendOnly", ["sheet"], {"allow_update": ("seen",)})
    assert append_only("sheet").deconstruct() == ("AppendOnly", ["sheet"], {})
