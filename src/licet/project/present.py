"""Whether a module is part of this installation: surfaces and the demonstration may be left out of a package."""

from __future__ import annotations

from importlib.util import find_spec


def exists(module: str) -> bool:
    """Whether `module` can be imported, without importing it."""
    try:
        found = find_spec(module)
    except ModuleNotFoundError:
        return False
    return found is not None and found.origin is not None
