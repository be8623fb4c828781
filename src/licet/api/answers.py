"""What an operation may answer: its own, and every refusal."""

from typing import Any

from licet.api.problems import REFUSALS


def ok(schema: Any) -> dict[int, Any]:
    return {200: schema, **REFUSALS}


def created(schema: Any) -> dict[int, Any]:
    return {201: schema, **REFUSALS}


def done() -> dict[int, Any]:
    """Nothing to say beyond that it was done."""
    return {204: None, **REFUSALS}
