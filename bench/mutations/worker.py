"""A process that has the tests of a tree collected, Django started and the test databases made, and tries one mutant after another.

It is started in a copy of the tree with two pipes: one for jobs, one for answers, a line of JSON each. For each mutant the changed file is
written into the tree, so that the processes which tests start read it; then this process forks, and the child puts the changed code into
the functions that exist already and runs the tests until one fails. What the child does to the databases in memory goes away with it.

`--once` instead collects the tests of its single job with the changed file in place: for what a module does while it is imported.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import select
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from bench.mutations.functions import CannotPutIn, Index, forget_results, index_functions, put_in

TREE = Path.cwd()


class Runner:
    """The plugin that takes the place of pytest's own loop."""

    def __init__(self, jobs: int, answers: int, *, once: bool) -> None:
        self.jobs, self.answers, self.once = os.fdopen(jobs), answers, once
        self.failure: dict[str, str] | None = None
        self.index: Index = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and self.failure is None:
            self.failure = {"test": report.nodeid, "message": str(getattr(report.longrepr, "reprcrash", None) or report.longrepr)[:300]}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        if self.once:
            broken = {"outcome": "caught", "test": "", "message": "the tests cannot be collected"}
            self._answer(self.answers, broken if session.testsfailed else self._run(session.items))
            os._exit(0)
        self._warm_up(session.items)
        self._answer(self.answers, {"outcome": "ready", "tests": len(items)})
        for line in self.jobs:
            self._answer(self.answers, self._try_in_child(json.loads(line), items))
        os._exit(0)  # the session's end would take the databases down test by test

    def _warm_up(self, items: list[pytest.Item]) -> None:
        """The first test of a database makes all of them; each child then starts from there."""
        item = next(item for item in items if "db" in getattr(item, "fixturenames", ()))
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=item.session)  # what belongs to the whole session stays
        forget_results()
        self.index = index_functions(TREE / "src")
        gc.collect()
        gc.freeze()

    def _try_in_child(self, job: dict[str, Any], items: dict[str, pytest.Item]) -> dict[str, Any]:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            self._be_child(job, items, writing)
        os.close(writing)
        answer = wait_for_answer(reading, limit=4 * job["cpu_seconds"] + 60)
        with suppress(ProcessLookupError):  # it may have ended
            os.killpg(child, signal.SIGKILL)  # with whatever the tests have started
        os.waitpid(child, 0)
        os.close(reading)
        return answer

    def _be_child(self, job: dict[str, Any], items: dict[str, pytest.Item], writing: int) -> None:
        try:
            os.setsid()
            resource.setrlimit(resource.RLIMIT_CPU, (job["cpu_seconds"], job["cpu_seconds"] + 5))
            self.answers = writing
            if job["path"]:
                put_in(TREE / job["path"], job["before"], job["after"], self.index)
            self._answer(writing, self._run([items[test] for test in job["tests"] if test in items]))
        except CannotPutIn:
            self._answer(writing, {"outcome": "at import"})
        finally:
            os._exit(0)

    def _run(self, items: list[pytest.Item]) -> dict[str, Any]:
        for number, item in enumerate(items):
            self._answer(self.answers, {"started": item.nodeid})
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=items[min(number + 1, len(items) - 1)])
            if self.failure:
                return {"outcome": "caught", **self.failure}
        return {"outcome": "survived", "tests": len(items)}

    @staticmethod
    def _answer(descriptor: int, answer: dict[str, Any]) -> None:
        os.write(descriptor, json.dumps(answer).encode() + b"\n")


def wait_for_answer(reading: int, *, limit: float) -> dict[str, Any]:
    """What the child says last; where it ends or hangs without an answer, the test it was at has caught the change."""
    until, text, started = time.monotonic() + limit, b"", ""
    while (left := until - time.monotonic()) > 0 and select.select([reading], [], [], left)[0]:
        piece = os.read(reading, 65_536)
        if not piece:
            return {"outcome": "caught", "test": started, "message": "the process ended: it crashed, or used up its time"}
        *lines, text = (text + piece).split(b"\n")
        for said in map(json.loads, lines):
            if "outcome" in said:
                return dict(said)
            started = said["started"]
    return {"outcome": "caught", "test": started, "message": "the tests did not end"}


def main() -> None:
    mode, jobs, answers, *arguments = sys.argv[1:]
    options = ["-q", "-n", "0", "-p", "no:randomly", "--hypothesis-seed=0", "--capture=no", "--tb=line"]
    options += [f"--basetemp={os.environ['LICET_TEST_HOME']}/tests-{os.getpid()}"]  # that of pytest goes away after three other runs
    pytest.main([*options, *arguments], plugins=[Runner(int(jobs), int(answers), once=mode == "once")])


if __name__ == "__main__":
    main()
