"""The engine's plan is what counting line by line in memory gives, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from tests.laid import once
from tests.module.reviews.reviewing import granted_for_unknown_pool
from tests.world import World

from licet.decisions.public import ActKind
from licet.kernel.scope import Match, Scope
from licet.licences import public as licences
from licet.licences.public import Licence, LicenceLine
from licet.policy import public as policy
from licet.reviews import public as reviews
from licet.reviews.public import Plan, Reach

SCOPES = (
    "",
    "destination=QN",
    "destination=end-user:QP",
    "destination=QN,QP rating=ML",
    "rating=ML1",
    "rating=PL9009",
    "destination=QN pool=yes",
    "destination=QN pool=yes unknown=include",
    "destination=QN pool=no",
    "pool=no incorporation=no end-use=roads",
    "end-use=operations-x",
    "licence-type=IND end-user=other-government",
)


@pytest.fixture
def several(world: World) -> World:
    world.minutes = count(_granted_severally(world))
    return world


@once
def _granted_severally(world: World) -> int:
    """Gives the minute at which the world has arrived."""
    world.granted(products=3, price="1,000.50")
    world.granted(destination="QP", price="0.00")
    granted_for_unknown_pool(world)
    suspended = world.granted(destination="QP")
    act = licences.propose_status_change(
        actor=world["manager"], kind=ActKind.SUSPEND, licences=[suspended.reference], legal_basis="S.", reasons="R.", now=world.now()
    )
    world.sign(act, "manager", "countersigner")
    gone = world.granted()
    act = licences.propose_status_change(
        actor=world["manager"], kind=ActKind.REVOKE, licences=[gone.reference], legal_basis="S.", reasons="R.", now=world.now()
    )
    world.sign(act, "manager", "countersigner")
    case = world.case()
    world.rate(case, "PL9009")
    world.advise(case)
    world.sign(world.propose(case), "officer", "countersigner")
    world.ready()
    world.case(destination="QP")
    return next(world.minutes)


def lines(scope: Scope, match: Match) -> Iterator[LicenceLine]:
    for line in LicenceLine.objects.select_related("licence").filter(licence__status__in=["in force", "suspended"]):
        if scope.matches(line.to_facts()) is match:
            yield line


def counted(found: list[LicenceLine], without: set[str] = frozenset()) -> Reach:  # type: ignore[assignment]
    values = [line.value_minor for line in found if line.value_minor is not None]
    return Reach(
        licences=len({line.licence_id for line in found} - without),
        lines=len(found),
        value_minor=sum(values) if values else None,
        without_value=len(found) - len(values),
    )


@pytest.mark.parametrize("text", SCOPES)
def test_a_plan_is_what_counting_line_by_line_gives(several: World, text: str) -> None:
    scope = Scope.parse(text)
    found: Plan = reviews.plan(actor=several["officer"], scope=scope)
    yes, unknown = list(lines(scope, Match.YES)), list(lines(scope, Match.UNKNOWN))
    assert found.taken == counted(yes)
    assert found.unknown == counted(unknown, {line.licence_id for line in yes})
    assert found.live == Licence.objects.filter(status__in=["in force", "suspended"]).count() == 5
    assert found.in_force + found.suspended == found.taken.licences
    for table in (found.by_destination, found.by_exporter):
        assert sum((row.reach for row in table if row.key != "unknown"), Reach()) == found.taken
    assert sum(row.reach.lines for row in found.by_rating if row.key != "unknown") == found.taken.lines
    unknown_rows = [row.reach for row in found.by_rating if row.key == "unknown"]
    assert unknown_rows == ([found.unknown] if unknown else [])


def test_an_open_case_counts_once_and_is_unknown_until_it_is_rated(several: World) -> None:
    found = reviews.plan(actor=several["officer"], scope=Scope.parse("rating=ML11"))
    assert (found.pending.taken, found.pending.unknown) == (1, 1)
    assert found.by_destination[0].name == policy.destination_name(found.by_destination[0].key)
