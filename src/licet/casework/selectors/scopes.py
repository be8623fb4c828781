"""How many cases still worked on a scope takes: asked of the engine, with the facts that the gate has of their lines."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, CharField, F, Field, FilteredRelation, Q, QuerySet, TextField, Value, When
from django.db.models import Case as SqlCase

from licet.casework import domain
from licet.casework.models import Case
from licet.kernel.scope import Scope
from licet.platform.scope_query import KeyField, matching

_FACT = "fact_"


@dataclass(frozen=True, slots=True)
class CasesInScope:
    """``taken``: cases with a line to which the scope says yes; ``unknown``: others with a line of which it cannot say."""

    taken: int
    unknown: int


def worked_on_in_scope(scope: Scope) -> CasesInScope:
    """Two scans of the lines of the cases still worked on, whatever their number."""
    query = matching(scope, _FACT)
    lines = _lines_worked_on()
    taken = _cases(lines.filter(query.yes))
    return CasesInScope(taken, _cases(lines.filter(query.yes | query.unknown)) - taken)


def _cases(lines: QuerySet[Any, Any]) -> int:
    return lines.order_by().values("pk").distinct().count()


def _lines_worked_on() -> QuerySet[Any, Any]:
    """A row for each line of each case's present version, with its facts as ``fact_…``.

    They are those of the rating that stands; of a line that is not rated yet they are what the exporter says, and what only the
    authority finds is unknown: as :func:`licet.casework.selectors.gate.facts_of_lines`, to which a test holds it equal.
    """
    unknown_text = Value(None, TextField())
    told = "version__lines__"
    described: dict[str, tuple[Any, Field[Any, Any]]] = {
        "licence_type": (F("licence_type"), CharField()),
        "country_key": (F("country_key"), KeyField()),
        "rating_key": (Value(""), KeyField()),
        "controlled": (Value(None, BooleanField()), BooleanField()),
        "end_use_key": (unknown_text, KeyField()),
        "end_user": (unknown_text, CharField()),
        "incorporation": (F(f"{told}incorporation"), BooleanField()),
        "pool": (F(f"{told}pool"), BooleanField()),
        "onward_key": (F(f"{told}onward_key"), KeyField()),
    }
    rated = Q(standing__id__isnull=False)
    facts = {
        f"{_FACT}{name}": SqlCase(When(rated, then=F(f"standing__{name}")), default=otherwise, output_field=field)
        for name, (otherwise, field) in described.items()
    }
    cases = Case.objects.filter(status__in=[status.value for status in domain.WORKED_ON])
    ratings = FilteredRelation("version__lines__ratings", condition=Q(version__lines__ratings__current=True))
    return cases.annotate(standing=ratings).annotate(**facts)
