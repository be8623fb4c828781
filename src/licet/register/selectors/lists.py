"""The register's front page, its destinations, holds and imports."""

from dataclasses import dataclass
from typing import Any

from licet.kernel.errors import NotFound
from licet.kernel.scope import Scope
from licet.policy import public as policy
from licet.register.domain import Cell, Figure, FigureQuery
from licet.register.models import (
    Departure,
    Happening,
    Hold,
    RegisteredDecision,
)
from licet.register.selectors.asking import STATUSES
from licet.register.selectors.figures import cells, cells_of, figure, total_of
from licet.register.selectors.finding import clauses_of, count_listed
from licet.register.selectors.record import AssessmentShown, assessments_of, reaches

FEED = 10


def feed(limit: int = FEED) -> list[Happening]:
    """The newest decisions, holds, departures, corrections, exclusions and imports. A bulk act is one line."""
    return list(Happening.objects.order_by("-position")[:limit])


@dataclass(frozen=True, slots=True)
class Overview:
    """The front page's figures. Each belongs to a figure of its own that can be opened, downloaded and recomputed."""

    year: int | None
    value: Cell
    currency: str
    series: tuple[Cell, ...]
    criteria: tuple[str, ...]

    def count(self, outcome: str) -> int:
        """How many in this year; a decision stands in exactly one quarter, so quarters add up."""
        return sum(cell.count or 0 for cell in self.series if cell.key[0].startswith(f"{self.year} ") and cell.key[1] == outcome)


SERIES = FigureQuery.of("count", ["quarter", "outcome"], {})


def overview(size: int) -> Overview:
    """``year`` is the newest one in which something was decided; None while nothing was. Three queries."""
    series = cells(SERIES, size)
    decided = [int(cell.key[0][:4]) for cell in series]
    year = max(decided, default=None)
    refused = RegisteredDecision.objects.filter(decided_on__year=year or 1, outcome__in=("refused", "partly granted"), excluded=None)
    return Overview(
        year=year,
        value=total_of(FigureQuery.of("value", [], {"year": str(year)} if year else {}), size),
        currency=policy.pack().currency,
        series=series,
        criteria=tuple(sorted({str(code) for codes in refused.values_list("criteria", flat=True).distinct() for code in codes})),
    )


@dataclass(frozen=True, slots=True)
class DestinationPage:
    """A destination's figures; ``licences`` counts those issued by their status now."""

    code: str
    value: Figure
    counts: tuple[Cell, ...]
    ratings: tuple[Cell, ...]
    licences: dict[str, int]
    holds: tuple[Hold, ...]
    departures: tuple[Departure, ...]
    assessments: tuple[AssessmentShown, ...]


def destination_page(code: str) -> DestinationPage:
    """A destination that the authority's lists hold. Raises NotFound. Fifteen queries at most."""
    if code not in policy.destination_names():
        raise NotFound("destination")
    where = {"destination": code}
    value = figure(FigureQuery.of("value", ["year"], where))
    size = int(value.vintage.id)
    statuses = sorted(STATUSES)
    counts = count_listed(*(clauses_of({"destination": code, "status": status}) for status in statuses))
    by_outcome, by_rating = FigureQuery.of("count", ["year", "outcome"], where), FigureQuery.of("value", ["rating"], where)
    of_outcomes, of_ratings = cells_of([by_outcome, by_rating], size)
    return DestinationPage(
        code=code,
        value=value,
        counts=of_outcomes,
        ratings=of_ratings,
        licences={status: count for status, count in zip(statuses, counts, strict=True) if count},
        holds=tuple(hold for hold in Hold.objects.order_by("-position") if reaches(hold.scope, code)),
        departures=tuple(item for item in Departure.objects.order_by("-position") if reaches(item.scope, code)),
        assessments=assessments_of(code),
    )


def scope_sentence(scope: dict[str, Any]) -> str:
    return Scope.from_json(scope).sentence(policy.destination_names())


def holds_in_force() -> list[Hold]:
    return list(Hold.objects.filter(lifted_on=None).order_by("-position"))


def destination_names() -> dict[str, str]:
    """Code to present name."""
    return policy.destination_names()
