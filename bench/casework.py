"""`bin/bench casework`: the case list and a case page at 10,000 cases, and 1,000 licences suspended in one act.

Peers are quoted from measurements of the UK's LITE (2 goods, 3 parties and 6 advices a case, page of 25): a list 43 queries
and 740 ms of CPU, a detail 98 queries and 270 ms, a suspension 41 ms each, one by one, without decision, notice or log.
Pages are measured whole, through Django's test client: routing, session, queries, templates.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from bench.alone import run_alone

CASES, SUSPENDED, ROUNDS = 10_000, 1_000, 15
LITE = {"list": (43, 740), "detail": (98, 270)}
LITE_SUSPENSION = 41.0


def measure_all() -> list[dict[str, Any]]:
    """Measure in a process of its own; returns the results of `--json`."""
    return run_alone(__file__)


def _measure_store() -> list[dict[str, Any]]:
    import django
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("migrate", verbosity=0, database="concerns")
    from tests import world as worlds

    from licet.platform import clock

    world = worlds.build(Path(os.environ["LICET_HOME"]))
    licence = world.granted(products=2)
    pending = world.ready(products=2)
    _copy_case(str(licence.case_id), range(1, SUSPENDED + 1))
    _copy_case(pending.pk, range(SUSPENDED + 1, CASES + 1))
    with clock.at(world.now()):
        client = _sign_in("officer")
        return [
            *_measure_page("case list of 25 at 10,000 cases", client, "/desk/cases/", "list", queries=8, cpu=50),
            *_measure_page("case page at 10,000 cases", client, f"/desk/cases/{pending.pk}/", "detail", queries=15, cpu=80),
            _measure_suspension(world),
        ]


def _copy_case(case: str, numbers: range) -> None:
    from bench.crowd import copy_case, list_tables_of_case

    copy_case(list_tables_of_case(), case=case, numbers=numbers)


def _sign_in(username: str) -> Any:
    from django.test import Client

    from licet.people.public import user_by_username

    client = Client()
    client.force_login(user_by_username(username))
    return client


def _measure_page(name: str, client: Any, address: str, peer: str, *, queries: int, cpu: int) -> list[dict[str, Any]]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def fetch_page() -> None:
        response = client.get(address, follow=True)
        assert response.status_code == 200, (address, response.status_code)

    fetch_page()
    with CaptureQueriesContext(connection):
        fetch_page()
        asked_for = len(connection.queries_log)  # the next request empties the log
    assert asked_for, "no query was seen: the measurement is broken"
    spent = _take_median(fetch_page, process_time) * 1000
    quoted_queries, quoted_cpu = LITE[peer]
    ratio = asked_for / quoted_queries
    return [
        _make_result(f"{name}: queries", asked_for, "queries", f"LITE {quoted_queries}", ratio, queries, asked_for <= queries),
        _make_result(f"{name}: CPU", round(spent, 1), "ms", f"LITE {quoted_cpu} ms", spent / quoted_cpu, cpu, spent <= cpu),
    ]


def _measure_suspension(world: Any) -> dict[str, Any]:
    from licet.decisions.public import ActKind
    from licet.kernel.scope import Scope
    from licet.licences import public as licences

    found = licences.licences_in_scope(actor=world["manager"], scope=Scope.parse("destination=QN"), status=licences.LicenceStatus.IN_FORCE)
    act = licences.propose_status_change(
        actor=world["manager"],
        kind=ActKind.SUSPEND,
        licences=found.references[:SUSPENDED],
        legal_basis="Section 9.",
        reasons="Circumstances changed.",
        now=world.now(),
    )
    world.sign(act, "manager")
    began = perf_counter()
    world.sign(act, "countersigner")
    took = perf_counter() - began
    name = f"{SUSPENDED:,} licences suspended in one act, with decisions, notices, customs messages and log entries"
    return _make_result(name, round(took, 2), "s", f"LITE {LITE_SUSPENSION} s one by one", took / LITE_SUSPENSION, 3, took <= 3)


def _take_median(work: Callable[[], None], clock: Callable[[], float]) -> float:
    taken = []
    for _ in range(ROUNDS):
        began = clock()
        work()
        taken.append(clock() - began)
    return median(taken)


def _make_result(name: str, value: float, unit: str, peer: str, ratio: float, target: float, met: bool) -> dict[str, Any]:
    return {
        "name": name,
        "value": value,
        "unit": unit,
        "peer": peer,
        "peer_kind": "quoted",
        "ratio": round(ratio, 4),
        "target": f"≤ {target} {unit}",
        "met": met,
    }


if __name__ == "__main__":
    print(json.dumps(_measure_store(), ensure_ascii=False))
