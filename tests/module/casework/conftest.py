"""One of each who takes part in a case."""

from __future__ import annotations

import pytest
from tests.module.casework.builders import People, cast


@pytest.fixture
def who(db: None) -> People:
    return cast()
