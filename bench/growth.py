"""`bin/bench growth`: what pages and rounds cost with 10,000 and 100,000 cases, and with `--large` with a million as well.

SQLite, one store for each size, in a process of its own and without ANALYZE; see `bench/growth_world.py` for what it holds. The
figures are milliseconds of CPU, the median of several requests after one that warms up, through Django's test client: routing,
session, queries, templates. Nobody publishes such figures, so the peer is the limit that the design sets.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any

from bench import growth_register
from bench.alone import run_alone
from bench.measuring import compare_with_limit, count_queries, measure_cpu

SMALL, DEFAULT, LARGE = 10_000, 100_000, 1_000_000


@dataclass(frozen=True)
class RepeatedWork:
    """Something that is done again and again: ``do`` returns the bytes of its page, if it has one.

    ``limit`` and ``page_limit`` apply from ``limited_from`` cases on; before that size nothing was promised.
    """

    name: str
    do: Callable[[], int | None]
    limit: float | None
    limited_from: int
    page_limit: int | None = None


def measure_all(*, large: bool = False) -> list[dict[str, Any]]:
    """Measure each size in a process of its own; returns the results of `--json`."""
    sizes = (SMALL, DEFAULT, LARGE) if large else (SMALL, DEFAULT)
    results = [result for cases in sizes for result in run_alone(__file__, str(cases), minutes=60)]
    return results + [result for cases in sizes for result in growth_register.measure_size(cases)]


def _measure_size(cases: int) -> list[dict[str, Any]]:
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
    grown = growth_world.build_world(Path(os.environ["LICET_HOME"]), cases)
    sizes, world = grown.sizes, grown.world
    print(f"  {cases:,} cases built in {process_time() - began:,.0f} s of CPU", file=sys.stderr)
    with clock.at(world.now()):
        return [result for work in _list_repeated_work(world, sizes) for result in _measure_work(work, cases)]


def _list_repeated_work(world: Any, sizes: Any) -> Iterator[RepeatedWork]:
    acts = f"{sizes.open_acts:,} open acts"
    for person in ("officer", "countersigner"):
        yield RepeatedWork(f"signing queue of the {person}, {acts}", _open_page(person, "/desk/signing/"), 50, DEFAULT, 100_000)
        yield RepeatedWork(f"desk home of the {person}, {acts}", _open_page(person, "/desk/"), 50, DEFAULT, 100_000)
    yield RepeatedWork("desk home of the adviser", _open_page("foreign", "/desk/"), 50, DEFAULT, 100_000)
    yield RepeatedWork(f"possible matches, {sizes.open_matches:,} open", _open_page("screener", "/desk/matches/"), 50, SMALL, 100_000)
    for name, address in _list_lists():
        yield RepeatedWork(name, _open_page("officer", address), 50, SMALL, 100_000)
    plan_limit = 300 if sizes.cases <= DEFAULT else None
    yield RepeatedWork(f"plan of a review, {sizes.open_cases:,} open cases", lambda: _plan_review(world, sizes), plan_limit, SMALL)
    yield RepeatedWork("the minute's round with nothing to do", _do_round, 50, SMALL)


def _list_lists() -> Iterator[tuple[str, str]]:
    """Lists and searches of cases and licences. Every case is from one exporter and has one of a few parties and products."""
    cases, licences = "/desk/cases/", "/desk/licences/"
    yield "case list, most overdue first", cases
    yield "case list, an officer's own cases", f"{cases}?queue=my+cases"
    yield "case list, decided cases to one destination", f"{cases}?status=decided&destination=QP"
    yield "case search, a whole reference without dashes", f"{cases}?q=XAIND2031100500"
    yield "case search, a piece of a number", f"{cases}?q=0050"
    yield "case search, words that every case has", f"{cases}?q=roads+radio+XA-IND"
    yield "case search, nothing found", f"{cases}?q=radio+submarine"
    yield "licence list", licences
    yield "licence list, in force, to one destination", f"{licences}?status=in+force&destination=QP"
    yield "licence search, a piece of a number", f"{licences}?q=0050"
    yield "licence search, words that every licence has", f"{licences}?q=roads+radio"


def _open_page(username: str, address: str) -> Callable[[], int]:
    from django.test import Client

    from licet.people.public import user_by_username

    client = Client()
    client.force_login(user_by_username(username))

    def fetch_page() -> int:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        return len(response.content)

    return fetch_page


def _plan_review(world: Any, sizes: Any) -> None:
    from licet.kernel.scope import Scope
    from licet.reviews import public as reviews

    plan = reviews.plan(actor=world["manager"], scope=Scope.parse("destination=QN rating=ML unknown=include"))
    assert plan.live == sizes.decided, (plan.live, sizes)
    assert plan.pending.taken, "the plan takes no open case: the measurement is broken"


def _do_round() -> None:
    from licet.cli.running.due import do_round

    if failures := do_round().failures:
        raise RuntimeError(f"the round failed: {failures}")


def _measure_work(work: RepeatedWork, cases: int) -> Iterator[dict[str, Any]]:
    work.do()
    queries, size = count_queries(work.do)
    promised = cases >= work.limited_from
    name = f"{work.name}: CPU at {cases:,} cases, {queries} queries"
    yield compare_with_limit(name, measure_cpu(work.do), "ms", work.limit if promised else None)
    if size is not None:
        limit = work.page_limit if promised else None
        yield compare_with_limit(f"{work.name}: page at {cases:,} cases", round(size / 1000), "kB", limit and limit / 1000)


if __name__ == "__main__":
    print(json.dumps(_measure_size(int(sys.argv[1])), ensure_ascii=False))
