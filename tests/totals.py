"""The closing line of `bin/test`: the sum of the totals of its runs, in pytest's own form. Usage: totals.py FILE."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def closing_line(runs: list[dict[str, float]]) -> str:
    """`512 passed, 3 skipped in 201.31s`, as pytest would write it."""
    names = [name for name in ("failed", "passed", "skipped", "xfailed", "xpassed", "error") if sum(run[name] for run in runs)]
    counts = ", ".join(f"{sum(run[name] for run in runs):.0f} {name}" for name in names)
    return f" {counts or 'no tests ran'} in {sum(run['seconds'] for run in runs):.2f}s ".center(100, "=")


if __name__ == "__main__":
    sys.stdout.write(closing_line([json.loads(line) for line in Path(sys.argv[1]).read_text().splitlines()]) + "\n")
