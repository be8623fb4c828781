from pathlib import Path

import pytest
from tests import world as worlds


@pytest.fixture
def world(db: None, tmp_path: Path) -> worlds.World:
    return worlds.build(tmp_path)
