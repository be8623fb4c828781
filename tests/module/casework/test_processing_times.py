"""Processing times: one entry for each month that has ended, with figures about ten decisions or more (docs/decisions/0212)."""

import itertools
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.module.casework.builders import NOW, People, taken
from tests.module.casework.test_lists import copies

from licet.casework.models import Enquiry, Step
from licet.casework.public import Case, publish_processing_times
from licet.kernel.actor import system
from licet.kernel.errors import NotAllowed
from licet.kernel.permission import Permission
from licet.ledger import public as ledger
from licet.platform.ids import new_id
from licet.policy import public as policy
from licet.register import public as register

RUNS = system("run-due", Permission.PROCESSING_TIMES_PUBLISH)
SYSTEM = system("run-due", Permission.CHECKPOINT_SIGN)
JUNE = datetime(2031, 6, 4, 6, tzinfo=NOW.tzinfo)


@pytest.fixture(autouse=True)
def batches(db: None) -> None:
    """Those of the first three days of June and July."""
    for month, day in itertools.product((6, 7), (1, 2, 3)):
        policy.record_internal_batch(actor=SYSTEM, now=datetime(2031, month, day, 5, tzinfo=NOW.tzinfo))


def decide(cases: list[Case], decided_at: datetime, licence_type: str = "IND") -> None:
    """Every case decided at this moment, as the step of its history says it."""
    for case in cases:
        Case.objects.filter(pk=case.pk).update(licence_type=licence_type)
        Step.objects.create(id=new_id(), case=case, number=90, kind="decide", words="Decided.", done_at=decided_at, done_by="user:x")


@pytest.fixture
def cases(who: People) -> list[Case]:
    """25 cases, received on Monday 5 May 2031 in the morning. The Friday of that week is a holiday."""
    first = taken(who)
    return copies(Case.objects.select_related("application", "version").get(pk=first.pk), 25)


def published() -> list[dict[str, Any]]:
    return [dict(entry.published) for entry in ledger.published() if entry.kind == "casework:monthly-times:published"]


def test_a_month_is_published_once_it_has_ended_and_never_again(cases: list[Case]) -> None:
    decide(cases[:10], NOW + timedelta(days=4))
    assert publish_processing_times(actor=RUNS, now=NOW + timedelta(days=20)) == 0
    assert publish_processing_times(actor=RUNS, now=JUNE) == 1
    assert publish_processing_times(actor=RUNS, now=JUNE + timedelta(days=3)) == 0
    (month,) = published()
    assert (month["month"], month["fewest"], month["by_type"]) == ("2031-05", 10, [])
    assert month["total"] == {"decisions": 10, "median_days": "3", "within_target_percent": "90 or more"}


def test_a_clock_that_is_ahead_for_a_day_publishes_no_month_that_has_only_begun(cases: list[Case]) -> None:
    decide(cases[:10], NOW + timedelta(days=4))
    ahead = [datetime(2031, 8, 1, hour, tzinfo=NOW.tzinfo) for hour in (3, 9, 15, 21)]
    for now in [*ahead, datetime(2031, 8, 2, 3, tzinfo=NOW.tzinfo)]:
        policy.record_internal_batch(actor=SYSTEM, now=now)
        publish_processing_times(actor=RUNS, now=now)
    assert [month["month"] for month in published()] == ["2031-05", "2031-06"]


def test_nine_decisions_have_no_figures(cases: list[Case]) -> None:
    decide(cases[:9], NOW + timedelta(days=4))
    publish_processing_times(actor=RUNS, now=JUNE)
    (month,) = published()
    assert (month["total"], month["by_type"]) == (None, [])


def test_months_that_were_missed_are_published_with_those_in_between(cases: list[Case]) -> None:
    decide(cases[:3], NOW + timedelta(days=4))
    for day in (1, 2, 3):
        policy.record_internal_batch(actor=SYSTEM, now=datetime(2031, 9, day, 5, tzinfo=NOW.tzinfo))
    assert publish_processing_times(actor=RUNS, now=datetime(2031, 9, 4, 6, tzinfo=NOW.tzinfo)) == 4
    assert [month["month"] for month in published()] == ["2031-05", "2031-06", "2031-07", "2031-08"]


def test_nothing_is_published_before_the_first_decision(cases: list[Case]) -> None:
    assert publish_processing_times(actor=RUNS, now=JUNE) == 0
    assert published() == []


def test_a_rare_type_is_withheld_and_cannot_be_worked_out(cases: list[Case]) -> None:
    decide(cases[:11], NOW + timedelta(days=1))
    decide(cases[11:21], NOW + timedelta(days=3), "OPEN")
    decide(cases[21:24], NOW + timedelta(days=10), "RARE")
    publish_processing_times(actor=RUNS, now=JUNE)
    (month,) = published()
    assert month["total"]["decisions"] == 24
    assert [(group["licence_type"], group["decisions"]) for group in month["by_type"]] == [("IND", 11)]


def test_days_of_an_open_enquiry_do_not_count(cases: list[Case]) -> None:
    decide(cases[:10], NOW + timedelta(days=4))
    for case in cases[:10]:
        Enquiry.objects.create(
            id=new_id(),
            case=case,
            number=1,
            question="?",
            due_on=NOW.date(),
            asked_at=NOW + timedelta(hours=1),
            asked_by="user:x",
            answered_at=NOW + timedelta(days=2, hours=1),
            answered_by="user:y",
            answer="!",
        )
    publish_processing_times(actor=RUNS, now=JUNE)
    assert published()[0]["total"]["median_days"] == "2"


def test_only_the_system_publishes_them(cases: list[Case], who: People) -> None:
    with pytest.raises(NotAllowed):
        publish_processing_times(actor=who.officer, now=JUNE)


def test_the_register_shows_what_was_published_and_says_what_is_withheld(cases: list[Case], client: Client) -> None:
    decide(cases[:12], NOW + timedelta(days=4))
    decide(cases[12:13], NOW + timedelta(days=40))
    publish_processing_times(actor=RUNS, now=JUNE + timedelta(days=30))
    register.catch_up()
    page = client.get("/figures/processing-times").content.decode()
    assert "May 2031" in page
    assert "Fewer than 10 decisions: no figures" in page
    assert "Withheld: the time of a single decision" in page
    rows = b"".join(client.get("/figures/processing-times.csv")).decode().splitlines()  # type: ignore[arg-type]
    assert [row.split(",", 2)[0] for row in rows] == ["month", "2031-06", "2031-05"]
    assert rows[1].endswith(",,,,")
    assert rows[2].endswith(",,12,3,90 or more")
    months = client.get("/figures/processing-times.json").json()["months"]
    assert [(month["month"], len(month["groups"])) for month in months] == [("2031-06", 0), ("2031-05", 1)]
    assert "/figures/processing-times" in client.get("/figures/").content.decode()
