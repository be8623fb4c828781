"""`bin/bench log`: growing the tree and appending durably, each against a limit measured in the same run.

The store is a throw-away SQLite file with the ledger alone; entries are those of events like a licence's decision.
Both sides take turns, so that a busy machine slows both: hashing is the quickest round, writing the median.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, ClassVar

TREE_ENTRIES, TREE_ROUNDS, DURABLE_ENTRIES, DURABLE_ROUNDS = 8_192, 120, 20_000, 5
ROOT = Path(__file__).resolve().parents[1]
NOW = datetime(2031, 5, 2, 9, 30, tzinfo=UTC)


def measure_all() -> list[dict[str, Any]]:
    """Measure in a process of its own, with no other settings than the ledger's; returns the results of `--json`."""
    with tempfile.TemporaryDirectory(prefix="licet-bench-") as folder:
        environment = os.environ | {
            "LEDGER_STORE": f"{folder}/log.sqlite3",
            "DJANGO_SETTINGS_MODULE": "bench.ledger_store",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        }
        done = subprocess.run([sys.executable, __file__], env=environment, cwd=ROOT, stdout=subprocess.PIPE, check=True, timeout=600)
    results: list[dict[str, Any]] = json.loads(done.stdout)
    return results


def _measure_engine() -> list[dict[str, Any]]:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    prepared = _prepare_leaves(DURABLE_ENTRIES)
    return [_measure_tree([leaf.data for leaf in _prepare_leaves(TREE_ENTRIES).leaves]), *_measure_appending(prepared)]


def _measure_tree(entries: list[bytes]) -> dict[str, Any]:
    from licet_verify.tree import Frontier

    inner = [b"\x01" + bytes(64)] * (len(entries) - 1)
    prefixed = [b"\x00" + entry for entry in entries]

    def hash_leaves() -> None:
        for data in prefixed:
            sha256(data).digest()
        for data in inner:
            sha256(data).digest()

    ours, peer = _time_in_turns(lambda: Frontier().extend(entries), hash_leaves)
    return _make_result("tree append in memory", len(entries) / ours, "hashlib on the same bytes", "limit", peer / ours, 0.8)


def _measure_appending(prepared: Any) -> list[dict[str, Any]]:
    """Entry and node rows from leaf bytes, without salts: the plain side writes exactly these rows to the same tables."""
    from licet.kernel.actor import system
    from licet.ledger.domain import Leaf, Prepared
    from licet.ledger.public import append, append_prepared

    actor, events = system("bench"), _make_events(DURABLE_ENTRIES)
    bare = Prepared(tuple(Leaf(each.kind, each.on, each.ref, each.data, (), each.is_public) for each in prepared.leaves))

    def append_events() -> None:
        append(actor=actor, events=events, now=NOW, narrowing={}, pack_version="bench@1")

    ours, peer, entire = [], [], []
    for _ in range(DURABLE_ROUNDS):
        ours.append(_in_fresh_store(lambda: append_prepared(actor=actor, prepared=bare, now=NOW)))
        entries, nodes = _make_rows()
        peer.append(_in_fresh_store(partial(_insert_rows, entries, nodes)))
        entire.append(_in_fresh_store(append_events))
    fast, plain, all_of_it = median(ours), median(peer), median(entire)
    count, rows = len(bare.leaves), "executemany of the same rows"
    return [
        _make_result("durable append from prepared leaf bytes", count / fast, rows, "run", plain / fast, 0.5),
        _make_result("whole ledger.append (leaves, salts, rows)", count / all_of_it, rows, "run", plain / all_of_it, None),
    ]


def _in_fresh_store(act: Callable[[], object]) -> float:
    """Seconds of one transaction in an empty store of the same tables and triggers."""
    from django.core.management import call_command
    from django.db import connection, transaction

    connection.close()
    for suffix in ("", "-wal", "-shm"):
        Path(os.environ["LEDGER_STORE"] + suffix).unlink(missing_ok=True)
    call_command("migrate", verbosity=0)
    start = perf_counter()
    with transaction.atomic():
        act()
    return perf_counter() - start


def _make_rows() -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """The rows that the last append wrote."""
    with sqlite3.connect(os.environ["LEDGER_STORE"]) as store:
        return list(store.execute("SELECT * FROM ledger_entry")), list(store.execute("SELECT * FROM ledger_node ORDER BY rowid"))


def _insert_rows(entries: list[tuple[Any, ...]], nodes: list[tuple[Any, ...]]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        plain = cursor.cursor.connection.cursor()  # sqlite3's own cursor: nothing of Django stands between
        plain.executemany("INSERT INTO ledger_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", entries)
        plain.executemany("INSERT INTO ledger_node VALUES (?, ?)", nodes)


def _make_events(count: int) -> list[Any]:
    from licet.kernel.event import Event

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Granted(Event):
        kind: ClassVar[str] = "bench:licence:granted"
        is_public: ClassVar[bool] = True
        published: ClassVar[frozenset[str]] = frozenset({"licence_type", "countries", "ratings", "value_minor", "currency"})
        licence_type: str
        countries: list[Any]
        ratings: list[Any]
        value_minor: int
        currency: str
        exporter: str

    return [
        Granted(
            on=date(2031, 5, 2),
            ref=f"QM-IND 2031/{number:06}",
            licence_type="individual",
            countries=[{"role": "end user", "country": "QN"}, {"role": "consignee", "country": "QP"}],
            ratings=["ML15.d", "ML5.b"],
            value_minor=1_250_000 + number,
            currency="QMD",
            exporter=f"exporter {number % 8}",
        )
        for number in range(count)
    ]


def _prepare_leaves(count: int) -> Any:
    from licet.ledger.public import prepare

    return prepare(_make_events(count), narrowing={}, pack_version="bench@1")


def _time_in_turns(ours: Callable[[], object], peer: Callable[[], object]) -> tuple[float, float]:
    """The quickest seconds of each, taken in turn: what the machine can, not what else it was doing."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(TREE_ROUNDS):
        for took, act in zip(seconds, (ours, peer), strict=True):
            start = perf_counter()
            act()
            took.append(perf_counter() - start)
    return min(seconds[0]), min(seconds[1])


def _make_result(name: str, value: float, peer: str, peer_kind: str, ratio: float, target: float | None) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value),
        "unit": "entries/s",
        "peer": peer,
        "peer_kind": peer_kind,
        "ratio": round(ratio, 3),
        "target": target,
        "met": None if target is None else ratio >= target,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_measure_engine(), indent=2) + "\n")
