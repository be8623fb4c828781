"""`bin/bench evidence`: a corpus parsed, stored and made findable on one core, with memory that does not grow with it.

The documents are invented from a word list by a fixed seed, 2.5 kB each, a hundredth of them damaged. The process is kept
to one core; the promise counts that core's seconds from the file to the last document found by its words, and stands beside
the same by the clock, which depends on the disk and on who else is working. Memory
is the peak of the whole process: what the last nine tenths of the corpus add to that of the first tenth.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from bench.alone import run_alone

DOCUMENTS, SEED, WORDS = 40_000, 2031, 20_000
LENGTH = 2_500
PER_SECOND, MEMORY_MIB = 2_000, 32
NOW = datetime(2031, 5, 2, 9, 30, tzinfo=UTC)


def measure_all() -> list[dict[str, Any]]:
    return run_alone(__file__)


def _measure_intake() -> list[dict[str, Any]]:
    import django
    from django.core.management import call_command

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    django.setup()
    call_command("migrate", verbosity=0)
    home = Path(os.environ["LICET_HOME"])
    small, large = home / "tenth.txt", home / "corpus.txt"
    _write_corpus(small, 1, DOCUMENTS // 10)
    _write_corpus(large, 1 + DOCUMENTS // 10, DOCUMENTS)
    _ingest_corpus(small)
    before = _read_peak_memory()
    seconds, cpu = perf_counter(), process_time()
    found = _ingest_corpus(large)
    _search_last()
    seconds, cpu = perf_counter() - seconds, process_time() - cpu
    grown = max(_read_peak_memory() - before, 0.1)
    rate, pure = (found.documents + found.rejects) / seconds, (found.documents + found.rejects) / cpu
    return [
        _make_result(
            "tagged intake: parsed, stored, searchable, by one core's time", pure, "documents/s", PER_SECOND, pure / PER_SECOND, 1.0
        ),
        _make_result("the same by the clock, disk and neighbours included", rate, "documents/s", PER_SECOND, rate / PER_SECOND, None),
        _make_result(f"memory added by {found.documents:,} documents more", grown, "MiB", MEMORY_MIB, MEMORY_MIB / grown, 1.0),
    ]


def _write_corpus(path: Path, first: int, last: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(_invent_records(first, last))


def _invent_records(first: int, last: int) -> Iterator[str]:
    chance = random.Random(SEED + first)
    words = ["".join(chance.choice("abcdefghijklmnoprstuvyz") for _ in range(chance.randint(2, 11))) for _ in range(WORDS)]
    for number in range(first, last + 1):
        text, length = [], 0
        while length < LENGTH:
            text.append(words[min(int(chance.expovariate(1 / 2_000)), WORDS - 1)])
            length += len(text[-1]) + 1
        title, on = " ".join(text[:7]), date(2025, 1, 1) + timedelta(days=chance.randrange(2_000))
        end = "T-E-X-T-E-N-D." if number % 100 else ""
        yield (
            f"F-N-S-T-A-R-T. {number} F-N-E-N-D. D-A-T-E-S-T-A-R-T. {on} D-A-T-E-E-N-D. T-I-T-L-E-S-T-A-R-T. {title} "
            f"T-I-T-L-E-E-N-D. T-E-X-T-S-T-A-R-T. {' '.join(text)}. {end}\n"
        )


def _ingest_corpus(path: Path) -> Any:
    from licet.evidence.public import ingest_tagged

    return ingest_tagged(actor=_make_actor(), path=path, source="bench", now=NOW)


def _search_last() -> None:
    """The last whole document is found by its number and words, or the run fails."""
    from licet.evidence.public import Document, search_documents

    last = Document.objects.order_by("-serial")[0]
    wanted = f"{last.number} {' '.join(last.text.split()[:5])}"
    if last.id not in {row.id for row in search_documents(actor=_make_actor(), text=wanted).rows}:
        raise RuntimeError("the last document is not found by its words")


def _make_actor() -> Any:
    from licet.kernel.actor import system
    from licet.kernel.permission import Permission

    return system("bench", Permission.DOCUMENT_INGEST, Permission.EVIDENCE_READ)


def _read_peak_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _make_result(name: str, value: float, unit: str, limit: int, ratio: float, target: float | None) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value, 1),
        "unit": unit,
        "peer": f"{limit:,} {unit}",
        "peer_kind": "limit",
        "ratio": round(ratio, 3),
        "target": target,
        "met": None if target is None else ratio >= target,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_measure_intake(), indent=2) + "\n")
