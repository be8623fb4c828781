"""`bin/bench reviews`: a plan over 100,000 live licences, 5,000 of them suspended in one act, a draft conclusion tried on all.

The peer is the limit that the design sets: nobody publishes such figures. LITE suspends licences one by one, 41 ms each,
without decision, notice or log (quoted in `bin/bench casework`). On PostgreSQL the plan is measured over the same rows,
where a server can be started; else the result says that it was not measured.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bench.alone import run_alone, start_postgresql

LIVE, SUSPENDED, ROUNDS = 100_000, 5_000, 3
SCOPE = "destination=QN rating=ML"
PLAN_ONLY = "plan-only"


def measure_all() -> list[dict[str, Any]]:
    """Measure in processes of their own; returns the results of `--json`."""
    return [*run_alone(__file__), *_measure_plan_on_postgresql()]


def _measure_plan_on_postgresql() -> list[dict[str, Any]]:
    try:
        with start_postgresql() as database:
            return run_alone(__file__, PLAN_ONLY, database=database)
    except RuntimeError as missing:
        return [_make_result(f"plan over {LIVE:,} live licences, PostgreSQL: not measured ({missing})", None, 1.0)]


def _measure_store() -> list[dict[str, Any]]:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("migrate", verbosity=0, database="concerns")
    from tests import world as worlds

    from licet.platform import clock

    world = worlds.build(Path(os.environ["LICET_HOME"]))
    _make_licences(world)
    with clock.at(world.now()):
        plan = _measure_plan(world)
        return [plan] if PLAN_ONLY in sys.argv else [plan, _measure_what_if(world), _measure_suspension(world)]


def _make_licences(world: Any) -> None:
    """Licences of one and two lines to two destinations, of two ratings, and some open cases."""
    from bench.crowd import copy_case, list_tables_of_case

    models = list_tables_of_case()
    kinds = (("QN", "ML11", 1, SUSPENDED), ("QP", "ML11", 2, LIVE // 2 - SUSPENDED), ("QN", "PL9009", 1, LIVE // 2))
    first = 1
    for destination, rating, products, count in kinds:
        case = world.case(destination=destination, products=products)
        world.rate(case, rating)
        world.advise(case)
        world.sign(world.propose(case), "officer", "countersigner")
        copy_case(models, case=case.pk, numbers=range(first, first + count - 1))
        first += count
    pending = world.ready()
    copy_case(models, case=pending.pk, numbers=range(first, first + 500))


def _measure_plan(world: Any) -> dict[str, Any]:
    from django.db import connection

    from licet.kernel.scope import Scope
    from licet.reviews import public as reviews

    scope = Scope.parse("destination=QN pool=no")
    found = reviews.plan(actor=world["manager"], scope=scope)
    assert found.live == LIVE, found.live
    taken = _take_median(lambda: reviews.plan(actor=world["manager"], scope=scope))
    engine, limit = {"sqlite": ("SQLite", 2.0), "postgresql": ("PostgreSQL", 1.0)}[connection.vendor]
    what = f"{found.taken.licences:,} taken, {found.pending.taken:,} cases, tables by destination, rating and exporter"
    return _make_result(f"plan over {LIVE:,} live licences ({what}), {engine}", taken, limit)


def _measure_what_if(world: Any) -> dict[str, Any]:
    from licet.assessments.public import ConclusionFinding
    from licet.decisions import public as decisions
    from licet.decisions.public import DraftConclusion
    from licet.kernel.scope import Scope
    from licet.licences import public as licences

    draft = [
        DraftConclusion(finding=ConclusionFinding.CLEAR_RISK, scope=Scope.parse(SCOPE)),
        DraftConclusion(finding=ConclusionFinding.NOT_DETERMINED, scope=Scope.parse("destination=QP")),
    ]
    today = world.now().date()

    def try_draft() -> object:
        return licences.what_if(draft=draft, today=today), decisions.what_if(draft=draft, today=today)

    lines = licences.LicenceLine.objects.count()
    return _make_result(
        f"a draft assessment tried on {lines:,} lines of live licences and on all open cases, SQLite", _take_median(try_draft), 5.0
    )


def _measure_suspension(world: Any) -> dict[str, Any]:
    from licet.kernel.scope import Scope
    from licet.reviews import public as reviews
    from licet.reviews.public import Outcome, OutcomeSet

    actor = world["manager"]
    review = reviews.open_review(
        actor=actor,
        question="Do these still stand?",
        commissioned_by="the Minister",
        commissioned_on=world.now().date(),
        scope=Scope.parse(SCOPE),
        now=world.now(),
    )
    frozen = reviews.freeze(actor=actor, review=review.reference, now=world.now())
    assert frozen.licences == SUSPENDED, frozen.licences
    reviews.decide_outcomes(
        actor=actor, review=review.reference, sets=[OutcomeSet(outcome=Outcome.SUSPEND, reasons="A clear risk.")], now=world.now()
    )
    act = reviews.propose_act(actor=actor, review=review.reference, legal_basis="Section 9.", reasons="The review.", now=world.now())
    world.sign(act, "minister")
    began = perf_counter()
    world.sign(act, "countersigner")
    name = f"{SUSPENDED:,} licences suspended in one act of a review, with decisions, notices, customs messages and log entries"
    return _make_result(name, perf_counter() - began, 20.0)


def _take_median(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        began = perf_counter()
        work()
        taken.append(perf_counter() - began)
    return median(taken)


def _make_result(name: str, seconds: float | None, limit: float) -> dict[str, Any]:
    return {
        "name": name,
        "value": seconds and round(seconds, 3),
        "unit": "s",
        "peer": f"limit {limit} s",
        "peer_kind": "quoted",
        "ratio": seconds and round(seconds / limit, 3),
        "target": f"≤ {limit} s",
        "met": None if seconds is None else seconds <= limit,
    }


if __name__ == "__main__":
    print(json.dumps(_measure_store(), ensure_ascii=False))
