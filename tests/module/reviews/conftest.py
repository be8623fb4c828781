from pathlib import Path

import pytest
from tests import world as worlds
from tests.module.assessments.builders import Assessing


@pytest.fixture
def world(db: None, tmp_path: Path) -> worlds.World:
    return worlds.build(tmp_path)


@pytest.fixture
def assessing(world: worlds.World) -> Assessing:
    return Assessing.begin(world)
