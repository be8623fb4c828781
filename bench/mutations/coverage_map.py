"""Which tests run which line of the program: recorded once, kept in `.tools/mutations/map.sqlite3`, and brought up to date by running
only the tests that are new or changed, and those that ran a file which has changed since.

What coverage.py records is kept as it packs it (a row for each test and file), and its own function finds a line in it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import coverage
from coverage.numbits import register_sqlite_functions

from bench.mutations import trees

OF_THE_SHAPE = "tests/architecture"
"""Tests that read all files or look at what they define: they notice what acts at import, such as a decorator, and run no line."""
FOLDERS = ("tests/unit", "tests/property", "tests/module", "tests/contract", OF_THE_SHAPE)
"""Journeys in a browser are left out: they are slow."""
CONFIGURATION, TEST, OUTCOMES = "MUTATIONS_CONFIGURATION", "MUTATIONS_TEST", "MUTATIONS_OUTCOMES"
"""Variables of the environment that lead `recording` to its configuration, the current test and the file of outcomes."""
START_IN_PROCESSES = f"""
import os
if "{TEST}" in os.environ:
    import coverage
    coverage.Coverage(config_file=os.environ["{CONFIGURATION}"], context=os.environ["{TEST}"], auto_data=True).start()
"""
SCHEMA = """
create table if not exists digest (path text primary key, digest text not null);
create table if not exists test (name text primary key, seconds real not null, passed integer not null);
create table if not exists ran (test text not null, path text not null, lines blob not null, primary key (path, test)) without rowid;
"""
SETTINGS = """
[run]
parallel = true
data_file = {folder}/recorded
source =
    {tree}/src/licet
    {tree}/src/licet_verify
omit = */migrations/*
sigterm = true
patch =
    fork
    _exit
disable_warnings = no-data-collected,module-not-measured,already-imported,module-not-imported
"""


_JOINED = "select name, seconds from ran join test on name = test"


class CoverageMap:
    """The recorded map. Paths are relative to the root of the tree; a test is named as pytest names it."""

    def __init__(self) -> None:
        trees.CACHE.mkdir(parents=True, exist_ok=True)
        self._store = sqlite3.connect(trees.CACHE / "map.sqlite3", autocommit=True, check_same_thread=False)
        self._store.executescript(SCHEMA)
        register_sqlite_functions(self._store)

    def find_tests(self, path: str, lines: tuple[int, int]) -> list[tuple[str, float]]:
        """The tests that pass and run one of these lines, with their seconds."""
        return self._store.execute(f"{_JOINED} where path = ? and passed and ({_any_line(*lines)})", [path]).fetchall()

    def find_tests_of(self, path: str) -> list[tuple[str, float]]:
        """The tests that pass and run anything in a file."""
        return self._store.execute(f"{_JOINED} where path = ? and passed", [path]).fetchall()

    def find_tests_in(self, folder: str) -> list[tuple[str, float]]:
        """Every test of a folder that passes, with its seconds."""
        return self._store.execute("select name, seconds from test where passed and name glob ?", [f"{folder}/*"]).fetchall()

    def is_run_at_import(self, path: str, lines: tuple[int, int]) -> bool:
        asked = f"select 1 from ran where path = ? and test = '' and ({_any_line(*lines)})"
        return self._store.execute(asked, [path]).fetchone() is not None

    def seconds_of(self, test: str) -> float:
        row = self._store.execute("select seconds from test where name = ?", [test]).fetchone()
        return float(row[0]) if row else 1.0

    def bring_up_to_date(self) -> None:
        """Record what is missing, and remember for which state of each file that was."""
        now, before = _digest_files(), dict(self._store.execute("select path, digest from digest"))
        changed = {path for path in now | before if now.get(path) != before.get(path)}
        if not changed:
            return
        arguments = self._choose_tests(changed) if before else list(FOLDERS)
        if arguments:
            self._forget(changed, arguments)
            self._record(arguments)
        self._store.execute("begin")
        self._store.execute("delete from digest")
        self._store.executemany("insert into digest values (?, ?)", now.items())
        self._store.execute("commit")

    def _choose_tests(self, changed: set[str]) -> list[str]:
        """The files of tests that have changed, are beside a changed helper, or ran a file that has changed."""
        helpers = {Path(path).parent for path in changed if path.startswith("tests/") and not Path(path).name.startswith("test_")}
        chosen = {path for path in changed if path.startswith(FOLDERS) and Path(path).name.startswith("test_")}
        known = {name for (name,) in self._store.execute("select name from test")}
        chosen |= {name.partition("::")[0] for name in known if helpers & set(Path(name.partition("::")[0]).parents)}
        for path in changed:
            chosen |= {name.partition("::")[0] for (name,) in self._store.execute("select test from ran where path = ?", [path]) if name}
        return sorted(path for path in chosen if (trees.ROOT / path).is_file())

    def _forget(self, changed: set[str], arguments: list[str]) -> None:
        gone = [path for path in changed if not (trees.ROOT / path).exists()]
        for file in [*arguments, *gone]:
            self._store.execute("delete from test where name glob ?", [f"{file}::*"])
            self._store.execute("delete from ran where test glob ? or path = ?", [f"{file}::*", file])

    def _record(self, arguments: list[str]) -> None:
        tree = trees.copy_tree("recording")
        (tree / "src" / "sitecustomize.py").write_text(START_IN_PROCESSES)
        with tempfile.TemporaryDirectory(prefix="licet-mutations-") as folder:
            configuration = Path(folder) / "coverage.ini"
            configuration.write_text(SETTINGS.format(folder=folder, tree=tree))
            environment = trees.make_environment(tree, Path(folder)) | {
                CONFIGURATION: str(configuration),
                OUTCOMES: str(Path(folder) / "outcomes"),
            }
            command = [sys.executable, "-m", "pytest", "-q", "-p", "bench.mutations.recording", "-p", "no:randomly", "-n", "2"]
            command += [f"--basetemp={folder}/tests"]  # pytest removes the folders of its own choice after three other runs
            done = subprocess.run([*command, "--dist", "loadfile", *arguments], cwd=tree, env=environment, stdout=sys.stderr, check=False)
            if done.returncode not in (0, 1):  # 1: a test failed, and is left out
                raise RuntimeError(f"the tests could not be run to record what they run: pytest ended with {done.returncode}")
            self._keep(Path(folder), tree)

    def _keep(self, folder: Path, tree: Path) -> None:
        combined = coverage.CoverageData(str(folder / "combined"))
        for file in folder.glob("recorded.*"):
            part = coverage.CoverageData(str(file))
            part.read()
            combined.update(part)
        combined.close()
        with sqlite3.connect(folder / "combined") as source:
            asked = "select context, path, numbits from line_bits join context on context.id = context_id join file on file.id = file_id"
            rows = source.execute(asked).fetchall()
        self._store.execute("begin")
        self._store.executemany("insert or replace into test values (?, ?, ?)", _read_outcomes(folder.glob("outcomes.*")))
        self._store.executemany(
            "insert or replace into ran values (?, ?, ?)",
            ((test, str(Path(path).relative_to(tree)), lines) for test, path, lines in rows),
        )
        self._store.execute("commit")


def digest_program() -> str:
    """Of the program, and of what the tests share, as they are now."""
    files = {path: digest for path, digest in _digest_files().items() if not Path(path).name.startswith("test_")}
    return hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()


def _any_line(first: int, last: int) -> str:
    return " or ".join(f"num_in_numbits({line}, lines)" for line in range(first, last + 1))


def _read_outcomes(files: Iterable[Path]) -> Iterable[tuple[str, float, bool]]:
    for file in files:
        for line in file.read_text().splitlines():
            outcome = json.loads(line)
            yield outcome["test"], outcome["seconds"], outcome["passed"]


def _digest_files() -> dict[str, str]:
    """The digest of every Python file of the program and of its tests."""
    files = [file for folder in ("src", *FOLDERS, "tests") for file in (trees.ROOT / folder).rglob("*.py")]
    return {
        str(file.relative_to(trees.ROOT)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files if "journey" not in file.parts
    }
