"""`bin/bench register`: import of UK values against the promised rate and against Python's csv reading the same file.

The file is the real one where `LICET_TEST_DATA` names it; otherwise an invented one of as many rows, codes and countries.
The store is a throw-away SQLite file with every migration; the import is the whole service, log entry included.
"""

from __future__ import annotations

import csv
import json
import os
import random
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.alone import run_alone

ROUNDS, ROWS, TARGET = 3, 60_000, 20_000
HEAD = ["licence_group", "date", "rating", "count", "value", "country", "refused"]


def measure_all() -> list[dict[str, Any]]:
    """Measure in a process of its own; returns the results of `--json`."""
    return run_alone(__file__)


def _measure_import() -> list[dict[str, Any]]:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    folder = Path(os.environ["LICET_HOME"])
    ours, peer, rows = [], [], 0
    for round_ in range(ROUNDS):
        path = _write_file(folder, round_)
        peer.append(_time_work(lambda path=path: _insert_lines(path)))
        started = perf_counter()
        rows = _import_file(path)
        ours.append(perf_counter() - started)
    rate, plain = rows / min(ours), rows / min(peer)  # the quickest round: what the machine can
    return [
        _make_result("import of UK values", rate, "promised rows a second", "quoted", rate / TARGET, 1.0),
        _make_result("import of UK values beside csv.reader alone", rate, "csv.reader over the same file", "limit", rate / plain, None),
    ]


def _write_file(folder: Path, round_: int) -> Path:
    """A file whose bytes were not imported before: the same bytes again would write nothing."""
    path = folder / f"values-{round_}.csv"
    real = Path(os.environ.get("LICET_TEST_DATA", ""), "licensing", "uk-values-release-2013-01.csv")
    text = real.read_text() if real.is_file() else _invent_lines()
    path.write_text(text + f"0,2008-01,ML1,1,{round_ + 1},Italy,0\n")
    return path


def _invent_lines() -> str:
    chance = random.Random(2031)
    codes = [f"ML{n}" for n in range(1, 23)] + [f"{n}A00{m}" for n in range(1, 9) for m in range(1, 4)]
    countries = ["Italy", "France", "Norway", "Burma", "Viet Nam", "Brazil", "Kenya", "Oman", "Japan", "Chile"]
    months = (f"{2008 + n * 5 // ROWS}-{chance.randint(1, 12):02}" for n in range(ROWS))
    rows = (
        f"{n},{month},{chance.choice(codes)},1,{chance.randint(0, 10**6)},{chance.choice(countries)},0" for n, month in enumerate(months)
    )
    return "\n".join([",".join(HEAD), *rows, ""])


def _import_file(path: Path) -> int:
    from datetime import UTC, datetime

    from licet.kernel.actor import system
    from licet.kernel.permission import Permission
    from licet.register.public import import_uk_values

    now = datetime(2031, 5, 2, 9, 30, tzinfo=UTC)
    actor, published_on = system("bench", Permission.REGISTER_IMPORT), now.date()
    return import_uk_values(actor=actor, path=path, publisher="bench", published_on=published_on, release=path.stem, now=now).rows


def _insert_lines(path: Path) -> None:
    with path.open(newline="", encoding="utf-8") as file:
        for _ in csv.reader(file):
            pass


def _time_work(act: Any) -> float:
    started = perf_counter()
    act()
    return perf_counter() - started


def _make_result(name: str, value: float, peer: str, peer_kind: str, ratio: float, target: float | None) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value),
        "unit": "rows/s",
        "peer": peer,
        "peer_kind": peer_kind,
        "ratio": round(ratio, 3),
        "target": target,
        "met": None if target is None else ratio >= target,
    }


if __name__ == "__main__":
    print(json.dumps(_measure_import(), ensure_ascii=False))
