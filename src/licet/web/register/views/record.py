"""What is known of a destination beside its licences, and what the authority said of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from licet.kernel.days import KnownDay
from licet.register import public as register
from licet.web.components import filters
from licet.web.components.access import public
from licet.web.components.shell import destination_name
from licet.web.components.tables import Column
from licet.web.register import picturing, presenting
from licet.web.register.navigation import shown

HELD = ("registered", "triaged", "assessed", "undetermined", "set_aside")


@public(reason="published assessments, proceedings, official lines and counts of incidents of one destination")
def record(request: HttpRequest, code: str) -> HttpResponse:
    found = register.record_page(code)
    state = register.log_state()
    counts = [Column(_("What")), Column(_("Incidents"), numeric=True)]
    context = {
        "name": destination_name(code),
        "code": code,
        "parts": parts(code, "record"),
        "assessments": [picturing.assessment(item) for item in found.assessments],
        "incidents": found.incidents,
        "by_object": _counts(found.incidents.by_object),
        "by_year": _counts(found.incidents.by_year),
        "count_columns": counts,
        "proceedings": [_proceeding(row) for row in found.proceedings],
        "withdrawn": [{"row": row, "what": _name(row)} for row in found.withdrawn],
        "moved_away": [_moved_away(item) for item in found.moved_away],
        "lines": [_line(row) for row in found.lines],
        "reviews": [(row, reverse("register:review", args=[row.slug])) for row in found.reviews],
        "check": presenting.check_rows(state.size, state.checkpoint, state.comparison),
    }
    return shown(request, "record", context)


def parts(code: str, current: str) -> list[dict[str, Any]]:
    """The two pages of a destination."""
    pages = (("destination", _("Licences and figures")), ("record", _("Assessment, reviews, proceedings")))
    return [{"text": words, "href": reverse(f"register:{name}", args=[code]), "current": name == current} for name, words in pages]


def _counts(pairs: tuple[tuple[str, int], ...]) -> list[tuple[str, str]]:
    return [(_(name), filters.number(count)) for name, count in pairs]


def _proceeding(row: Any) -> dict[str, Any]:
    steps = ((_("sought"), row.sought_on), (_("issued"), row.issued_on), (_("refused"), row.refused_on))
    return {
        "row": row,
        "stage": _(row.stage),
        "days": "; ".join(f"{what} {filters.known_day(KnownDay.parse(day))}" for what, day in steps if day),
    }


def _name(row: Any) -> str:
    """What a proceeding or an official line is known by, with its day and body."""
    if isinstance(row, register.PublishedLine):
        return f"“{row.words}” – {row.said_by}, {row.venue}, {filters.day(row.said_on)}"
    return f"{row.title} – {row.court}; {_proceeding(row)['days']}"


def _moved_away(item: register.MovedAway) -> dict[str, Any]:
    place = item.newest.destination
    return {
        "what": _name(item.last),
        "reference": item.last.reference,
        "place": destination_name(place),
        "href": reverse("register:record", args=[place]),
        "moved": item.moved,
        "withdrawn": item.newest.withdrawn,
    }


def _line(row: Any) -> dict[str, Any]:
    """The words, and beside them what the record held on that day."""
    held = row.held if isinstance(row.held, dict) else {}
    order = [*(name for name in HELD if name in held), *sorted(name for name in held if name not in HELD)]
    known = [f"{filters.number(held[name])} {_(name.replace('_', ' '))}" for name in order if isinstance(held[name], int)]
    return {"row": row, "held": ", ".join(known)}
