"""What every test may use. A run is for one engine: `LICET_TEST_ENGINE=sqlite` (default) or `postgresql`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests import cluster

ENGINE = os.environ.get("LICET_TEST_ENGINE", "sqlite")


def pytest_configure(config: pytest.Config) -> None:
    if ENGINE == "postgresql" and not hasattr(config, "workerinput"):
        cluster.start(Path(os.environ["LICET_TEST_CLUSTER"]))


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    if ENGINE == "postgresql":
        cluster.stop(Path(os.environ["LICET_TEST_CLUSTER"]))
    shutil.rmtree(os.environ["LICET_TEST_HOME"], ignore_errors=True)


def pytest_report_header(config: pytest.Config) -> str:
    return f"engine: {ENGINE}"


@pytest.fixture
def engine() -> str:
    """The engine of this run: "sqlite" or "postgresql"."""
    return ENGINE


@pytest.fixture
def test_data() -> Path:
    """The folder of real data (`LICET_TEST_DATA`); the test is skipped, with the reason, where there is none."""
    folder = os.environ.get("LICET_TEST_DATA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("LICET_TEST_DATA names no folder: this test reads real data from it")
    return Path(folder)
