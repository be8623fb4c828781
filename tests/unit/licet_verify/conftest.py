"""What the verifier's tests share."""

import pytest
from tests.unit.licet_verify.small_log import SmallLog, make_leaf


@pytest.fixture
def small_log() -> SmallLog:
    return SmallLog(tuple(make_leaf(number) for number in range(11)))
