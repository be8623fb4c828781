"""What was found of a hit, and what an earlier finding is worth."""

import pytest

from licet.kernel.errors import Conflict, Invalid, MissingReasons
from licet.screening.domain.hits import Earlier, HitState, Outcome, carried_from, check_adjudication, state


@pytest.mark.parametrize(
    ("own", "carried", "stands"),
    [
        (None, None, HitState.OPEN),
        (None, Outcome.NOT_SAME, HitState.CLEARED),
        (None, Outcome.SAME, HitState.CONFIRMED),
        (None, Outcome.CANNOT_TELL, HitState.OPEN),
        (Outcome.SAME, Outcome.NOT_SAME, HitState.CONFIRMED),
        (Outcome.CANNOT_TELL, Outcome.NOT_SAME, HitState.OPEN),
        (Outcome.NOT_SAME, None, HitState.CLEARED),
    ],
)
def test_state_of_a_hit(own: Outcome | None, carried: Outcome | None, stands: HitState) -> None:
    assert state(own, carried) is stands


def test_adjudication_wants_reasons() -> None:
    with pytest.raises(MissingReasons):
        check_adjudication(reasons="  \n", started_from=0, latest=0)
    with pytest.raises(Invalid, match="longer than"):
        check_adjudication(reasons="x" * 10_001, started_from=0, latest=0)
    assert check_adjudication(reasons=" another birth date ", started_from=2, latest=2) == "another birth date"


def test_adjudication_from_a_stale_version_is_a_conflict() -> None:
    with pytest.raises(Conflict):
        check_adjudication(reasons="why", started_from=0, latest=1)


def test_last_adjudicated_hit_speaks_for_a_pair() -> None:
    earlier = [Earlier("h1", "p", "e", Outcome.NOT_SAME), Earlier("h2", "p", "e", Outcome.SAME), Earlier("h3", "p", "f", Outcome.NOT_SAME)]
    assert carried_from(earlier) == {("p", "e"): "h2", ("p", "f"): "h3"}


def test_doubt_that_came_last_carries_nothing() -> None:
    assert carried_from([Earlier("h1", "p", "e", Outcome.NOT_SAME), Earlier("h2", "p", "e", Outcome.CANNOT_TELL)]) == {}
