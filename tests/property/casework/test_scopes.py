"""Cases in a scope, counted by the engine of this run, are those that asking line by line in memory gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import world as worlds
from tests.property.kernel.strategies import facts, scopes

from licet.casework import public as casework
from licet.casework.public import Case, CaseStatus, LineRating
from licet.kernel.facts import LineFacts
from licet.kernel.scope import Match, Scope
from licet.platform.ids import new_id
from licet.platform.scope_query import columns

LINES = 5
ratings = st.lists(st.none() | facts(), min_size=LINES, max_size=LINES)
statuses = st.lists(st.sampled_from([CaseStatus.IN_PROGRESS, CaseStatus.FOR_SIGNATURE, CaseStatus.WITHDRAWN]), min_size=3, max_size=3)


@pytest.fixture
def world(db: None, tmp_path: Path) -> worlds.World:
    made = worlds.build(tmp_path)
    made.case(products=2)
    made.case(products=2, destination="QP")
    made.case(destination="QT")
    return made


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(rated=ratings, found_statuses=statuses, scope=scopes())
def test_the_engine_counts_the_cases_that_memory_counts(
    world: worlds.World, rated: list[LineFacts | None], found_statuses: list[CaseStatus], scope: Scope
) -> None:
    with transaction.atomic():
        cases = list(Case.objects.order_by("reference"))
        for case, status in zip(cases, found_statuses, strict=True):
            case.status = status
            case.save(update_fields=["status"])
        lines = [(case, line) for case in cases for line in worlds.lines_of(case)]
        by = {"number": 1, "reasons": "As described.", "rated_at": world.now(), "rated_by": "x"}
        LineRating.objects.bulk_create(
            LineRating(id=new_id(), case=case, line_id=line, **by, **columns(found))
            for (case, line), found in zip(lines, rated, strict=True)
            if found
        )
        counted = casework.worked_on_in_scope(scope)
        answers = [
            {scope.matches(line) for line in lines}
            for lines in casework.facts_of_lines([case.pk for case in cases if case.status in casework.WORKED_ON]).values()
        ]
        transaction.set_rollback(True)
    assert counted.taken == sum(Match.YES in given for given in answers)
    assert counted.unknown == sum(Match.YES not in given and Match.UNKNOWN in given for given in answers)
