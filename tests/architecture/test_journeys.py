"""A journey waits for what it asks of a page: a look at this instant finds the page before it, or none, when the machine is slow."""

from __future__ import annotations

import re

from tests.architecture.code import ROOT

LOOK = re.compile(r"\.(content|title|is_visible|is_hidden|is_checked|is_enabled|is_disabled|input_value|count)\(\)")


def test_journeys_ask_by_expect() -> None:
    files = sorted((ROOT / "tests" / "journey").rglob("test_*.py"))
    looks = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if LOOK.search(line)
    ]
    assert files
    assert looks == [], "expect(…).to_… waits"
