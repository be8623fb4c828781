"""The evaluators of a scope agree: memory and the engine of this run; `bin/test` runs it once on each engine."""

from __future__ import annotations

import pytest
from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.property.kernel.strategies import facts, scopes

from licet.kernel.facts import LineFacts, PartyCountry, Role
from licet.kernel.rating import RatingCode
from licet.kernel.scope import Match, Scope
from licet.platform.fields import PublicIdField
from licet.platform.scope_query import LineFactsRow, columns, matching


class Line(LineFactsRow):
    id = PublicIdField(primary_key=True)

    class Meta:
        app_label = "scope_query_test"


class Held(models.Model):
    """Something that reaches the facts by a relation, as a case does."""

    line = models.OneToOneField(Line, on_delete=models.PROTECT, db_constraint=False)

    class Meta:
        app_label = "scope_query_test"

    def __str__(self) -> str:
        return f"holds {self.line_id}"


@pytest.fixture
def tables(db: None) -> None:
    for model in (Line, Held):
        _create(connection, model)


def _create(engine: BaseDatabaseWrapper, model: type[models.Model]) -> None:
    """The table alone: a schema editor proper cannot work inside a test's transaction on SQLite."""
    sql, parameters = engine.SchemaEditorClass(engine, collect_sql=True).table_sql(model)  # type: ignore[misc]
    with engine.cursor() as cursor:
        cursor.execute(sql % tuple(parameters or ()))


def store(lines: list[LineFacts]) -> None:
    Held.objects.all().delete()
    Line.objects.all().delete()
    Line.objects.bulk_create([Line(id=line.line, **columns(line)) for line in lines])
    Held.objects.bulk_create([Held(line_id=line.line) for line in lines])


def answers(lines: list[LineFacts], scope: Scope, match: Match) -> set[str]:
    return {line.line for line in lines if scope.matches(line) is match}


PATTERN = LineFacts(
    line="PATTERN",
    version=1,
    licence_type="S_EL",
    countries=(PartyCountry(Role.END_USER, "qm"), PartyCountry(Role.CONSIGNEE, "QT")),
    rating=RatingCode.parse("5A001.a.1"),
    controlled=True,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.lists(facts(), min_size=1, max_size=6, unique_by=lambda line: line.line), scopes())
@example([PATTERN], Scope(destination=("QM",)))
@example([PATTERN], Scope(destination=("end-user:QT",)))
@example([PATTERN], Scope(rating=("1",)))
@example([PATTERN], Scope(licence_type=("SIEL",)))
@example([PATTERN], Scope(pool=True, incorporation=False))
@example([PATTERN], Scope())
@example([PATTERN], Scope(include_unknown=True))
def test_memory_and_engine_agree(tables: None, lines: list[LineFacts], scope: Scope) -> None:
    store(lines)
    query = matching(scope)
    assert set(Line.objects.filter(query.yes).values_list("id", flat=True)) == answers(lines, scope, Match.YES)
    assert set(Line.objects.filter(query.unknown).values_list("id", flat=True)) == answers(lines, scope, Match.UNKNOWN)
    assert set(Line.objects.filter(query.taken).values_list("id", flat=True)) == {
        line.line for line in lines if scope.takes(line) is Match.YES
    }
    through = matching(scope, path="line__")
    assert set(Held.objects.filter(through.yes).values_list("line", flat=True)) == answers(lines, scope, Match.YES)
    assert set(Held.objects.filter(through.unknown).values_list("line", flat=True)) == answers(lines, scope, Match.UNKNOWN)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(facts())
def test_row_gives_back_its_facts(tables: None, line: LineFacts) -> None:
    store([line])
    assert Line.objects.get().to_facts() == line
    assert Line.objects.get().to_facts("other").line == "other"
