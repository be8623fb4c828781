from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.kernel.money import Money
from licet.register import public as register
from licet.register.public import Coverage, FigureQuery
from licet.web.components import filters
from licet.web.components.access import public
from licet.web.components.filters import money_short
from licet.web.components.shell import destination_name
from licet.web.components.tables import Column
from licet.web.register import presenting
from licet.web.register.navigation import shown

QUARTERS = 8


@public(reason="the public register's front page shows only what was published")
def home(request: HttpRequest) -> HttpResponse:
    state = register.log_state()
    seen = register.overview(state.read)
    shown_quarters = presenting.unbroken(cell.key[0] for cell in seen.series)[-QUARTERS:]
    recent = [cell for cell in seen.series if cell.key[0] in shown_quarters]
    coverage = register.log_coverage(state.read)
    context = {
        "year": seen.year,
        "incomplete": bool(coverage and coverage.incomplete(shown_quarters)),
        "tiles_shown": _tiles(seen) if seen.year else [],
        "picture": presenting.outcome_series(recent, _("Decisions by quarter"), coverage) if recent else None,
        "quarters": _quarters(recent, coverage),
        "quarter_columns": [
            Column(_("Quarter")),
            *(Column(words, numeric=True) for words in (_("Issued"), _("Refused"), _("Suspended"))),
        ],
        "series_href": presenting.figure_href(register.SERIES),
        "series_csv": presenting.figure_href(register.SERIES, "csv"),
        "series_json": presenting.figure_href(register.SERIES, "json"),
        "feed": [_happened(row) for row in register.feed()],
        "check": presenting.check_rows(state.size, state.checkpoint, state.comparison),
        "behind": state.size - state.read,
    }
    return shown(request, "home", context)


def _tiles(seen: Any) -> list[dict[str, Any]]:
    year = str(seen.year)
    value = FigureQuery.of("value", ["destination"], {"year": year})
    counts = FigureQuery.of("count", ["destination"], {"year": year})
    refused = FigureQuery.of("count", ["destination"], {"year": year, "outcome": "refused"})
    suspended = FigureQuery.of("count", ["destination"], {"year": year, "outcome": "suspended"})
    without = seen.value.without_value
    notes = ngettext("and %(n)s line with no value recorded", "and %(n)s lines with no value recorded", without) % {
        "n": filters.number(without)
    }
    criteria = _("under criteria %(list)s") % {"list": ", ".join(seen.criteria)} if seen.criteria else ""
    tile = _tile
    return [
        tile(_money(seen), _("licensed"), notes if without else _("as declared, not as shipped"), value),
        tile(filters.number(seen.count("issued")), _("licences issued"), _("suspended ones stay counted"), counts),
        tile(filters.number(seen.count("refused")), _("refused"), criteria, refused),
        tile(filters.number(seen.count("suspended")), _("suspended"), _since(seen), suspended),
    ]


def _since(seen: Any) -> str:
    """What else was done to licences in the year: a suspension may have ended either way."""
    done = ((seen.count("reinstated"), _("%(n)s reinstated")), (seen.count("revoked"), _("%(n)s revoked")))
    return ", ".join(words % {"n": filters.number(count)} for count, words in done if count)


def _money(seen: Any) -> str:
    minor = seen.value.value_minor
    return _("none recorded") if minor is None else money_short(Money(minor, seen.currency))


def _tile(figure: str, words: str, note: str, query: FigureQuery) -> dict[str, Any]:
    links = [
        {"text": _("table"), "href": presenting.figure_href(query)},
        {"text": "CSV", "href": presenting.figure_href(query, "csv")},
        {"text": _("verify"), "href": presenting.figure_href(query) + "#check"},
    ]
    return {"figure": figure, "words": words, "note": note, "links": links}


def _quarters(cells: Any, coverage: Coverage | None) -> list[dict[str, Any]]:
    counts = {cell.key: cell.count or 0 for cell in cells}
    periods = sorted({cell.key[0] for cell in cells})
    return [
        {
            "period": presenting.period_words(period, coverage),
            "counts": [counts.get((period, part), 0) for part in presenting.SHOWN],
        }
        for period in periods
    ]


def _happened(row: Any) -> dict[str, Any]:
    title = presenting.outcome_words(row.what)
    if row.count > 1:
        title = _("%(what)s: %(count)s licences in one act") % {"what": title, "count": filters.number(row.count)}
    where = destination_name(row.destination) if row.destination and row.count == 1 else ""
    words = " · ".join(part for part in (where, row.words if row.count == 1 else "", row.reference if row.count == 1 else "") if part)
    href = _leads_to(row)
    if row.count > 1:
        href = f"{reverse('register:licences')}?{urlencode({'status': row.what})}" if row.what in register.STATUSES else ""
    return {
        "title": title,
        "when": row.happened_on,
        "words": words,
        "href": href,
        "strong": row.what not in ("granted", "no licence required"),
    }


DECISIONS = ("granted", "partly granted", "refused", "no licence required", "suspended", "reinstated", "revoked", "correction", "exclusion")
RECORDED = ("assessment", "proceeding", "proceeding withdrawn", "official line", "official line withdrawn")


def _leads_to(row: Any) -> str:
    """Where a line of the feed is told in full."""
    if row.what in DECISIONS:
        return reverse("register:licence", args=[row.slug])
    if row.what.startswith("review "):
        return reverse("register:review", args=[row.slug])
    if row.what in RECORDED and row.destination:
        return reverse("register:record", args=[row.destination])
    if row.what == "concern figures" and (quarter := row.reference.removeprefix("concern figures ").replace(" ", "-")) != row.reference:
        return reverse("register:concerns-of", args=[quarter])
    return reverse("register:entry", args=[row.position])
