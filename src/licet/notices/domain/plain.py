"""Letters as JSON data: what is stored, digested, and given to the template."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from licet.kernel.event import Json
from licet.kernel.money import Money, NoValue
from licet.kernel.quantity import Quantity


def plain(value: Any) -> Json:
    """A value of the kernel, or a dataclass of them, as JSON data. Days are ISO, absent stays null, no floats.

    Money is ``{"currency", "minor", "text"}``; a value that is absent is ``{"none": why}``, never zero.
    """
    match value:
        case NoValue():
            return {"none": value.value}
        case StrEnum():
            return value.value
        case None | bool() | int() | str():
            return value
        case Money():
            return {"currency": value.currency, "minor": value.minor, "text": str(value)}
        case Quantity():
            return {"amount": value.text, "unit": value.unit, "words": value.words}
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case tuple() | list():
            return [plain(item) for item in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    raise TypeError(f"{type(value).__name__} has no place in a letter")


def plain_object(value: Any) -> dict[str, Json]:
    """The same for what must be an object."""
    found = plain(value)
    if not isinstance(found, dict):
        raise TypeError(f"{type(value).__name__} is not an object of JSON")
    return found
