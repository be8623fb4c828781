"""The register is compared with the log: whatever differs is named, and nobody waits meanwhile."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import Error, connection, models, transaction
from tests.module.project.test_edges import ask
from tests.module.register import facts
from tests.module.register.published import LEADER, NOW, granted, story, tell
from tests.stores import Store

from licet.kernel.errors import Refused
from licet.register import public as register
from licet.register.events import DecisionExcluded, FigureCorrected
from licet.register.models import (
    Happening,
    ImportedLine,
    PublishedReview,
    RegisterComparison,
    RegisteredDecision,
    RegisteredLicence,
    RegisteredLine,
)
from licet.register.selectors.tables import table_name
from licet.register.services import shadow
from licet.register.services.checking import Compared
from licet.register.services.reading import TABLES


@pytest.fixture
def told(committed_store: Store) -> Store:
    """A register that has read a log with decisions, reviews, assessments and figures of concerns."""
    corrected = FigureCorrected(
        on=NOW.date(),
        ref="XA-DEC 2031/000001",
        line=1,
        field="value_minor",
        before="100000",
        after="77",
        reason="r",
        corrected_by="x",
    )
    left_out = DecisionExcluded(on=NOW.date(), ref="XA-DEC 2031/000003", reason="A test.", excluded_by="x")
    others = [event for event in facts.whole() if not event.kind.startswith(("decisions:", "licences:"))]
    tell(*story(), *others, corrected, left_out)
    register.catch_up()
    return committed_store


def compared() -> Compared:
    return register.compare_with_log(actor=LEADER, now=NOW)


def changed(value: Any, field: models.Field[Any, Any]) -> Any:
    """Another value that the column holds."""
    if isinstance(field, models.JSONField):
        return {"changed": True}
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.DateField):
        return (value or NOW.date()) - timedelta(days=1)
    if isinstance(field, models.IntegerField):
        return 7 if value is None else value + 1
    return "x" if value != "x" else "y"


def test_what_the_log_says_is_what_is_served(told: Store) -> None:
    assert all(model.objects.exists() for model in (RegisteredLine, PublishedReview, Happening))
    found = compared()
    assert (found.count, found.differences) == (0, [])
    assert found.size == found.log_size > 0
    assert RegisterComparison.objects.values_list("size", "differences").get() == (found.size, 0)


def test_every_table_is_compared_row_by_row_and_field_by_field(told: Store) -> None:
    """Every field of one row of each table is changed; then the row is deleted."""
    filled = [model for model in TABLES if model._default_manager.exists()]
    assert {model.__name__ for model in set(TABLES) - set(filled)} == {"PublishedImport", "ProcessingTimes"}
    kept = {model: model._default_manager.order_by("pk").first() for model in filled}
    expected = set[tuple[str, str, str]]()
    for model, row in kept.items():
        fields = [item for item in model._meta.local_concrete_fields if not item.unique and item not in model._meta.pk_fields]
        values = {item.name: changed(getattr(row, item.name), item) for item in fields}
        model._default_manager.filter(pk=row.pk).update(**values)
        expected |= {(table_name(model), "changed", item.name) for item in fields}
    found = compared()
    assert found.count == len(filled)
    assert {(item.table, item.what, item.field) for item in found.differences} == expected & {
        (item.table, item.what, item.field) for item in found.differences
    }
    assert len(found.differences) == min(len(expected), 100)
    for model, row in kept.items():
        model._default_manager.filter(pk=row.pk).delete()
    found = compared()
    assert {(item.table, item.what) for item in found.differences} == {(table_name(model), "missing") for model in filled}
    for row in kept.values():
        row.save(force_insert=True)
    assert compared().count == 0


def test_added_row_and_swapped_values_are_named(told: Store) -> None:
    first, second = RegisteredLicence.objects.order_by("position")[:2]
    RegisteredLicence.objects.filter(pk=first.pk).update(valid_until=first.valid_until + timedelta(days=5))
    RegisteredLicence.objects.filter(pk=second.pk).update(decision=first.decision)
    RegisteredLicence.objects.filter(pk=first.pk).update(decision=second.decision)
    line = RegisteredLine.objects.first()
    assert line is not None
    line.number = 99
    line.save(force_insert=True)
    found = compared()
    assert found.count == 3
    assert {(item.table, item.row.partition(" (")[0], item.what, item.field) for item in found.differences} == {
        ("lines", line.decision, "extra", ""),
        ("licences", first.reference, "changed", "decision"),
        ("licences", first.reference, "changed", "valid_until"),
        ("licences", second.reference, "changed", "decision"),
    }
    sentences = [item.sentence() for item in found.differences]
    assert f"licences: {first.reference}: decision is “{second.decision}” in the register and “{first.decision}” by the log." in sentences


def test_only_the_first_hundred_differences_are_named_and_all_are_counted(committed_store: Store) -> None:
    tell(*[event for number in range(1, 121) for event in granted(number)])
    register.catch_up()
    RegisteredDecision.objects.all().delete()
    found = compared()
    assert (found.count, len(found.differences)) == (120, 100)


def test_register_that_never_read_anything_is_no_difference(committed_store: Store) -> None:
    assert (compared().count, RegisterComparison.objects.get().size) == (0, 0)


def test_place_in_the_log_that_was_moved_is_named(told: Store) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE register_progress SET size = size + 40")
    assert [(item.table, item.field) for item in compared().differences] == [("progress", "size")]


def test_entries_that_the_register_has_not_read_yet_are_no_difference(told: Store) -> None:
    tell(*granted(50))
    found = compared()
    assert (found.count, found.log_size - found.size) == (0, 2)


def test_register_reads_on_while_it_is_compared(told: Store) -> None:
    failed: list[Exception] = []

    def read_on() -> None:
        try:
            tell(*granted(51))
            register.catch_up()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    before = RegisteredLicence.objects.count()
    with shadow.rebuilt_beside():
        reader = Thread(target=read_on)
        reader.start()
        reader.join(20)
        assert not reader.is_alive(), "the comparison keeps a writer waiting"
        assert RegisteredLicence.objects.count() == before
    assert failed == []
    assert RegisteredLicence.objects.count() == before + 1
    assert compared().count == 0


def test_temporary_tables_are_gone_after_an_error(told: Store) -> None:
    before = RegisteredLine.objects.count()

    def fail() -> None:
        with shadow.rebuilt_beside():
            RegisteredLine.objects.all().delete()
            raise RuntimeError("in between")

    with pytest.raises(RuntimeError, match="in between"):
        fail()
    assert RegisteredLine.objects.count() == before
    tell(*granted(52))
    register.catch_up()
    assert RegisteredLine.objects.count() == before + 1


def test_imported_lines_are_held_to_what_the_log_says_of_their_file(told: Store, tmp_path: Any) -> None:
    path = tmp_path / "values.csv"
    path.write_text("licence_group,date,rating,count,value,country,refused\n1,2031-05,ML1,1,500,France,0\n2,2031-04,ML2,1,0,Italy,0\n")
    register.import_uk_values(actor=LEADER, path=path, publisher="NGO", published_on=NOW.date(), now=NOW)
    assert compared().count == 0  # also before the register has read the entry
    register.catch_up()
    assert compared().count == 0
    damage = {"sqlite": "DROP TRIGGER {}", "postgresql": "ALTER TABLE register_importedline DISABLE TRIGGER USER"}[connection.vendor]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'register_importedline'")
            statements = [damage.format(name) for (name,) in cursor.fetchall()]
        else:
            statements = [damage]
        for statement in statements:
            cursor.execute(statement)
    ImportedLine.objects.filter(number=ImportedLine.objects.order_by("number").values("number")[:1]).delete()
    named = {(item.table, item.field) for item in compared().differences}
    assert {("imported lines", "rows"), ("imported lines", "total_minor"), ("imported lines", "lines_sha256")} <= named


def test_comparison_is_due_after_an_hour_and_speaks_up_at_a_difference(told: Store) -> None:
    assert register.compare_when_due(NOW) > 0
    assert register.compare_when_due(NOW + timedelta(minutes=59)) == 0
    slow = RegisterComparison.objects.get()
    slow.pk, slow.seconds = None, 100
    slow.save(force_insert=True)
    assert register.compare_when_due(NOW + timedelta(hours=2)) == 0
    RegisteredLicence.objects.filter(status="suspended").update(status="in force")
    with pytest.raises(Refused, match="licences: XA-LIC"):
        register.compare_when_due(NOW + timedelta(hours=3))
    assert register.log_state().comparison.differences == 2  # type: ignore[union-attr]


def test_what_was_found_is_neither_changed_nor_deleted(told: Store) -> None:
    register.compare_when_due(NOW)
    rows = RegisterComparison.objects.all()
    for change in (lambda: rows.update(differences=0), rows.delete):
        with pytest.raises(Error), transaction.atomic():
            change()
    assert rows.count() == 1


def test_comparison_said_to_be_made_in_the_future_puts_off_no_other(told: Store) -> None:
    assert register.compare_when_due(NOW + timedelta(days=3650)) > 0
    assert register.compare_when_due(NOW) > 0


@pytest.mark.one_engine
@pytest.mark.parametrize("damage", ["delete", "change", "add", "swap"])
def test_deleted_or_changed_row_is_named_by_the_command(told: Store, damage: str) -> None:
    one, other = RegisteredDecision.objects.order_by("position")[:2]
    pairs = ((one, other), (other, one))
    acts: dict[str, Callable[[], object]] = {
        "delete": lambda: RegisteredDecision.objects.filter(pk=one.pk).delete(),
        "change": lambda: RegisteredDecision.objects.filter(pk=one.pk).update(outcome="refused by nobody"),
        "add": lambda: _added(one),
        "swap": lambda: [RegisteredDecision.objects.filter(pk=a.pk).update(signed_digest=b.signed_digest) for a, b in pairs],
    }
    acts[damage]()
    done = told.licet("register", "check")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert one.reference in done.stdout
    as_json = told.licet("register", "check", "--json")
    assert as_json.returncode == 1
    assert json.loads(as_json.stdout)["same"] is False
    told.licet("register", "rebuild")
    assert told.licet("register", "check").returncode == 0


def _added(row: RegisteredDecision) -> None:
    row.pk, row.slug, row.position = f"{row.reference}9", "added", 10_000
    row.save(force_insert=True)


def test_pages_say_when_the_register_was_compared_and_what_differs(told: Store) -> None:
    with told.served() as address:
        assert "not yet compared" in ask(address, "/log/").text
        compared()
        assert "no difference" in ask(address, "/figures/value-by-destination").text
        RegisteredDecision.objects.order_by("position").first().delete()  # type: ignore[union-attr]
        compared()
        shown = ask(address, "/log/").text
        assert "XA-DEC 2031/000001 is missing from the register" in shown
        assert "1 row differs" in ask(address, "/figures/value-by-destination").text
