"""Intakes as processes: killed in the middle, and two at once over one file."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
from tests.module.evidence.conftest import record
from tests.stores import ENGINE, Store

COUNT = 3_000
KILLED_AFTER_A_SET = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
import django
django.setup()
from licet.evidence.public import ingest_tagged
from licet.kernel.actor import system
from licet.kernel.permission import Permission
sets = []
def stop(read, size):
    sets.append(read)
    if len(sets) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
ingest_tagged(actor=system("t", Permission.DOCUMENT_INGEST), path=Path(sys.argv[1]), source="s", now=datetime.now(UTC), on_progress=stop)
"""


def corpus(store: Store) -> Path:
    path = store.home / "corpus.txt"
    path.write_text("stray " + "".join(record(number, f"Report {number}.") for number in range(1, COUNT + 1)))
    return path


def rows(store: Store, query: str) -> list[tuple[object, ...]]:
    if ENGINE == "postgresql":
        with psycopg.connect(store.environ["LICET_DATABASE_URL"]) as there:
            return there.execute(query).fetchall()  # type: ignore[call-overload,no-any-return]
    with closing(sqlite3.connect(store.home / "licet.sqlite3")) as here:
        return here.execute(query).fetchall()


def ingest(store: Store, path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "licet", "evidence", "ingest", str(path), "--source", "s", "--json", "--all"]
    return subprocess.Popen(command, env=store.environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_killed_intake_goes_on_and_takes_each_document_once(store_copy: Store) -> None:
    path = corpus(store_copy)
    killed = store_copy.python("-c", KILLED_AFTER_A_SET, str(path), DJANGO_SETTINGS_MODULE="licet.project.settings")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    [(taken,)] = rows(store_copy, "SELECT count(*) FROM evidence_document")
    assert 0 < int(str(taken)) < COUNT
    done = ingest(store_copy, path)
    said, errors = done.communicate(timeout=120)
    assert done.returncode == 0, errors
    told = json.loads(said)
    assert [row["number"] for row in told["documents"]] == list(range(1, COUNT + 1))
    assert (told["known"], told["rejects"]) == (0, [{"offset": 0, "line": 1, "reason": "stray"}])
    assert rows(store_copy, "SELECT kind FROM ledger_internalevent WHERE kind LIKE 'evidence:%'") == [("evidence:corpus:read",)]
    held = "evidence_words MATCH 'report'" if ENGINE == "sqlite" else "vector @@ 'report'::tsquery"
    assert rows(store_copy, f"SELECT count(*) FROM evidence_words WHERE {held}") == [(COUNT,)]


def test_two_intakes_of_one_file_take_each_document_once(store_copy: Store) -> None:
    path = corpus(store_copy)
    both = [ingest(store_copy, path) for _ in range(2)]
    for each in both:
        _, errors = each.communicate(timeout=240)
        assert each.returncode == 0, errors
    assert rows(store_copy, "SELECT count(*), max(serial) FROM evidence_document") == [(COUNT, COUNT)]
    assert rows(store_copy, "SELECT count(*) FROM ledger_internalevent WHERE kind LIKE 'evidence:%'") == [(1,)]
