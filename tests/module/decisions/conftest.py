from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import world as worlds
from tests.copies import check_acts_wait_for_whose_turn_it_is, check_ended_cases_wait_for_nobody, check_lists_show_what_they_list


@pytest.fixture
def world(db: None, tmp_path: Path) -> Iterator[worlds.World]:
    yield worlds.build(tmp_path)
    check_acts_wait_for_whose_turn_it_is()
    check_ended_cases_wait_for_nobody()
    check_lists_show_what_they_list()
