"""What a table to download is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet


@dataclass(frozen=True, slots=True)
class Table:
    """``columns`` pairs each column's name with what it means. ``find`` makes a condition of words, where there is a search."""

    name: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: Callable[[], QuerySet[Any]]
    find: Callable[[str], Q] | None = None


POSITION = ("position", "entry of the log")
UNTIL = ("until", "entry by which a later version took its place; empty: the newest")
DECISION = ("decision", "reference of the decision")
