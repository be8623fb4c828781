"""How long decisions took, month by month, as it was published: figures about ten decisions or more."""

import csv
import io
import json
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from licet.register import public as register
from licet.register.public import TimesOfMonth
from licet.web.components.access import public
from licet.web.components.tables import Column
from licet.web.register.navigation import address, shown

REASON = "published processing times, as they stand in the log"


@public(reason=REASON)
def processing_times(request: HttpRequest) -> HttpResponse:
    page = register.processing_times_page()
    columns = [
        Column(_("Month of decision")),
        Column(_("Licence type")),
        Column(_("Decisions"), numeric=True),
        Column(_("Median"), numeric=True, unit=_("working days")),
        Column(_("Within the target"), numeric=True, unit="%"),
    ]
    newest = page.months[0] if page.months else None
    context = {
        "columns": columns,
        "lines": [line for month in page.months for line in _lines(month)],
        "newest": newest,
        "targets": sorted({month.target_days for month in page.months}),
        "csv": reverse("register:processing-times-csv"),
        "json": reverse("register:processing-times-json"),
        "permalink": address(request) + reverse("register:processing-times"),
        "places": [{"position": newest.position, "kind": page.kind, "proved": page.proved}] if newest else [],
    }
    return shown(request, "processing_times", context)


def _lines(month: TimesOfMonth) -> list[dict[str, Any]]:
    words = date_format(date.fromisoformat(f"{month.month}-01"), "F Y")
    if not month.groups:
        return [{"month": words, "fewest": month.fewest, "group": None}]
    return [{"month": words, "fewest": month.fewest, "group": group} for group in month.groups]


@public(reason=REASON)
def processing_times_json(request: HttpRequest) -> HttpResponse:
    months = [
        {
            "month": month.month,
            "entry": month.position,
            "fewest": month.fewest,
            "target_days": month.target_days,
            "groups": [
                {
                    "licence_type": group.licence_type or None,
                    "decisions": group.decisions,
                    "median_days": group.median_days,
                    "within_target_percent": group.within_target_percent,
                }
                for group in month.groups
            ],
        }
        for month in register.processing_times_page().months
    ]
    data = {"months": months, "permalink": address(request) + reverse("register:processing-times-json")}
    return HttpResponse(json.dumps(data, ensure_ascii=False, indent=1) + "\n", content_type="application/json")


@public(reason=REASON)
def processing_times_csv(request: HttpRequest) -> HttpResponse:
    """A line for each group of a month. A month with too few decisions has one line, with nothing in its figures."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("month", "entry", "fewest", "target_days", "licence_type", "decisions", "median_days", "within_target_percent"))
    for month in register.processing_times_page().months:
        head = (month.month, month.position, month.fewest, month.target_days)
        if not month.groups:
            writer.writerow((*head, "", "", "", ""))
        for group in month.groups:
            writer.writerow((*head, group.licence_type, group.decisions, group.median_days, group.within_target_percent))
    answer = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="processing-times.csv"'
    return answer
