"""What a concern may be about, and how much it may say: each refusal names the one thing to put right."""

from __future__ import annotations

import pytest

from licet.concerns.domain import MOST_POINTS, check_points, check_topics
from licet.kernel.errors import Invalid, InvalidMany


@pytest.mark.parametrize(
    ("topics", "why"),
    [
        ([], "Say what this is about"),
        (["QM"], "“QM” is not a topic"),
        (["colour:red"], "“colour:red” is not a topic"),
        (["destination:ZZ"], "“ZZ” is not the code of a destination"),
        (["destination:qm"], "“qm” is not the code of a destination"),
        (["subject:weather"], "“weather” is not a subject: write subject:policy or subject:conduct"),
        ([f"case:XA-IND 2031/{number:06}" for number in range(1, 14)], "A concern is about 12 things at most"),
    ],
)
def test_topics_that_are_refused(topics: list[str], why: str) -> None:
    assert check_topics(["destination:QM", "subject:policy", "destination:QM"], {"QM"}) == ("destination:QM", "subject:policy")
    with pytest.raises(Invalid, match=why):
        check_topics(topics, {"QM"})


@pytest.mark.parametrize(
    ("points", "error", "why"),
    [
        ([], Invalid, "Write one point at least"),
        (["A point."] * (MOST_POINTS + 1), Invalid, "A concern has at most 20 points; raise the others in a second one"),
        (["A point.", " "], InvalidMany, "point 2"),
    ],
)
def test_points_that_are_refused(points: list[str], error: type[Exception], why: str) -> None:
    assert check_points([" A point. "] * MOST_POINTS) == ("A point.",) * MOST_POINTS
    with pytest.raises(error, match=why):
        check_points(points)
