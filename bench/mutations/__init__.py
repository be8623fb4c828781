"""`bin/bench mutations [--seed N]`: how many small mistakes, put into the code at random, the tests notice.

A seed draws 60 changes in rules (`domain`, `kernel`, `licet_verify`) and 60 in the rest; `choosing.py` says what is left out. Each is
tried with the tests that run the changed line, the fastest first, until one fails. At least 90 % in rules and 80 % in the rest must be
caught. Equivalent changes, which nobody could notice, are left out: `judged.toml` gives the reason for each. The first run records which
test runs which line (half an hour), later ones only what has changed since; after that a seed takes about 20 minutes on two cores.
The journeys in the browser take no part, and neither does PostgreSQL.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any

MUTANTS = 60
PROCESSES = 2
WANTED = {"rules": 90, "the rest": 80}


def measure_all(*, seed: int) -> list[dict[str, Any]]:
    """The results of `--json`. Its modules are imported here, as pytest imports this package for the plugin `recording` too."""
    from bench.mutations.choosing import choose_mutants
    from bench.mutations.coverage_map import CoverageMap
    from bench.mutations.judging import find_outdated, find_verdict, read_judged
    from bench.mutations.trying import Tree, Verdict

    judged = read_judged()
    known = CoverageMap()
    known.bring_up_to_date()
    trees: SimpleQueue[Tree] = SimpleQueue()
    with ThreadPoolExecutor(PROCESSES) as threads:
        for number in range(PROCESSES):
            trees.put(Tree(number, known))

        def try_mutant(mutant: Any) -> Verdict:
            tree = trees.get()
            try:
                verdict = tree.try_mutant(mutant)
            finally:
                trees.put(tree)
            _print_verdict(verdict)
            return verdict

        results = []
        for stratum, wanted in WANTED.items():
            began = time.monotonic()
            mutants = choose_mutants(seed, MUTANTS, rules=stratum == "rules")
            verdicts = [(verdict, find_verdict(verdict.mutant, judged)) for verdict in threads.map(try_mutant, mutants)]
            results.append(_sum_up(stratum, wanted, seed, verdicts, time.monotonic() - began))
        for _ in range(PROCESSES):
            trees.get().close()
    return [*results, _report_outdated(find_outdated(judged))]


def _print_verdict(verdict: Any) -> None:
    mutant, outcome = verdict.mutant, "caught  " if verdict.caught else "SURVIVED"
    print(f"{outcome} {mutant.place}: {mutant.before} → {mutant.after} [{verdict.test}]", file=sys.stderr, flush=True)


def _sum_up(stratum: str, wanted: int, seed: int, verdicts: list[tuple[Any, Any]], seconds: float) -> dict[str, Any]:
    """One result; a caught change counts even where somebody has called it equivalent."""
    equivalent = sum(not verdict.caught and entry is not None and entry["verdict"] == "equivalent" for verdict, entry in verdicts)
    caught, total = sum(verdict.caught for verdict, _ in verdicts), len(verdicts) - equivalent
    share = round(100 * caught / total, 1)
    return {
        "name": f"mistakes in {stratum} that tests notice (seed {seed})",
        "value": share,
        "unit": "%",
        "peer": f"limit {wanted} %",
        "peer_kind": "limit",
        "ratio": round(share / wanted, 3),
        "target": f"≥ {wanted} %",
        "met": share >= wanted,
        "caught": caught,
        "tried": total,
        "equivalent": equivalent,
        "seconds": round(seconds),
        "survivors": [_describe(verdict, entry) for verdict, entry in verdicts if not verdict.caught],
    }


def _describe(verdict: Any, entry: dict[str, Any] | None) -> dict[str, str]:
    mutant = verdict.mutant
    judgement = {"verdict": entry["verdict"], "why": entry["why"]} if entry else {"verdict": "not judged yet", "why": ""}
    return {"place": mutant.place, "before": mutant.before, "after": mutant.after, "tests": verdict.test} | judgement


def _report_outdated(outdated: list[str]) -> dict[str, Any]:
    return {
        "name": "judged survivors whose line is gone",
        "value": len(outdated),
        "unit": "entries",
        "peer": "limit 0 entries",
        "peer_kind": "limit",
        "ratio": None,
        "target": "0 entries",
        "met": not outdated,
        "entries": outdated,
    }
