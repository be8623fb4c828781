import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override

from licet.kernel.errors import NotFound
from licet.register import public as register
from licet.register.public import LOG, Dimension, Figure, FigureQuery, Measure, State
from licet.web.components.access import public
from licet.web.register import drawing, presenting
from licet.web.register.navigation import address, shown

REASON = "a published figure, recomputable from the published log"
CHOSEN = ("measure", "by", "then", "source", *Dimension)
ASKED = ("destination", "year", "quarter", "rating", "military", "outcome", "source", "asof")
OFFERED = (
    ("value", ("destination",)),
    ("value", ("destination", "year")),
    ("value", ("year",)),
    ("value", ("rating",)),
    ("value", ("military", "year")),
    ("count", ("outcome", "year")),
    ("count", ("quarter", "outcome")),
    ("count", ("destination", "outcome")),
    ("count", ("rating", "outcome")),
)


def _figure(request: HttpRequest, name: str) -> Figure:
    return register.figure_of(name, request.GET.dict())


@public(
    reason="lists the figures that can be opened, and lets anybody ask for another",
    parameters=CHOSEN,
)
def figures(request: HttpRequest) -> HttpResponse:
    if request.GET.get("measure"):
        return _chosen(request)
    vintages = [file for file, _told in register.imports()]
    context = {
        "own": [_offered(measure, by, "log") for measure, by in OFFERED],
        "imported": [(file, [_offered(measure, by, file.source, file.sha256[:16]) for measure, by in OFFERED[:5]]) for file in vintages],
        "measures": [("value", _("Value of licences issued")), ("count", _("Number of decisions"))],
        "dimensions": [(each.value, words) for each, words in presenting.headings().items()],
        "sources": [("log", _("This authority, from the published log"))]
        + [(name, name) for name in sorted({file.source for file in vintages})],
    }
    return shown(request, "figures", context)


def _offered(measure: str, by: tuple[str, ...], source: str, asof: str = "") -> dict[str, str]:
    query = FigureQuery.of(measure, list(by), {}, source, asof)
    return {
        "words": query.definition().split(". ")[0].rstrip("."),
        "href": presenting.figure_href(query),
        "csv": presenting.figure_href(query, "csv"),
    }


def _chosen(request: HttpRequest) -> HttpResponse:
    """From the form to the figure's own address."""
    by = [name for name in (request.GET.get("by", ""), request.GET.get("then", "")) if name]
    where = {each.value: request.GET.get(each.value, "") for each in Dimension}
    query = register.ask(request.GET["measure"], list(dict.fromkeys(by)), where, request.GET.get("source", ""))
    answer = HttpResponse(status=303)
    answer["Location"] = presenting.figure_href(query)
    return answer


@public(reason=REASON, parameters=ASKED)
def figure(request: HttpRequest, name: str) -> HttpResponse:
    found = _figure(request, name)
    state = register.log_state()
    pinned = presenting.figure_href(found.query, asof=_pin(found))
    context = {
        "figure": found,
        "number": presenting.short_words(found, found.total),
        "exact": presenting.number_words(found, found.total),
        "rows": presenting.rows(found),
        "columns": presenting.columns(found),
        "total": found.total,
        "picture_note": _picture_note(found),
        "outside": found.total.state is State.OUTSIDE,
        "largest": presenting.dominating(found, found.total),
        "file_href": "" if found.query.source == LOG else reverse("register:import", args=[_pin(found)]),
        "of_value": found.query.measure is Measure.VALUE,
        "picture": presenting.picture(found),
        "cut": max(len(found.rows) - presenting.MOST_BARS, 0) if len(found.query.by) == 1 else 0,
        "csv": presenting.figure_href(found.query, "csv"),
        "json": presenting.figure_href(found.query, "json"),
        "svg": presenting.figure_href(found.query, "svg"),
        "permalink": address(request) + pinned,
        "vintages": _vintages(found, state.read),
        "check": presenting.check_rows(state.size, state.checkpoint, state.comparison),
        "from_log": found.query.source == LOG,
    }
    return shown(request, "figure", context)


def _picture_note(found: Figure) -> str:
    """What the stars in a picture of columns say; bars say it in their names."""
    starred = len(found.query.by) > 1 and any(map(found.incomplete, found.rows))
    return _("* Incomplete: the source covers a part of it.") if starred else ""


def _pin(found: Figure) -> str:
    """What makes the address permanent: the log's size, or the beginning of the import's digest."""
    return found.vintage.id[:16]


def _vintages(found: Figure, read: int) -> list[dict[str, Any]]:
    """The same question as of other vintages of its source."""
    if found.query.source == "log":
        newest = {"words": _("the newest state of the log"), "href": presenting.figure_href(FigureQuery.of(
            found.query.measure, list(found.query.by), {key: ",".join(values) for key, values in found.query.where}))}  # fmt: skip
        return [newest] if found.vintage.id != str(read) else []
    files = [file for file, _told in register.imports() if file.source == found.query.source and file.sha256 != found.vintage.id]
    return [{"words": file.described(), "href": presenting.figure_href(found.query, asof=file.sha256[:16])} for file in files]


@public(reason=REASON, parameters=ASKED)
def figure_csv(request: HttpRequest, name: str) -> HttpResponse:
    found = _figure(request, name)
    answer = HttpResponse(drawing.csv_of(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.query.id}-{_pin(found)}.csv"'
    return _kept_for_a_minute(answer)


@public(reason=REASON, parameters=ASKED)
def figure_json(request: HttpRequest, name: str) -> HttpResponse:
    found = _figure(request, name)
    data = found.to_json() | {"permalink": address(request) + presenting.figure_href(found.query, "json", asof=_pin(found))}
    return _kept_for_a_minute(HttpResponse(json.dumps(data, ensure_ascii=False, indent=1) + "\n", content_type="application/json"))


def _kept_for_a_minute(answer: HttpResponse) -> HttpResponse:
    """As pages are: a proxy answers the next who asks the same."""
    answer["Cache-Control"] = "public, max-age=60"
    return answer


@public(reason=REASON, parameters=ASKED)
@csp_override({"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE]})
def figure_svg(request: HttpRequest, name: str) -> HttpResponse:
    """The picture by itself, with its own styles so that it can be kept and printed."""
    picture = presenting.picture(_figure(request, name))
    if picture is None:
        raise NotFound("picture of this figure")
    return _kept_for_a_minute(HttpResponse(drawing.stand_alone(str(picture)), content_type="image/svg+xml; charset=utf-8"))
