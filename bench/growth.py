"""`bin/bench growth`: what pages and rounds cost with 10,000 and 100,000 cases, and with `--large` with a million as well.

SQLite, one store for each size, in a process of its own and without ANALYZE; see `bench/growth_world.py` for what it holds. The
figures are milliseconds of CPU, the median of several requests after one that warms up, through Django's test client: routing,
session, queries, templates. Nobody publishes such figures, so the peer is the limit that the design sets.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from bench.alone import run_alone

SMALL, DEFAULT, LARGE = 10_000, 100_000, 1_000_000
ROUNDS = 7
REGISTER = "bench.growth_register"
"""Measures the register's own pages and the letters: `measure(cases)` gives its results for a size."""


@dataclass(frozen=True)
class Measured:
    """One thing that is done again and again: ``work`` answers with the bytes of its page, if it has one.

    ``limit`` and ``page_limit`` apply from ``limited_from`` cases on; before that size nothing was promised.
    """

    name: str
    work: Callable[[], int | None]
    limit: float | None
    limited_from: int
    page_limit: int | None = None


def run(*, large: bool = False) -> list[dict[str, Any]]:
    """Measure each size in a process of its own; returns the results of `--json`."""
    sizes = (SMALL, DEFAULT, LARGE) if large else (SMALL, DEFAULT)
    results = [result for cases in sizes for result in run_alone(__file__, str(cases), minutes=60)]
    if importlib.util.find_spec(REGISTER):
        register = importlib.import_module(REGISTER)
        results += [result for cases in sizes for result in register.measure(cases)]
    return results


def _measure(cases: int) -> list[dict[str, Any]]:
    import django
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("migrate", verbosity=0, database="concerns")

    from bench import growth_world
    from licet.platform import clock

    began = process_time()
    grown = growth_world.build(Path(os.environ["LICET_HOME"]), cases)
    sizes, world = grown.sizes, grown.world
    print(f"  {cases:,} cases built in {process_time() - began:,.0f} s of CPU", file=sys.stderr)
    with clock.at(world.now()):
        return [result for measured in _all_measured(world, sizes) for result in _results(measured, cases)]


def _all_measured(world: Any, sizes: Any) -> Iterator[Measured]:
    acts = f"{sizes.open_acts:,} open acts"
    for person in ("officer", "countersigner"):
        yield Measured(f"signing queue of the {person}, {acts}", _page(person, "/desk/signing/"), 50, DEFAULT, 100_000)
        yield Measured(f"desk home of the {person}, {acts}", _page(person, "/desk/"), 50, DEFAULT, 100_000)
    yield Measured("desk home of the adviser", _page("foreign", "/desk/"), 50, DEFAULT, 100_000)
    yield Measured(f"possible matches, {sizes.open_matches:,} open", _page("screener", "/desk/matches/"), 50, SMALL, 100_000)
    yield Measured("case list", _page("officer", "/desk/cases/"), None, SMALL)
    yield Measured("licence list", _page("officer", "/desk/licences/"), None, SMALL)
    plan_limit = 300 if sizes.cases <= DEFAULT else None
    yield Measured(f"plan of a review, {sizes.open_cases:,} open cases", lambda: _plan(world, sizes), plan_limit, SMALL)
    yield Measured("the minute's round with nothing to do", _round, 50, SMALL)


def _page(username: str, address: str) -> Callable[[], int]:
    from django.test import Client

    from licet.people.public import user_by_username

    client = Client()
    client.force_login(user_by_username(username))

    def fetch() -> int:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        return len(response.content)

    return fetch


def _plan(world: Any, sizes: Any) -> None:
    from licet.kernel.scope import Scope
    from licet.reviews import public as reviews

    plan = reviews.plan(actor=world["manager"], scope=Scope.parse("destination=QN rating=ML unknown=include"))
    assert plan.live == sizes.decided, (plan.live, sizes)
    assert plan.pending.taken, "the plan takes no open case: the measurement is broken"


def _round() -> None:
    from licet.cli.running.due import do_round

    if failures := do_round().failures:
        raise RuntimeError(f"the round failed: {failures}")


def _results(measured: Measured, cases: int) -> Iterator[dict[str, Any]]:
    measured.work()
    queries, size = _queries_and_size(measured.work)
    taken = []
    for _ in range(ROUNDS):
        began = process_time()
        measured.work()
        taken.append((process_time() - began) * 1000)
    promised = cases >= measured.limited_from
    name = f"{measured.name}: CPU at {cases:,} cases, {queries} queries"
    yield _result(name, round(median(taken), 1), "ms", measured.limit if promised else None)
    if size is not None:
        limit = measured.page_limit if promised else None
        yield _result(f"{measured.name}: page at {cases:,} cases", round(size / 1000), "kB", limit and limit / 1000)


def _queries_and_size(work: Callable[[], int | None]) -> tuple[int, int | None]:
    from django.db import connection

    queries = []

    def count(execute: Any, sql: str, *given: Any) -> Any:
        queries.append(sql)
        return execute(sql, *given)

    with connection.execute_wrapper(count):
        size = work()
    return len(queries), size


def _result(name: str, value: float, unit: str, limit: float | None) -> dict[str, Any]:
    return {
        "name": name,
        "value": value,
        "unit": unit,
        "peer": f"limit {limit:g} {unit}" if limit else "none",
        "peer_kind": "quoted",
        "ratio": round(value / limit, 3) if limit else None,
        "target": f"≤ {limit:g} {unit}" if limit else None,
        "met": value <= limit if limit else None,
    }


if __name__ == "__main__":
    print(json.dumps(_measure(int(sys.argv[1])), ensure_ascii=False))
