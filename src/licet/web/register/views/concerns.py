"""Figures of the concerns procedure as they were published: numbers only, small ones not, never a name."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.register import public as register
from licet.register.public import ConcernFiguresPage, LevelFigures
from licet.web.components import filters
from licet.web.components.access import public
from licet.web.components.tables import Column
from licet.web.register.navigation import address, shown

REASON = "published figures of the concerns procedure, as they stand in the log"
NUMBERS = (
    "reached",
    "answered_in_time",
    "answered_late",
    "not_answered",
    "acknowledged_late",
    "median_days",
    "ninth_tenth_days",
    "share_late",
)


@public(reason=REASON)
def concerns(request: HttpRequest, quarter: str = "") -> HttpResponse:
    if not quarter and not register.concern_figures_published():
        return shown(request, "concerns", {"found": None})
    found = register.concern_figures(quarter)
    context = {
        "found": found,
        "quarter": quarter_words(found.quarter),
        "filed": count_words(found.filed),
        "columns": _columns(),
        "levels": [_level(level) for level in found.levels],
        "why_columns": [Column(_("Level")), *(Column(words, numeric=True) for words in climbs().values())],
        "whys": [_why(level) for level in found.levels],
        "end_columns": [Column(_("How it ended")), Column(_("Concerns"), numeric=True)],
        "ends": [(closing_words(how), count_words(count)) for how, count in found.closed.items()],
        "csv": reverse("register:concerns-csv", args=[found.quarter]),
        "json": reverse("register:concerns-json", args=[found.quarter]),
        "permalink": address(request) + reverse("register:concerns-of", args=[found.quarter]),
        "others": [
            (quarter_words(other), reverse("register:concerns-of", args=[other])) for other in found.others if other != found.quarter
        ],
        "places": [{"position": found.position, "kind": found.entry.kind, "proved": found.proved}],
    }
    return shown(request, "concerns", context)


def quarter_words(quarter: str) -> str:
    year, _dash, number = quarter.partition("-Q")
    return _("the quarter %(number)s of %(year)s") % {"number": number, "year": year}


def count_words(count: int | None) -> str:
    """A count; words where it is not shown, which is never zero."""
    return _("not shown") if count is None else filters.number(count)


def climbs() -> dict[str, str]:
    """Why a concern left a level, by the words in which it was published."""
    return {
        "no answer in time": _("No answer in time"),
        "the answer was contested": _("Answer contested"),
        "the raiser took it further": _("Taken further by who raised it"),
        "nobody at that level may handle it": _("Nobody there may handle it"),
    }


def closing_words(how: str) -> str:
    return {
        "the raiser says that every point is answered": _("Who raised it says that every point is answered"),
        "answered, and not contested": _("Answered, and not contested within sixty days"),
        "answered at the last level, and contested there": _("Answered at the last level, and contested there"),
        "withdrawn by the raiser": _("Withdrawn by who raised it"),
    }.get(how, _(how))


def _columns() -> list[Column]:
    return [
        Column(_("Level")),
        Column(_("Reached"), numeric=True),
        Column(_("Answered in time"), numeric=True),
        Column(_("Answered late"), numeric=True),
        Column(_("Not answered"), numeric=True),
        Column(_("Median"), numeric=True, unit=_("working days")),
        Column(_("Nine in ten within"), numeric=True, unit=_("working days")),
        Column(_("Late"), numeric=True, unit="%"),
    ]


def _level(level: LevelFigures) -> dict[str, Any]:
    numbers = [count_words(level.numbers[name]) for name in NUMBERS if name != "acknowledged_late"]
    due = ngettext("answers within %(n)s working day", "answers within %(n)s working days", level.answer_days or 0)
    return {"title": level.title, "due": due % {"n": level.answer_days} if level.answer_days else "", "numbers": numbers}


def _why(level: LevelFigures) -> dict[str, Any]:
    return {"title": level.title, "numbers": [count_words(level.climbed.get(why)) for why in climbs()]}


@public(reason=REASON)
def concerns_json(request: HttpRequest, quarter: str) -> HttpResponse:
    """What the log holds, as it was published, with where it stands."""
    found = register.concern_figures(quarter)
    data: Mapping[str, Any] = {
        "quarter": found.quarter,
        "first_day": found.first_day.isoformat(),
        "last_day": found.last_day.isoformat(),
        "published_on": found.published_on.isoformat(),
        "entry": found.position,
        "figures": found.published,
        "permalink": address(request) + reverse("register:concerns-json", args=[found.quarter]),
    }
    return HttpResponse(json.dumps(data, ensure_ascii=False, indent=1) + "\n", content_type="application/json")


@public(reason=REASON)
def concerns_csv(request: HttpRequest, quarter: str) -> HttpResponse:
    """A line for each number. Empty where it is not shown."""
    found = register.concern_figures(quarter)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("quarter", "first_day", "last_day", "published_on", "entry", "level", "number", "value"))
    head = (found.quarter, found.first_day, found.last_day, found.published_on, found.position)
    writer.writerows((*head, *line) for line in _lines(found))
    answer = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="concern-figures-{found.quarter}.csv"'
    return answer


def _lines(found: ConcernFiguresPage) -> Iterator[tuple[str, str, int | None]]:
    yield "", "filed", found.filed
    yield from (("", f"ended: {how}", count) for how, count in found.closed.items())
    for level in found.levels:
        yield from ((level.level, name, level.numbers[name]) for name in NUMBERS)
        yield from ((level.level, f"left: {why}", count) for why, count in level.climbed.items())
