"""Very many filings within an hour: all are kept and answered, handlers see the later ones a day later, signers one notice a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from typing import Any

import pytest
from tests.module.concerns.told import DAY, NOW, Office

from licet.concerns import public as concerns
from licet.concerns.models import Concern, OpenNotice
from licet.concerns.public import Filed, Status
from licet.concerns.services import hourly
from licet.platform import clock

pytestmark = pytest.mark.django_db(databases=["default", "concerns"])
CARRIED = datetime(2031, 5, 5, 18, 0, tzinfo=UTC)
MOST = 10


def flood(office: Office, count: int = 20, **given: Any) -> list[Filed]:
    with clock.at(NOW):
        return [office.raise_one(topics=["destination:QM", "case:XA-IND 2031/000412"], **given) for _ in range(count)]


def listed(office: Office) -> set[str]:
    return {row.reference for row in concerns.for_handling(actor=office["head"], today=DAY)}


def test_beyond_the_hourly_number_they_are_kept_and_reach_handlers_with_the_batch(office: Office) -> None:
    filed = flood(office)
    assert listed(office) == {each.reference_for_raiser for each in filed[:MOST]}
    seen = [concerns.come_back(each.receipt, DAY) for each in filed]
    assert [each.rung.answer_by for each in seen] == [filed[0].answer_by] * 20, "the clock is the same"
    assert all(point.text for each in seen for point in each.points)
    concerns.daily_batch(CARRIED)
    assert listed(office) == {each.reference_for_raiser for each in filed}
    assert not Concern.objects.filter(held=True).exists()
    office.answer_all(filed[-1])
    assert concerns.come_back(filed[-1].receipt, DAY).status is Status.ANSWERED


def test_the_next_hour_begins_at_nothing_and_an_official_is_never_held(office: Office) -> None:
    flood(office)
    signed_in = flood(office, 1, raiser=office["adviser"])
    with clock.at(NOW + timedelta(hours=1)):
        later = office.raise_one()
    assert {signed_in[0].reference_for_raiser, later.reference_for_raiser} <= listed(office)


def test_signers_have_one_notice_for_a_topic_and_day(office: Office) -> None:
    filed = flood(office)
    with clock.at(NOW + timedelta(days=1)):
        other = office.raise_one(today=DAY + timedelta(days=1))
    concerns.daily_batch(CARRIED + timedelta(days=1))
    notices = concerns.open_about(["destination:QM", "case:XA-IND 2031/000412"])
    every = tuple(sorted(each.reference_for_raiser for each in filed))
    assert [(notice.day, notice.topic, notice.references) for notice in notices] == [
        (DAY, "case:XA-IND 2031/000412", every),
        (DAY, "destination:QM", every),
        (DAY + timedelta(days=1), "destination:QM", (other.reference_for_raiser,)),
    ]


def test_signers_are_told_how_many_joined_in_bands(office: Office) -> None:
    first, second = flood(office, 2)
    names = ("officer", "adviser", "minister", "nominated", "secretary")
    bands = []
    for count in (0, 4, 5):
        for name in names[:count]:
            code = concerns.come_back(first.receipt).colleagues_code
            assert code
            concerns.co_sign(code, actor=office[name])
        concerns.daily_batch(CARRIED + timedelta(days=count))
        bands.append({notice.joined for notice in concerns.open_about(["destination:QM"])})
    assert bands == [{"fewer than 5"}, {"fewer than 5"}, {"5 to 9"}]
    assert second


def test_a_list_of_an_earlier_version_says_nothing_of_who_joined(office: Office) -> None:
    filed = office.raise_one()
    concerns.daily_batch(CARRIED)
    OpenNotice.objects.update(joined=None)
    assert concerns.open_about(["destination:QM"]) == (concerns.Notice(DAY, "destination:QM", (filed.reference_for_raiser,), ""),)


def test_processes_of_one_machine_count_together(counted_from_zero: None) -> None:
    """As gunicorn's do: started by the process that made the memory."""
    fork = get_context("fork")
    with fork.Pool(4) as pool:
        assert sum(pool.map(_beyond, range(20), chunksize=1)) == 20 - MOST
    assert hourly.is_beyond(MOST, NOW)


def _beyond(_number: int) -> bool:
    return hourly.is_beyond(MOST, NOW)
