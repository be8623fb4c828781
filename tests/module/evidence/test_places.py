"""What a map of the list takes: all that a filter finds, up to a number, in one question."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.module.evidence.conftest import ANALYST, NOBODY, NOW, a_draft

from licet.evidence import public as evidence
from licet.evidence.models import IncidentVersion, Span
from licet.evidence.public import Grade, IncidentFilters, ObjectHit, PlacedIncidents, Standing
from licet.kernel.errors import NotAllowed

pytestmark = pytest.mark.django_db


def recorded(spans: list[Span], day: int, **changed: object) -> IncidentVersion:
    on = date(2031, 5, day)
    draft = a_draft(spans, date_from=on, date_to=on, **changed)
    return evidence.record_incident(actor=ANALYST, draft=draft, now=NOW)


def placed(most: int = 500, **asked: object) -> PlacedIncidents:
    return evidence.incident_places(actor=ANALYST, filters=IncidentFilters(**asked), most=most)  # type: ignore[arg-type]


def test_what_the_list_gives_page_by_page_is_given_at_once(quoted: list[Span]) -> None:
    market = recorded(quoted, 1, objects=frozenset({ObjectHit.MARKET}), latitude=Decimal("-47.10"), longitude=Decimal("-123.5"))
    others = [recorded(quoted, day) for day in (4, 2, 3, 3)]
    with CaptureQueriesContext(connection) as seen:
        found = placed()
    assert len(seen) == 1
    assert (found.total, found.beyond) == (5, 0)
    listed, after = list[str](), None
    while True:
        page = evidence.incident_list(actor=ANALYST, after=after, limit=2)
        listed += [row.reference for row in page.rows]
        if (after := page.after) is None:
            break
    assert [row.reference for row in found.rows] == listed
    (alone,) = placed(object_hit=ObjectHit.MARKET).rows
    assert alone.reference == market.incident.reference
    assert alone.draft == market.to_domain()
    assert (str(alone.draft.latitude), alone.grade, alone.standing) == ("-47.10", Grade.WEAK, Standing.REGISTERED)
    assert {row.draft.latitude for row in placed(object_hit=ObjectHit.HEALTH_CARE).rows} == {None}
    assert len(others) == placed(object_hit=ObjectHit.HEALTH_CARE).total
    assert placed(text="nowhere at all") == PlacedIncidents((), 0)


def test_beyond_a_number_the_earliest_are_counted_and_not_read(quoted: list[Span]) -> None:
    for day in range(1, 6):
        recorded(quoted, day)
    found = placed(most=2)
    assert [row.draft.date_from.day for row in found.rows] == [5, 4]
    assert (found.total, found.beyond) == (5, 3)


def test_only_the_version_that_stands_is_on_it(quoted: list[Span]) -> None:
    first = recorded(quoted, 1, latitude=Decimal("-47.1"), longitude=Decimal("-123.5"))
    moved = a_draft(quoted, latitude=Decimal("-46.2"), longitude=Decimal("-123.5"))
    asked = {"incident": first.incident.reference, "reason": "It was further north.", "expected_version": 1}
    evidence.revise_incident(actor=ANALYST, draft=moved, now=NOW, **asked)  # type: ignore[arg-type]
    assert [row.draft.latitude for row in placed().rows] == [Decimal("-46.2")]


def test_it_wants_the_permission_to_read(quoted: list[Span]) -> None:
    with pytest.raises(NotAllowed):
        evidence.incident_places(actor=NOBODY, filters=IncidentFilters())
