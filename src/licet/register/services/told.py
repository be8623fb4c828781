"""Reading what an entry published: a field that the pack withheld reads as empty, never as zero."""

from collections.abc import Mapping
from datetime import date

from licet.kernel.event import Json

type Told = Mapping[str, Json]


def text_of(told: Told, name: str) -> str:
    return str(told.get(name) or "")


def day_of(told: Told, name: str) -> date | None:
    text = text_of(told, name)
    return date.fromisoformat(text[:10]) if text else None


def number_of(told: Told, name: str) -> int | None:
    value = told.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
