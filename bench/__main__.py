"""`bin/bench [name …] [--json] [--large] [--seed N]`: runs the measurements named and prints each promise with its ratio.

Without a name it runs all but `mutations`, which takes longer than the others together. A promise is met or it is not: a number that
falls short is printed like the others, and the exit code is then 1.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from typing import Any

NAMES = ("assessments", "casework", "concerns", "evidence", "growth", "log", "register", "requests", "reviews", "screening", "survival")
ONLY_BY_NAME = ("mutations", "trace")


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench", description="The promises as ratios, measured in this run.")
    named = f"what to measure: {', '.join(NAMES)}, all of them by default; or {', '.join(ONLY_BY_NAME)}"
    parser.add_argument("names", nargs="*", metavar="name", help=named)
    parser.add_argument("--json", action="store_true", help="one JSON document instead of a table")
    parser.add_argument("--large", action="store_true", help="growth is measured with a million cases as well: allow half an hour")
    parser.add_argument("--seed", type=int, default=1, help="mutations: which changes are drawn (default: 1)")
    asked = parser.parse_args()
    if strange := sorted(set(asked.names) - {*NAMES, *ONLY_BY_NAME}):
        parser.error(f"there is no measurement {strange[0]!r}; choose from {', '.join(NAMES + ONLY_BY_NAME)}")
    results: list[dict[str, Any]] = []
    for name in asked.names or NAMES:
        if not asked.json:
            print(f"{name} …", file=sys.stderr)
        options = {"growth": {"large": asked.large}, "mutations": {"seed": asked.seed}}.get(name, {})
        results += importlib.import_module(f"bench.{name}").measure_all(**options)
    print(json.dumps({"results": results}, indent=1) if asked.json else _write_table(results))
    return int(any(result["met"] is False for result in results))


def _write_table(results: list[dict[str, Any]]) -> str:
    rows = [("what", "value", "peer or limit", "ratio", "target", "met"), *(_write_row(result) for result in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)


def _write_row(result: dict[str, Any]) -> tuple[str, ...]:
    met = {True: "yes", False: "NO", None: "–"}[result["met"]]
    value = f"{result['value']:,} {result['unit']}"
    return (result["name"], value, f"{result['peer']} ({result['peer_kind']})", str(result["ratio"]), str(result["target"] or "–"), met)


if __name__ == "__main__":
    raise SystemExit(main())
