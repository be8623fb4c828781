"""Holds and departures in force: what people signed that stands for or against any line."""

import json
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from licet.decisions import domain
from licet.decisions.models import Departure, Hold
from licet.kernel.errors import NotFound
from licet.kernel.scope import Scope


def holds_in_force() -> tuple[domain.HoldFacts, ...]:
    return tuple(hold.to_domain() for hold in Hold.objects.filter(lifted_on=None).order_by("reference"))


def departures_in_force(today: date) -> tuple[domain.DepartureFacts, ...]:
    return tuple(item.to_domain() for item in Departure.objects.filter(expires_on__gte=today).order_by("reference"))


def departure_in_force(reference: str, today: date) -> Departure:
    row = Departure.objects.filter(reference=reference, expires_on__gte=today).first()
    if row is None:
        raise NotFound(f"departure {reference} in force")
    return row


def standing_acts(today: date) -> tuple[tuple[domain.HoldFacts, ...], tuple[domain.DepartureFacts, ...]]:
    """Both at once, by reference, in one query: the gate's budget counts every question (joints 13)."""
    rows = sorted(_departures(today).union(_holds(), all=True))
    holds = tuple(_hold(row) for row in rows if row[1])
    return holds, tuple(_departure(row) for row in rows if not row[1])


type _Row = tuple[str, str, str, date, str, str]
"""Reference, kind of hold (none: a departure), scope, last day, criteria, conclusions."""

_COLUMNS = ("reference", "hold", "told", "until", "codes", "versions")


def _departures(today: date) -> QuerySet[Departure, Any]:
    rows = Departure.objects.filter(expires_on__gte=today)
    read = {"hold": Value("", CharField()), "told": _text("scope"), "until": F("expires_on")}
    return rows.annotate(**read, codes=_text("criteria"), versions=_text("conclusions")).values_list(*_COLUMNS)


def _holds() -> QuerySet[Hold, Any]:
    rows = Hold.objects.filter(lifted_on=None)
    nothing = Value("", TextField())
    read = {"hold": F("kind"), "told": _text("scope"), "until": Cast(Value(None), DateField())}
    return rows.annotate(**read, codes=nothing, versions=nothing).values_list(*_COLUMNS)


def _text(column: str) -> Cast:
    return Cast(column, TextField())


def _hold(row: _Row) -> domain.HoldFacts:
    return domain.HoldFacts(reference=row[0], kind=domain.HoldKind(row[1]), scope=Scope.from_json(json.loads(row[2])))


def _departure(row: _Row) -> domain.DepartureFacts:
    return domain.DepartureFacts(
        reference=row[0],
        criteria=frozenset(json.loads(row[4])),
        scope=Scope.from_json(json.loads(row[2])),
        expires_on=row[3],
        conclusions=frozenset(item["about"] for item in json.loads(row[5] or "[]") or ()),
    )
