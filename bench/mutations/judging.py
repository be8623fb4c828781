"""The judged survivors of `judged.toml`: what was found of a change that no test catches."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from bench.mutations.choosing import Mutant
from bench.mutations.trees import ROOT

FILE = Path(__file__).with_name("judged.toml")
VERDICTS = ("equivalent", "accepted")


def read_judged() -> list[dict[str, Any]]:
    """Every entry. Raises ValueError for one that is not complete."""
    entries: list[dict[str, Any]] = tomllib.loads(FILE.read_text("utf-8")).get("judged", [])
    for entry in entries:
        if set(entry) != {"file", "before", "after", "verdict", "why"} or entry["verdict"] not in VERDICTS:
            raise ValueError(
                f"an entry of {FILE.name} needs file, before, after, why, and a verdict that is one of {', '.join(VERDICTS)}: {entry}"
            )
    return entries


def find_verdict(mutant: Mutant, judged: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The entry for this change."""
    asked = (mutant.path, mutant.before, mutant.after)
    return next((entry for entry in judged if (entry["file"], entry["before"], entry["after"]) == asked), None)


def find_outdated(judged: list[dict[str, Any]]) -> list[str]:
    """The entries whose text is no longer in their file."""
    return [f"{entry['file']}: {entry['before']}" for entry in judged if entry["before"] not in _read_as_one_line(entry["file"])]


def _read_as_one_line(path: str) -> str:
    file = ROOT / path
    return " ".join(file.read_text("utf-8").split()) if file.exists() else ""
