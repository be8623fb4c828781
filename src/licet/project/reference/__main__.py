"""Write `docs/reference/*.md` and `ledger/events.json`, or with `--check` name each that differs from the code."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django

DOCS = Path(__file__).resolve().parents[4] / "docs" / "reference"


def main(arguments: list[str]) -> int:
    """0 when written or equal, 1 when a page differs from the code, 2 for misuse."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write("usage: python -m licet.project.reference [--check]\n")
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "licet.project.settings")
    django.setup()
    from licet.project.reference.pages import pages

    wanted = pages(DOCS)
    if not arguments:
        for path, text in wanted.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return 0
    differing = [path for path, text in wanted.items() if not path.exists() or path.read_text() != text]
    for path in differing:
        sys.stderr.write(f"{path.name} is not what the code says. Type: bin/check --write\n")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
