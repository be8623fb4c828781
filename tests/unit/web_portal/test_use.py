"""What the form of the route begins with."""

from datetime import date

import pytest

from licet.applications.public import Route
from licet.web.portal.forms.use import route_initial


@pytest.mark.parametrize(("kept", "day"), [("2031-08-01", date(2031, 8, 1)), ("", None), ("next summer", None)])
def test_a_day_of_return_that_is_none_leaves_the_field_empty(kept: str, day: date | None) -> None:
    assert route_initial(Route(start="Norvia", transport="sea", temporary="yes", return_on=kept))["return_on"] == day
