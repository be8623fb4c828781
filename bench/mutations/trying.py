"""Tries mutants in a copy of the tree: chooses the tests, and asks the worker, or a process of its own where the change acts at import."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.mutations import trees
from bench.mutations.choosing import Mutant
from bench.mutations.coverage_map import FOLDERS, OF_THE_SHAPE, CoverageMap, digest_program
from bench.mutations.worker import wait_for_answer

SECONDS_OF_TESTS = 90
"""No mutant is tried for longer than this; what then is left of its tests is not run, and counts as not having caught it."""
ELSEWHERE = 3
"""A test of another part of the program is run as if it took so many times longer: those of the same part are likelier to notice."""
STORES = ("empty", "demo", "killed")


@dataclass(frozen=True)
class Verdict:
    mutant: Mutant
    caught: bool
    test: str
    """The test that caught it, and how; for a survivor, how many tests ran."""


class Tree:
    """A copy of the tree with its worker. One mutant at a time."""

    def __init__(self, number: int, known: CoverageMap) -> None:
        self.root = trees.copy_tree(f"tree-{number}")
        self.known = known
        self._stores = Path(tempfile.mkdtemp(prefix="licet-mutations-"))
        self._environment = trees.make_environment(self.root, self._stores)
        self._log = (trees.CACHE / f"tree-{number}.log").open("w")
        self._trusted: set[str] = set()
        self._run_python("-m", "compileall", "-q", "src", "tests", "bench")
        self._environment |= {"PYTHONDONTWRITEBYTECODE": "yes"}
        self._copy_stores()
        folders = [folder for folder in FOLDERS if (self.root / folder).is_dir()]
        self._worker, self._jobs, self._answers = self._start("serve", folders)
        self._is_ready = False

    def _copy_stores(self) -> None:
        """Stores made by the program as it is, so that no mutant fills one; they are kept until the program changes."""
        made = trees.CACHE / "made-stores"
        stamp = made / digest_program()
        if not stamp.exists():
            shutil.rmtree(made, ignore_errors=True)
            for kind in STORES:
                self._run_python("-c", _MAKE_STORE, kind, LICET_TEST_HOME=str(made))
            stamp.touch()
        shutil.copytree(made / "stores", self._stores / "stores")

    def close(self) -> None:
        os.close(self._jobs)
        self._worker.wait(60)
        self._log.close()
        shutil.rmtree(self._stores, ignore_errors=True)

    def try_mutant(self, mutant: Mutant) -> Verdict:
        """A test counts as having caught the change only where it passes without it."""
        at_import = mutant.at_import or self.known.is_run_at_import(mutant.path, mutant.lines)
        if not self.known.find_tests(mutant.path, mutant.lines):  # a line in the middle of a statement may be counted with its first
            at_import = at_import or self.known.is_run_at_import(mutant.path, mutant.statement)
        tests, alone = self._choose_tests(mutant, at_import=at_import), False
        while tests:
            answer = self._ask_alone(mutant, tests) if alone else self._ask(mutant, tests)
            if not alone and (answer["outcome"] == "at import" or (at_import and answer["outcome"] == "survived")):
                alone, tests = True, self._choose_tests(mutant, at_import=True)
                continue
            test = answer.get("test", "")
            if answer["outcome"] == "survived":
                return Verdict(mutant, False, f"{len(tests)} tests ran")
            if not test or self._is_trusted(test):
                return Verdict(mutant, True, f"{test or 'the tests do not start'}: {answer['message']}")
            tests = [name for name in tests if name != test]
        return Verdict(mutant, False, "no test runs this line")

    def _is_trusted(self, test: str) -> bool:
        if test not in self._trusted and self._ask(None, [test])["outcome"] == "survived":
            self._trusted.add(test)
        return test in self._trusted

    def _choose_tests(self, mutant: Mutant, *, at_import: bool) -> list[str]:
        """Those that run the line, the fastest first, tests of its own part of the program before others.

        For what a file does while it is imported these are the tests that run the function around it, such as one whose decorator is
        changed; else anything in the file, else all of its part; and, beside the limit of time, those that look at the shape of the whole.
        """
        area = _name_area(mutant.path)
        if at_import:
            found = self._find_tests_in_function(mutant) or self.known.find_tests_of(mutant.path)
            found = found or self.known.find_tests_in(f"tests/*/{area}")
        else:
            places = (mutant.lines, mutant.statement)
            found = next((tests for place in places if (tests := self.known.find_tests(mutant.path, place))), [])
        found.sort(key=lambda one: one[1] * (1 if f"/{area}/" in one[0] else ELSEWHERE))
        chosen, seconds = [], 0.0
        for name, taken in found:
            seconds += taken + 0.02
            if seconds > SECONDS_OF_TESTS:
                break
            chosen.append(name)
        return chosen + ([name for name, _ in self.known.find_tests_in(OF_THE_SHAPE)] if at_import else [])

    def _find_tests_in_function(self, mutant: Mutant) -> list[tuple[str, float]]:
        """The tests that run the function around a change, but for its first lines: those run wherever the file is imported."""
        begins = max(mutant.lines[1], mutant.statement[1]) + 1
        return self.known.find_tests(mutant.path, (begins, mutant.function[1])) if begins <= mutant.function[1] else []

    def _ask(self, mutant: Mutant | None, tests: list[str]) -> dict[str, Any]:
        job: dict[str, Any] = {"path": "", "tests": tests, "cpu_seconds": self._limit(tests)}
        if mutant is None:
            return self._send(job)
        before = (self.root / mutant.path).read_text("utf-8")
        with self._changed(mutant):
            return self._send(job | {"path": mutant.path, "before": before, "after": mutant.source})

    def _send(self, job: dict[str, Any]) -> dict[str, Any]:
        if not self._is_ready:
            self._wait_until_ready()
        os.write(self._jobs, json.dumps(job).encode() + b"\n")
        answer = wait_for_answer(self._answers, limit=8 * job["cpu_seconds"] + 120)
        self._sweep()
        return answer

    def _wait_until_ready(self) -> None:
        if (answer := wait_for_answer(self._answers, limit=900))["outcome"] != "ready":
            raise RuntimeError(f"the tests could not be collected ({answer['message']}): see {self._log.name}")
        self._is_ready = True

    def _ask_alone(self, mutant: Mutant, tests: list[str]) -> dict[str, Any]:
        with self._changed(mutant):
            process, jobs, answers = self._start("once", tests)
            answer = wait_for_answer(answers, limit=4 * self._limit(tests) + 120)
            process.kill()
            process.wait()
        os.close(jobs)
        os.close(answers)
        self._sweep()
        return answer

    def _limit(self, tests: list[str]) -> int:
        return 30 + int(5 * sum(self.known.seconds_of(test) for test in tests))

    def _start(self, mode: str, arguments: list[str]) -> tuple[subprocess.Popen[bytes], int, int]:
        (job_end, jobs), (answers, answer_end) = os.pipe(), os.pipe()
        command = [sys.executable, "-m", "bench.mutations.worker", mode, str(job_end), str(answer_end), *arguments]
        process = subprocess.Popen(
            command, cwd=self.root, env=self._environment, pass_fds=(job_end, answer_end), stdout=self._log, stderr=self._log
        )
        os.close(job_end)
        os.close(answer_end)
        return process, jobs, answers

    def _run_python(self, *arguments: str, **environment: str) -> None:
        changed = self._environment | environment
        subprocess.run([sys.executable, *arguments], cwd=self.root, env=changed, stdout=self._log, stderr=self._log, check=True)

    @contextmanager
    def _changed(self, mutant: Mutant) -> Iterator[None]:
        """The file with the change; its time of modification afterwards is that of the compiled one again."""
        file = self.root / mutant.path
        text, times = file.read_bytes(), file.stat()
        file.write_text(mutant.source, "utf-8")
        try:
            yield
        finally:
            file.write_bytes(text)
            os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))

    def _sweep(self) -> None:
        """What tests that were ended have left behind: copies of stores, and examples that Hypothesis would try again."""
        shutil.rmtree(self.root / ".hypothesis", ignore_errors=True)
        for folder in (self._stores / "stores").glob("*"):
            if folder.is_dir() and folder.name not in STORES:
                shutil.rmtree(folder, ignore_errors=True)


_MAKE_STORE = """
import sys
import licet.project.settings_for_tests
from tests.stores import original
original(sys.argv[1])
"""


def _name_area(path: str) -> str:
    """The folder of tests for a file: `casework` for src/licet/casework/…, `web_desk` for src/licet/web/desk/…."""
    parts = path.split("/")
    if parts[1] != "licet":
        return parts[1]
    return f"web_{parts[3]}" if parts[2] == "web" else parts[2].removesuffix(".py")
