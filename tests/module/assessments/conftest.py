from pathlib import Path

import pytest
from tests import world as worlds
from tests.module.assessments.builders import Assessing


@pytest.fixture
def assessing(db: None, tmp_path: Path) -> Assessing:
    """People who assess, and three incidents at Kasdara."""
    return Assessing.begin(worlds.build(tmp_path))
