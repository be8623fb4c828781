"""A pytest plugin (`-p bench.mutations.recording`): notes for each test which lines of the program it runs, how long it takes and whether
it passes. `bench/mutations/coverage_map.py` starts it in a copy of the tree.

Each test is a context of coverage.py. The processes that a test starts record under its name too: they find `START_IN_PROCESSES` as
`sitecustomize` on their path. What is remembered from one call to the next (`functools.cache`) is forgotten at the start of each file of
tests, so that a line counts for the first test of each file that needs it and not only for the first of the run.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import coverage
import pytest

from bench.mutations.coverage_map import CONFIGURATION, OUTCOMES, TEST
from bench.mutations.functions import forget_results

_OUTCOMES = Path(f"{os.environ[OUTCOMES]}.{os.getpid()}")  # read now: there are tests that empty the environment
_recorder = coverage.Coverage(config_file=os.environ[CONFIGURATION], auto_data=True)
_recorder.start()  # before the program is imported: its lines then are in the context of no test
_file_before = ""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    global _file_before
    if item.location[0] != _file_before:
        forget_results()
        _file_before = item.location[0]
    os.environ[TEST] = item.nodeid
    _recorder.switch_context(item.nodeid)
    result = yield
    _recorder.switch_context("")
    os.environ.pop(TEST, None)
    return result


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Under xdist, each worker calls this for its own tests and the starting process for all: only the workers write."""
    if report.when == "call" and not hasattr(report, "node"):
        with _OUTCOMES.open("a") as file:
            file.write(json.dumps({"test": report.nodeid, "seconds": report.duration, "passed": report.outcome == "passed"}) + "\n")
