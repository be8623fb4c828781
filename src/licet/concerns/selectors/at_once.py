"""Concerns with all that they are opened from, in one question: a list page may ask eight in all (decision 0182).

Each table is one part of a union. Its columns stand in slots by what they hold, so that all parts have one shape; a row is
made again from the slots of its own model.
"""

from functools import cache
from typing import Any, Final

from django.db.models import BinaryField, BooleanField, DateField, F, Field, IntegerField, Model, QuerySet, TextField, Value
from django.db.models.functions import Cast

from licet.concerns.models import Concern, CoSignature, Point, ProtectionFollowUp, Rung, Topic, Wrap

type Kind = type[Field[Any, Any]]

_CONCERN: Final = ""
_TABLES: Final[dict[str, type[Model]]] = {
    _CONCERN: Concern,
    "wraps": Wrap,
    "topics": Topic,
    "points": Point,
    "rungs": Rung,
    "co_signatures": CoSignature,
    "follow_ups": ProtectionFollowUp,
}
_KINDS: Final[tuple[Kind, ...]] = (BooleanField, IntegerField, DateField, BinaryField)  # anything else is text


def read_at_once(concerns: QuerySet[Concern, Concern]) -> list[Concern]:
    """These concerns in the order of their keys, their parts known as ``prefetch_related(*PARTS)`` would have made them."""
    wanted = concerns.order_by()
    asked = [
        _question(part, model._default_manager.filter(concern__in=wanted.values("pk")) if part else wanted)
        for part, model in _TABLES.items()
    ]
    rows, parts = dict[str, Concern](), dict[tuple[str, str], list[Any]]()
    for part, *values in asked[0].union(*asked[1:], all=True):
        columns = [values[place] for place in _places()[part]]
        made: Any = _TABLES[part].from_db(concerns.db, [field.attname for field in _TABLES[part]._meta.concrete_fields], columns)
        if part == _CONCERN:
            rows[made.pk] = made
        else:
            parts.setdefault((made.concern_id, part), []).append(made)
    for pk, row in rows.items():
        _know(row, {part: parts.get((pk, part), []) for part in _TABLES if part})
    return [rows[pk] for pk in sorted(rows)]


def _know(row: Concern, parts: dict[str, list[Any]]) -> None:
    """Keep them where Django's own prefetching does, so that whoever opens a concern need not know how it was read."""
    known = dict[str, Any]()
    for part, found in parts.items():
        known[part] = getattr(row, part).get_queryset()
        known[part]._result_cache = found
    row._prefetched_objects_cache = known  # type: ignore[attr-defined]


def _question(part: str, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    filled = dict(zip(_places()[part], rows.model._meta.concrete_fields, strict=True))
    # What is nothing says of what kind: PostgreSQL takes it for text otherwise, and no day fits under it.
    columns = [F(filled[place].attname) if place in filled else Cast(Value(None), kind()) for place, kind in enumerate(_slots())]
    return rows.values_list(Value(part, TextField()), *columns)


@cache
def _slots() -> list[Kind]:
    """As many columns of each kind as the table has that needs most of it."""
    held = [[_kind(field) for field in model._meta.concrete_fields] for model in _TABLES.values()]
    return [kind for kind in (*_KINDS, TextField) for _ in range(max(kinds.count(kind) for kinds in held))]


@cache
def _places() -> dict[str, list[int]]:
    """Of each table, the slot of each column, in the order of the columns."""
    found = dict[str, list[int]]()
    for part, model in _TABLES.items():
        free = list(enumerate(_slots()))
        found[part] = []
        for field in model._meta.concrete_fields:
            slot = next(each for each in free if each[1] is _kind(field))
            free.remove(slot)
            found[part].append(slot[0])
    return found


def _kind(field: Field[Any, Any]) -> Kind:
    return next((kind for kind in _KINDS if isinstance(field, kind)), TextField)
