"""Read in one question, concerns are what they are when each of their tables is asked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Model
from pytest_django import DjangoAssertNumQueries
from tests.module.concerns.told import DAY, Office

from licet.concerns import public as concerns
from licet.concerns.models import Concern
from licet.concerns.public import Naming
from licet.concerns.selectors.at_once import read_at_once
from licet.concerns.selectors.opening import PARTS

pytestmark = pytest.mark.django_db(databases=["default", "concerns"])


def columns(row: Model) -> dict[str, Any]:
    found = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: bytes(value) if isinstance(value, memoryview) else value for name, value in found.items()}


def whole(row: Concern) -> list[Any]:
    parts = {part: sorted((columns(each) for each in getattr(row, part).all()), key=lambda each: each["id"]) for part in PARTS}
    return [columns(row), parts]


def test_the_same_as_table_by_table(office: Office, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    filed = office.raise_one(naming=Naming.HANDLER, name="Ilse Varn", topics=["destination:QM", "destination:QN"])
    code = concerns.come_back(filed.receipt).colleagues_code
    assert code is not None
    for name in ("officer", "adviser"):
        concerns.co_sign(code, actor=office[name])
    concerns.acknowledge(actor=office["head"], concern=office.id_of(filed), today=DAY)
    concerns.escalate_as_of_right(filed.receipt, today=DAY)
    concerns.withdraw(filed.receipt, today=DAY)
    concerns.answer_follow_up(filed.receipt, "yes", "Moved to another desk.", today=DAY + timedelta(days=90))
    concerns.read_follow_up(
        actor=office["secretary"],
        concern=office.id_of(filed),
        follow_up=office.follow_up_of(filed),
        words="Read.",
        today=DAY + timedelta(days=91),
    )
    concerns.answer_follow_up(filed.receipt, "no", today=DAY + timedelta(days=180))
    office.raise_one()
    expected = [whole(row) for row in Concern.objects.order_by("pk").prefetch_related(*PARTS)]
    with django_assert_num_queries(1, using="concerns"):
        found = [whole(row) for row in read_at_once(Concern.objects.all())]
    assert found == expected
    assert [type(row[0]["verified"]) for row in found] == [bool, bool]


def test_of_none_there_is_nothing(office: Office) -> None:
    office.raise_one()
    assert read_at_once(Concern.objects.filter(pk="0" * 26)) == []
