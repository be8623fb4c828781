from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from licet.kernel.errors import Invalid, NotFound
from licet.register import public as register
from licet.register.public import Cell, FigureQuery
from licet.web.components import filters
from licet.web.components.access import public
from licet.web.components.charts import Bar, bars
from licet.web.components.shell import destination_name
from licet.web.components.tables import Column
from licet.web.register import picturing, presenting
from licet.web.register.navigation import shown
from licet.web.register.views.record import parts

BY_VALUE = FigureQuery.of("value", ["destination"], {})
BY_OUTCOME = FigureQuery.of("count", ["destination", "outcome"], {})


@public(reason="published figures by destination")
def destinations(request: HttpRequest) -> HttpResponse:
    figure = register.figure(BY_VALUE)
    counts = register.cells(BY_OUTCOME, int(figure.vintage.id))
    by_code = _counts(counts)
    values = {cell.key[0]: cell for cell in figure.rows}
    codes = sorted(by_code.keys() | values.keys(), key=lambda code: (-(getattr(values.get(code), "value_minor", 0) or 0), code))
    rows = [_row(figure, code, values.get(code), by_code.get(code, {})) for code in codes]
    context = {
        "rows": rows,
        "columns": [
            Column(_("Destination")),
            Column(_("Value licensed"), numeric=True),
            *(Column(words, numeric=True) for words in (_("Issued"), _("Refused"), _("Suspended"), _("Revoked"))),
        ],
        "picture": presenting.picture(figure),
        "caveats": figure.caveats,
        "figure": figure,
        "csv": presenting.figure_href(BY_VALUE, "csv"),
        "json": presenting.figure_href(BY_VALUE, "json"),
        "verify": presenting.figure_href(BY_VALUE) + "#check",
    }
    return shown(request, "destinations", context)


def _counts(cells: tuple[Cell, ...]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for cell in cells:
        found.setdefault(cell.key[0], {})[cell.key[1]] = cell.count or 0
    return found


def _row(figure: Any, code: str, value: Cell | None, counts: dict[str, int]) -> dict[str, Any]:
    return {
        "name": destination_name(code) if code else _("no destination published"),
        "href": reverse("register:destination", args=[code]) if code else "",
        "value": presenting.number_words(figure, value) if value else _("nothing licensed"),
        "counts": [filters.number(counts.get(outcome, 0)) for outcome in ("issued", "refused", "suspended", "revoked")],
    }


@public(reason="what was licensed, refused and suspended for one destination, as published")
def destination(request: HttpRequest, code: str) -> HttpResponse:
    if (known := _code(code)) != code:
        return HttpResponseRedirect(reverse("register:destination", args=[known]))
    found = register.destination_page(code)
    state = register.log_state(int(found.value.vintage.id))
    where = {"destination": code}
    counts = _counts(found.counts)
    values = {cell.key[0]: cell for cell in found.value.rows}
    years = sorted(counts.keys() | values.keys(), reverse=True)
    by_rating = FigureQuery.of("value", ["rating"], where)
    context = {
        "name": destination_name(code),
        "code": code,
        "parts": parts(code, "destination"),
        "assessments": [picturing.assessment(item) for item in found.assessments],
        "total": presenting.short_words(found.value, found.value.total),
        "found": found,
        "years": [
            {
                "year": presenting.period_words(year, found.value.coverage),
                "value": presenting.number_words(found.value, values[year]) if year in values else _("nothing licensed"),
                "counts": [
                    filters.number(counts.get(year, {}).get(outcome, 0)) for outcome in ("issued", "refused", "suspended", "revoked")
                ],
                "href": f"{reverse('register:licences')}?destination={code}&year={year}",
            }
            for year in years
        ],
        "columns": [
            Column(_("Year")),
            Column(_("Value licensed"), numeric=True),
            *(Column(words, numeric=True) for words in (_("Issued"), _("Refused"), _("Suspended"), _("Revoked"))),
        ],
        "picture": presenting.outcome_series(found.counts, _("Decisions by year"), found.value.coverage) if found.counts else None,
        "incomplete": bool(found.value.coverage and found.value.coverage.incomplete(years)),
        "ratings": _ratings(found, by_rating),
        "ratings_href": presenting.figure_href(by_rating),
        "value_href": presenting.figure_href(found.value.query),
        "value_csv": presenting.figure_href(found.value.query, "csv"),
        "value_json": presenting.figure_href(found.value.query, "json"),
        "holds": [(hold, register.scope_sentence(hold.scope)) for hold in found.holds],
        "departures": [(item, register.scope_sentence(item.scope)) for item in found.departures],
        "check": presenting.check_rows(state.size, state.checkpoint, state.comparison),
    }
    return shown(request, "destination", context)


def _code(typed: str) -> str:
    """The code of a destination that an address names in any spelling. Raises NotFound."""
    try:
        return register.read_destination(typed)
    except Invalid:
        raise NotFound("destination") from None


def _ratings(found: Any, query: FigureQuery) -> dict[str, Any]:
    """By control-list entry, largest first: a table and its picture."""
    cells = sorted(found.ratings, key=lambda cell: -(cell.value_minor or 0))
    rows = [(cell.key[0], presenting.number_words(found.value, cell), filters.number(cell.count)) for cell in cells]
    drawn = [
        Bar(cell.key[0], None if cell.value_minor is None else float(cell.value_minor), presenting.short_words(found.value, cell))
        for cell in cells[: presenting.MOST_BARS]
    ]
    columns = [Column(_("Rating")), Column(_("Value licensed"), numeric=True), Column(_("Licences"), numeric=True)]
    return {"rows": rows, "columns": columns, "picture": bars(drawn, title=_("Value by rating")) if len(drawn) > 1 else None}
