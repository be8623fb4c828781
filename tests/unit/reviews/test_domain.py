"""The law of reviews without a database: which conclusions are news, the ladder, where a review stands, what a plan warns of."""

from __future__ import annotations

from datetime import date

import pytest

from licet.decisions.domain import ActStatus, Bar, BarCode
from licet.kernel.errors import InvalidTransition
from licet.kernel.scope import Scope
from licet.licences.domain import LicenceStatus, Standing
from licet.policy.domain import TriggerLevel
from licet.reviews import domain
from licet.reviews.domain import Concluded, Outcome, Pending, Plan, Reach, ReviewStatus, Warned

LEVELS = tuple(TriggerLevel(id=name, title=name, days=days) for name, days in (("manager", 3), ("head", 2), ("minister", 2)))
CLEAR, NONE, OPEN = "clear risk", "no clear risk", "not determined"


@pytest.mark.parametrize(
    ("before", "now", "raised"),
    [
        ({}, {"a": CLEAR}, [CLEAR]),
        ({}, {"a": OPEN}, [OPEN]),
        ({}, {"a": NONE}, []),
        ({"a": CLEAR}, {"a": CLEAR}, []),
        ({"a": CLEAR}, {"a": NONE}, [NONE]),
        ({"a": NONE}, {"a": CLEAR}, [CLEAR]),
        ({"a": CLEAR}, {"b": CLEAR}, [CLEAR, domain.WITHDRAWN]),
        ({"a": domain.WITHDRAWN}, {}, []),
        ({"a": domain.WITHDRAWN}, {"a": CLEAR}, [CLEAR]),
        ({"a": domain.WITHDRAWN}, {"a": NONE}, [NONE]),
    ],
)
def test_only_what_changed_is_news(before: dict[str, str], now: dict[str, str], raised: list[str]) -> None:
    found = domain.to_raise(before, [Concluded(scope, finding) for scope, finding in now.items()])
    assert [each.finding for each in found] == raised


@pytest.mark.parametrize(
    ("level", "today", "climbs"),
    [(0, date(2031, 5, 8), False), (0, date(2031, 5, 9), True), (1, date(2031, 5, 9), True), (2, date(2032, 1, 1), False)],
)
def test_an_overdue_trigger_climbs_but_not_past_the_last_level(level: int, today: date, climbs: bool) -> None:
    assert domain.climbs(LEVELS, level, date(2031, 5, 8), today) is climbs


@pytest.mark.parametrize("act", [None, *ActStatus])
def test_a_review_comes_back_when_its_act_does_and_only_from_signature(act: ActStatus | None) -> None:
    came_back = act in (ActStatus.RETURNED, ActStatus.VOID)
    expected = ReviewStatus.FROZEN if came_back else ReviewStatus.FOR_SIGNATURE
    assert domain.standing(ReviewStatus.FOR_SIGNATURE, act) is expected
    assert domain.standing(ReviewStatus.APPLIED, act) is ReviewStatus.APPLIED


@pytest.mark.parametrize(
    ("status", "possible"),
    [
        (LicenceStatus.IN_FORCE, {"maintain", "suspend", "revoke", "departure", "in doubt"}),
        (LicenceStatus.SUSPENDED, {"maintain", "reinstate", "revoke"}),
        (LicenceStatus.REVOKED, set()),
        (LicenceStatus.EXPIRED, set()),
    ],
)
def test_outcomes_fit_the_status(status: LicenceStatus, possible: set[str]) -> None:
    assert {item.value for item in Outcome if domain.possible(item, status)} == possible


RISK = Bar("l1", BarCode.CLEAR_RISK, "2c", "A v1 c1")
DOUBT = Bar("l1", BarCode.CLEAR_RISK_UNKNOWN, "2c", "A v1 c1")
PASSED = Bar("l1", BarCode.BY_DEPARTURE, "2c", "D1", "A v1 c1")


@pytest.mark.parametrize(
    ("outcome", "bars", "named", "opened_by", "said"),
    [
        (Outcome.MAINTAIN, (), "", (), ""),
        (Outcome.MAINTAIN, (RISK,), "", (), "no departure in force passes it: suspend or revoke it"),
        (Outcome.MAINTAIN, (RISK,), "", ("D1",), "only departure D1 passes it: choose “departure” and name D1"),
        (Outcome.MAINTAIN, (DOUBT,), "", (), "choose “in doubt” and say why it may go on"),
        (Outcome.MAINTAIN, (RISK, DOUBT), "", (), "suspend or revoke it"),
        (Outcome.DEPARTURE, (PASSED,), "D1", (), ""),
        (Outcome.DEPARTURE, (RISK,), "D2", ("D1",), "only departure D1, not departure D2, passes it: name D1"),
        (Outcome.DEPARTURE, (), "D1", (), "departure D1 opens nothing for it: choose “maintain”"),
        (Outcome.DEPARTURE, (PASSED, DOUBT), "D1", (), "choose “in doubt” and say why it may go on"),
        (Outcome.IN_DOUBT, (DOUBT,), "", (), ""),
        (Outcome.IN_DOUBT, (PASSED, DOUBT), "D1", (), ""),
        (Outcome.IN_DOUBT, (RISK, DOUBT), "", ("D1",), "only departure D1 passes it: name D1"),
        (Outcome.IN_DOUBT, (DOUBT,), "D1", (), "departure D1 opens nothing for it: leave it out"),
        (Outcome.IN_DOUBT, (), "", (), "no clear risk is in doubt for it"),
        (Outcome.REINSTATE, (PASSED,), "D1", (), ""),
        (Outcome.REINSTATE, (DOUBT,), "", (), "it is not known whether the clear risk of A v1 c1 takes line 1"),
        (Outcome.REINSTATE, (RISK,), "", ("D1",), "only departure D1 passes it: name D1"),
    ],
)
def test_goods_go_on_leaving_by_the_outcome_that_says_how(
    outcome: Outcome, bars: tuple[Bar, ...], named: str, opened_by: tuple[str, ...], said: str
) -> None:
    words = domain.objection(outcome, Standing(((1, bars),), named, opened_by))
    assert said in words
    assert bool(words) == bool(said)


def test_nothing_leads_out_of_a_concluded_review_and_nothing_but_its_act_out_of_signature() -> None:
    for row in domain.REVIEW_TRANSITIONS:
        with pytest.raises(InvalidTransition):
            domain.REVIEW_TRANSITIONS.target(ReviewStatus.CONCLUDED, row.name)
    leads = {row.name for row in domain.REVIEW_TRANSITIONS.open_from(ReviewStatus.FOR_SIGNATURE)}
    assert leads == {"come back", "apply"}


def a_plan(scope: str, taken: int, unknown: int = 0, live: int = 10) -> Plan:
    return Plan(
        scope=Scope.parse(scope),
        taken=Reach(licences=taken),
        unknown=Reach(licences=unknown),
        in_force=taken,
        suspended=0,
        live=live,
        pending=Pending(),
        currency="EUR",
    )


@pytest.mark.parametrize(
    ("plan", "warned"),
    [
        (a_plan("destination=QM", 3), None),
        (a_plan("destination=QM", 0), Warned.NOTHING),
        (a_plan("destination=QM", 10), Warned.EVERYTHING),
        (a_plan("", 3), Warned.EVERYTHING),
        (a_plan("destination=QM pool=yes", 0, 10), Warned.NOTHING),
        (a_plan("destination=QM pool=yes unknown=include", 0, 10), Warned.EVERYTHING),
        (a_plan("destination=QM", 0, live=0), Warned.NOTHING),
    ],
)
def test_a_plan_warns_of_nothing_and_of_everything(plan: Plan, warned: Warned | None) -> None:
    assert plan.warned is warned


def test_adding_up_never_takes_no_value_for_zero() -> None:
    bare, priced = Reach(licences=1, lines=2, without_value=2), Reach(licences=1, lines=1, value_minor=0)
    assert (bare + bare).value_minor is None
    assert (bare + priced) == Reach(licences=2, lines=3, value_minor=0, without_value=2)
