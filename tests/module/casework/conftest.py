"""One of each who takes part in a case."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.copies import check_lists_show_what_they_list
from tests.module.casework.builders import People, cast


@pytest.fixture
def who(db: None) -> Iterator[People]:
    yield cast()
    check_lists_show_what_they_list()
