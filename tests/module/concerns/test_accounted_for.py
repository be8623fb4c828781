"""A plain UPDATE changes neither what is owed, nor how a point stands, nor a last day: on both engines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from tests.module.concerns.test_promises import promised
from tests.module.concerns.told import DAY, Office

from licet.concerns import public as concerns
from licet.concerns.models import Concern, Point, Rung
from licet.concerns.services import writing

pytestmark = pytest.mark.django_db(databases=["default", "concerns"])
LATER = date(2032, 1, 1)

PLAIN: dict[str, Callable[[], Any]] = {
    "owed": lambda: Concern.objects.update(owed=0),
    "status": lambda: Concern.objects.update(status="answered", owed=0),
    "revision": lambda: Concern.objects.update(revision=99),
    "level": lambda: Concern.objects.update(level="commission"),
    "standing": lambda: Point.objects.update(standing="answered"),
    "standing, with a step that is not there": lambda: Point.objects.update(standing="answered", changed_in=99),
    "promise": lambda: Point.objects.update(promised_by=LATER),
    "done": lambda: Point.objects.update(done_on=DAY),
    "answer_by": lambda: Rung.objects.update(answer_by=LATER),
    "answer_by, with a step that is not there": lambda: Rung.objects.update(answer_by=LATER, extended=5, changed_in=99),
    "acknowledged": lambda: Rung.objects.update(acknowledged_on=DAY),
    "left": lambda: Rung.objects.update(left_on=DAY, left_why="no answer in time"),
    "held": lambda: Concern.objects.update(held=True),
}


@pytest.mark.parametrize("stage", ["filed", "written to", "promised", "extended"])
@pytest.mark.parametrize("plain", PLAIN)
def test_no_plain_update(office: Office, plain: str, stage: str) -> None:
    if stage == "promised":
        promised(office)
    else:
        filed = office.raise_one()
        if stage == "written to":  # a step that changes nothing of the course
            concerns.write_to_raiser(actor=office["head"], concern=office.id_of(filed), words="Which strike?", today=DAY)
        if stage == "extended":
            concerns.extend(actor=office["head"], concern=office.id_of(filed), days=5, reason="The file is away.", today=DAY)
    before = rows()
    with pytest.raises(DatabaseError, match="changes only with a step"), transaction.atomic(using="concerns"):
        PLAIN[plain]()
    assert rows() == before


def rows() -> list[list[dict[str, Any]]]:
    return [[*model._default_manager.order_by("pk").values()] for model in (Concern, Point, Rung)]


def test_an_answer_lets_points_count_as_answered_and_as_nothing_else(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The step that says answered accounts for answered, at its own time; not for accepted, and not for another last day."""
    filed = office.raise_one()
    monkeypatch.setattr(writing, "apply", lambda *given, **named: None)
    monkeypatch.setattr("licet.concerns.services.handling.apply", lambda *given, **named: None)
    office.answer_all(filed)  # the step alone
    for refused in (
        lambda: Point.objects.update(standing="answers the point", changed_in=2),
        lambda: Rung.objects.update(answer_by=LATER, changed_in=2),
        lambda: Concern.objects.update(owed=0, revision=2),
    ):
        with pytest.raises(DatabaseError, match="changes only with a step"), transaction.atomic(using="concerns"):
            refused()
    assert Point.objects.update(standing="answered", changed_in=2) == 2
    with pytest.raises(DatabaseError, match="changes only with a step"), transaction.atomic(using="concerns"):
        Point.objects.update(standing="waiting for an answer", changed_in=3)
