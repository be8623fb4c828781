"""PostgreSQL's own programs: what they are told, and what is said when they fail. Also where the tests run on SQLite."""

from __future__ import annotations

from pathlib import Path

import pytest

from licet.cli.store import snapshots
from licet.kernel.errors import Refused

REACHED = {"host": "db.example", "port": 5433, "user": "licet", "password": "secret word", "dbname": "licet", "sslmode": "verify-full"}


@pytest.fixture
def called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands for both programs: writes down how it was called, and fails where it is asked to."""
    written = tmp_path / "called"
    for program in ("pg_dump", "pg_restore"):
        script = tmp_path / "bin" / program
        script.parent.mkdir(exist_ok=True)
        script.write_text(
            f'#!/bin/sh\necho "$@" >{written}\nenv | grep ^PG | sort >>{written}\n'
            'case "$*" in *--fail*) echo "  the disk is full  " >&2; exit 3;; esac\n'
        )
        script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setattr(snapshots, "parameters", lambda alias: REACHED)
    return written


@pytest.mark.parametrize(("program", "line"), [("pg_dump", "--format=custom"), ("pg_restore", "--dbname licet --format=custom")])
def test_a_program_is_told_by_its_environment_how_the_database_is_reached(called: Path, program: str, line: str) -> None:
    snapshots.run_postgresql("default", program, "--format=custom")
    assert called.read_text().splitlines() == [
        line,
        "PGDATABASE=licet",
        "PGHOST=db.example",
        "PGPASSWORD=secret word",
        "PGPORT=5433",
        "PGSSLMODE=verify-full",
        "PGUSER=licet",
    ]


def test_a_program_that_fails_is_named_with_what_it_said(called: Path) -> None:
    with pytest.raises(Refused, match=r"^pg_dump failed: the disk is full$"):
        snapshots.run_postgresql("default", "pg_dump", "--fail")


def test_a_program_that_is_not_there_is_said_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused, match=r"pg_restore is not installed here\. Type: apt-get install postgresql-client"):
        snapshots.run_postgresql("default", "pg_restore")
