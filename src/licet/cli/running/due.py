"""What is due by the clock, in order. Each is idempotent; each says how many things it did."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from licet.kernel.instants import Instant
from licet.platform import clock

# name shown, module, function(now) -> int
DUE: tuple[tuple[str, str, str], ...] = ()


def run_due() -> dict[str, int]:
    """Do all that is due now; the number of things done by name."""
    now = clock.now()
    return {name: _function(module, function)(now) for name, module, function in DUE}


def _function(module: str, function: str) -> Callable[[Instant], int]:
    found: Callable[[Instant], int] = getattr(import_module(module), function)
    return found
