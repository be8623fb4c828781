"""What several measurements share: the CPU of work that is repeated, the queries it asks, and a result beside its limit."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import process_time
from typing import Any


def measure_cpu(work: Callable[[], object], *, rounds: int = 7) -> float:
    """Milliseconds of CPU, the median of several rounds. The caller has done the work once before, so that it is warm."""
    milliseconds = []
    for _ in range(rounds):
        began = process_time()
        work()
        milliseconds.append((process_time() - began) * 1000)
    return round(median(milliseconds), 1)


def count_queries[Answer](work: Callable[[], Answer]) -> tuple[int, Answer]:
    """How many queries the work asks, and what it returns."""
    from django.db import connection

    queries: list[str] = []

    def note_query(execute: Any, sql: str, *arguments: Any) -> Any:
        queries.append(sql)
        return execute(sql, *arguments)

    with connection.execute_wrapper(note_query):
        answer = work()
    return len(queries), answer


def compare_with_limit(name: str, value: float, unit: str, limit: float | None) -> dict[str, Any]:
    """The result of a measurement for which nobody else publishes figures; None where nothing was promised."""
    return {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "peer": f"limit {limit:g} {unit}" if limit else "none",
        "peer_kind": "limit",
        "ratio": round(value / limit, 3) if limit else None,
        "target": f"≤ {limit:g} {unit}" if limit else None,
        "met": value <= limit if limit else None,
    }
