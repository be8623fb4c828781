"""The figures: from what is in clear, small numbers hidden, published each quarter, printed by the command line."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import override_settings
from tests.module.concerns.told import DAY, Office
from tests.stores import Store
from typer.testing import CliRunner

from licet.cli import concern as cli
from licet.concerns import public as concerns
from licet.concerns.public import Climb, Closing, FollowUpFigures
from licet.ledger import public as ledger
from licet.platform import clock

pytestmark = pytest.mark.django_db(databases=["default", "concerns"])


def some(office: Office) -> None:
    """Twelve: five answered at once and accepted, seven left to silence."""
    filed = [office.raise_one() for _ in range(12)]
    for each in filed[:5]:
        office.answer_all(each)
        concerns.give_verdicts(each.receipt, {1: "answers", 2: "answers"}, today=DAY)
    concerns.escalate_due(filed[0].answer_by + timedelta(days=1))


def test_levels_by_what_happened_there(office: Office) -> None:
    some(office)
    found = concerns.figures(today=DAY + timedelta(days=40))
    head, nominated = found.levels[0], found.levels[1]
    assert (found.filed, found.closed[Closing.ACCEPTED]) == (12, 5)
    assert (head.reached, head.answered_in_time, head.not_answered, head.climbed[Climb.OVERDUE]) == (12, 5, 7, 7)
    assert (head.median_days, head.share_late) == (0, 58)
    assert (nominated.reached, nominated.median_days) == (7, None)
    assert concerns.figures(today=DAY, first_day=DAY + timedelta(days=1)).filed == 0


def test_what_is_late_now(office: Office) -> None:
    for _ in range(6):
        office.raise_one()
    late = concerns.overdue_now(today=DAY + timedelta(days=30))
    assert [(each.level, each.count) for each in late] == [("head", 6), ("nominated", 0), ("secretary", 0), ("commission", 0)]
    assert late[0].longest is not None
    office.raise_one(today=DAY + timedelta(days=100))
    assert concerns.overdue_now(today=DAY + timedelta(days=1))[0].count == 0


def test_few_are_not_shown(office: Office) -> None:
    office.raise_one()
    found = concerns.figures(today=DAY + timedelta(days=40))
    assert (found.filed, found.levels[0].reached, found.levels[0].not_answered) == (None, None, None)
    late = concerns.overdue_now(today=DAY + timedelta(days=40))[0]
    assert (late.count, late.longest) == (None, None)


def test_published_once_a_quarter(office: Office) -> None:
    some(office)
    concerns.daily_batch(datetime(2031, 6, 30, 18, tzinfo=UTC))
    assert ledger.find("concern figures 2031 Q2") == []
    concerns.daily_batch(datetime(2031, 7, 1, 18, tzinfo=UTC))
    concerns.daily_batch(datetime(2031, 7, 2, 18, tzinfo=UTC))
    (entry,) = ledger.find("concern figures 2031 Q2")
    assert (entry.on, entry.published["first_day"], entry.published["last_day"]) == (date(2031, 7, 1), "2030-07-01", "2031-06-30")
    figures: Any = entry.published["figures"]
    assert (figures["filed"], figures["levels"][0]["answered_in_time"]) == (12, 5)


@pytest.mark.parametrize(
    ("command", "words"), [("levels", "Nominated officer"), ("overdue", "Head of the unit"), ("performance", "commission")]
)
def test_commands(office: Office, command: str, words: str) -> None:
    some(office)
    assert words in CliRunner().invoke(cli.app, [command]).output
    told = json.loads(CliRunner().invoke(cli.app, [command, "--json"]).output)
    assert len(told.get("levels", told.get("overdue"))) == 4
    assert not any(actor.id in json.dumps(told) for actor in office.actors.values())


def test_how_raisers_fared_and_few_are_not_shown(office: Office) -> None:
    filed = [office.raise_one() for _ in range(12)]
    for each in filed:
        concerns.withdraw(each.receipt, today=DAY)
    due = DAY + timedelta(days=90)  # 3 August
    second, third = date(2031, 6, 30), date(2031, 9, 30)
    nothing = tuple(FollowUpFigures(after, second, 0, 0, 0, 0) for after in (90, 180))
    assert concerns.follow_up_figures(today=due) == nothing
    for each in filed[:5]:
        concerns.answer_follow_up(each.receipt, "yes", "Moved.", today=due)
    assert concerns.follow_up_figures(today=due) == nothing, "a number that moves with an answer tells what it said"
    autumn = date(2031, 10, 2)
    told = concerns.follow_up_figures(today=autumn)
    assert told is not None
    assert told[0] == FollowUpFigures(90, third, 12, 5, 0, 7)
    concerns.answer_follow_up(filed[5].receipt, "no", today=autumn)
    with clock.at(datetime(2032, 1, 5, 9, tzinfo=UTC)):
        printed = json.loads(CliRunner().invoke(cli.app, ["performance", "--json"]).output)
    assert printed["treated_worse"][0] == {
        "after_days": 90,
        "until": "2031-09-30",
        "asked": 12,
        "worse": 5,
        "not_worse": 0,
        "not_answered": 7,
    }, "the one who said no is not told by a number that moves for one"


def test_whoever_answered_a_later_one_was_not_asked_the_earlier(office: Office) -> None:
    filed = [office.raise_one() for _ in range(10)]
    for each in filed:
        concerns.withdraw(each.receipt, today=DAY)
    for each in filed[:5]:
        concerns.answer_follow_up(each.receipt, "no", today=DAY + timedelta(days=181))
    told = concerns.follow_up_figures(today=date(2032, 1, 5))
    assert told is not None
    assert [(each.asked, each.not_worse, each.not_answered) for each in told] == [(5, 0, 5), (10, 5, 5)]


def test_what_raisers_said_is_not_counted_without_the_key_nor_published(office: Office) -> None:
    filed = office.raise_one()
    concerns.withdraw(filed.receipt, today=DAY)
    concerns.answer_follow_up(filed.receipt, "yes", "Moved.", today=DAY + timedelta(days=90))
    assert not any("treat" in name or "follow" in name for name in concerns.figures(today=DAY + timedelta(days=100)).to_json())
    with override_settings(LICET_CONCERNS_KEY=""):
        assert concerns.follow_up_figures(today=DAY + timedelta(days=100)) is None
        printed = CliRunner().invoke(cli.app, ["performance"]).output
    assert "holds no LICET_CONCERNS_KEY" in printed
    assert "Counts below 5 are not shown" in printed


def test_commands_of_an_installation(any_store: Store) -> None:
    for command in ("levels", "overdue", "performance"):
        done = any_store.licet("concern", command, "--json")
        assert (done.returncode, bool(json.loads(done.stdout))) == (0, True), done.stderr


def raised(office: Office, number: int, day: date) -> None:
    for _ in range(number):
        office.raise_one(today=day)


def published_after(quarter: date) -> Any:
    """What the batch of the first day of the next quarter publishes: how many were raised, and reached the first level."""
    concerns.daily_batch(datetime(quarter.year, quarter.month, quarter.day, 18, tzinfo=UTC))
    name = f"concern figures {quarter.year if quarter.month > 1 else quarter.year - 1} Q{(quarter.month - 1) // 3 or 4}"
    figures: Any = ledger.find(name)[0].published["figures"]
    return figures["filed"], figures["levels"][0]["reached"], figures["levels"][0]["not_answered"]


def test_two_quarters_side_by_side_tell_of_no_few(office: Office) -> None:
    raised(office, 8, date(2031, 5, 5))
    assert published_after(date(2031, 7, 1)) == (8, 8, 8)
    raised(office, 1, date(2031, 8, 4))
    assert published_after(date(2031, 10, 1)) == (None, None, None), "9 beside 8 would tell of one in August"
    raised(office, 4, date(2031, 11, 3))
    assert published_after(date(2032, 1, 1)) == (13, 13, 13), "five since it was last shown"
    assert published_after(date(2032, 4, 1)) == (13, 13, 13), "nothing came and nothing went"
    assert published_after(date(2032, 7, 1)) == (5, 5, 5), "eight of May 2031 went"
    raised(office, 7, date(2032, 8, 2))
    assert published_after(date(2032, 10, 1))[0] is None, "the one of August 2031 went: 4 and 7 are left, but 11 beside 5 would tell"


def test_what_is_left_out_of_a_level_is_all_of_it(office: Office) -> None:
    some(office)
    concerns.daily_batch(datetime(2031, 7, 1, 18, tzinfo=UTC))
    office.raise_one(today=date(2031, 8, 4))
    concerns.daily_batch(datetime(2031, 10, 1, 18, tzinfo=UTC))
    figures: Any = ledger.find("concern figures 2031 Q3")[0].published["figures"]
    head = figures["levels"][0]
    assert {value for name, value in head.items() if name not in {"level", "climbed"}} | set(head["climbed"].values()) == {None}
    assert figures["closed"]["the raiser says that every point is answered"] == 5, "nothing ended meanwhile"
    assert figures["levels"][1]["reached"] == 7, "nor climbed"
