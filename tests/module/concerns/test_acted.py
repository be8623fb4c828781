"""What leaves the procedure of an answer that says *act*: topics and the opaque reference, with the batch, until it was told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from tests.module.concerns.told import DAY, Office

from licet.concerns import public as concerns
from licet.concerns.public import Acted, AnswerKind
from licet.kernel.instants import Instant

pytestmark = pytest.mark.django_db(databases=["default", "concerns"])


def evening(days: int = 0) -> Instant:
    return datetime(DAY.year, DAY.month, DAY.day, 18, tzinfo=UTC) + timedelta(days=days)


def test_only_answers_that_say_act_are_told_and_once_with_their_batch(office: Office) -> None:
    told: list[Sequence[Acted]] = []
    acted, disagreed = office.raise_one(), office.raise_one(topics=["destination:QO"])
    office.answer_all(acted, kind=AnswerKind.ACT)
    office.answer_all(disagreed, kind=AnswerKind.DISAGREE)
    concerns.daily_batch(evening() - timedelta(hours=8), told.append)
    assert told == [], "nothing before the hour"
    concerns.daily_batch(evening(), told.append)
    ((item,),) = told
    assert (item.notice, item.topics) == (acted.reference_for_raiser, ("destination:QM",))
    concerns.daily_batch(evening(), told.append)
    concerns.daily_batch(evening(1), told.append)
    assert len(told) == 1


def test_what_could_not_be_told_is_told_again(office: Office) -> None:
    office.answer_all(office.raise_one(), kind=AnswerKind.ACT)
    told: list[Sequence[Acted]] = []

    def fails(_answered: Sequence[Acted]) -> None:
        raise RuntimeError("killed here")

    with pytest.raises(RuntimeError):
        concerns.daily_batch(evening(), fails)
    concerns.daily_batch(evening(), told.append)
    assert len(told) == 1
