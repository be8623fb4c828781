"""A file that somebody else published: who and when, what it covers, the names that could not be placed, and its lines."""

from itertools import batched
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from licet.kernel.money import Money
from licet.register import public as register
from licet.register.public import UnplacedName
from licet.web.components import filters
from licet.web.components.access import public
from licet.web.components.shell import destination_name
from licet.web.components.tables import Column
from licet.web.register import presenting
from licet.web.register.navigation import shown

REASON = "data that others published, with their digest in the log"


@public(reason=REASON)
def import_file(request: HttpRequest, digest: str) -> HttpResponse:
    page = register.import_page(digest)
    file = page.file
    context = {
        "file": file,
        "entry": page.entry,
        "newest": page.newest,
        "facts": [{"key": key, "value": value} for key, value in _facts(page)],
        "refused": file.refused,
        "more_refused": max(file.counts["refused"] - len(file.refused), 0),
        "unplaced": [_unplaced(name, file.currency) for name in page.unplaced],
        "unplaced_columns": [
            Column(_("Name as written")),
            Column(_("Why")),
            Column(_("Value"), numeric=True),
            Column(_("Lines"), numeric=True),
            Column(_("Of them refusals"), numeric=True),
            Column(_("Licensed without a value"), numeric=True),
        ],
        "columns": register.LINE_COLUMNS,
        "lines_href": reverse("register:import-lines", args=[file.sha256[:16]]),
        "file_name": lines_file_name(file.sha256),
    }
    return shown(request, "import", context)


def lines_file_name(digest: str) -> str:
    return f"lines-{digest[:16]}.csv"


def _facts(page: register.ImportPage) -> list[tuple[str, str]]:
    file = page.file
    total = None if file.total_minor is None else Money(file.total_minor, file.currency)
    return [
        (_("Published by"), file.publisher or _("not recorded")),
        (_("Published on"), filters.day(file.published_on) if file.published_on else _("not recorded")),
        (_("Release"), file.release),
        (_("What it covers"), page.coverage.sentence()),
        (_("Lines"), _("%(lines)s in %(groups)s groups; a group is not one licence") % {
            "lines": filters.number(file.rows), "groups": filters.number(file.groups)}),
        (_("Value"), _("no value recorded") if total is None else filters.money(total)),
        (_("Refused applications"), filters.number(file.counts["refused_applications"])),
        (_("Lines without a value"), filters.number(file.counts["without_value"])),
        (_("Lines with the value 0"), filters.number(file.counts["zero_value"])),
        (_("Rows that could not be read"), filters.number(file.counts["refused"])),
        (_("Digest of the file"), file.sha256),
        (_("Digest of its lines"), file.lines_sha256 or _("not recorded when the file was imported")),
    ]  # fmt: skip


def _unplaced(name: UnplacedName, currency: str) -> dict[str, Any]:
    why = name.why
    if name.candidates:
        why += ": " + _("it may be %(names)s") % {"names": ", ".join(name.candidates)}
    return {
        "name": name.name,
        "why": why,
        "value": _("no value recorded") if name.value_minor is None else filters.money(Money(name.value_minor, currency)),
        "lines": filters.number(name.lines),
        "refused": filters.number(name.refused),
        "without_value": filters.number(name.without_value),
    }


@public(reason=REASON)
def import_line(request: HttpRequest, digest: str, number: int) -> HttpResponse:
    """One line as it was written, and what it was read as."""
    file, line = register.line_of_import(digest, number)
    value = register.value_of(line.value_minor, file.currency, line.no_value)
    count = _("not recorded") if line.licences is None else filters.number(line.licences)
    pairs = (
        (_("Group of the source"), line.group),
        (_("Month"), date_format(line.month, "F Y")),
        (_("Outcome"), _(line.outcome)),
        (_("Destination"), destination_name(line.destination) if line.country_known else _("in no list")),
        (_("Destination as written"), line.country_written),
        (_("Rating"), line.rating if line.listed else _("%(code)s (not in the list)") % {"code": line.rating}),
        (_("Rating as written"), line.rating_written),
        (_("Value"), presenting.value_words(value)),
        (_("Licences that the source counts"), count),
    )
    context = {
        "file": file,
        "number": line.number,
        "facts": [{"key": key, "value": value} for key, value in pairs],
        "file_href": reverse("register:import", args=[file.sha256[:16]]),
    }
    return shown(request, "import_line", context)


@public(reason=REASON)
def import_lines(request: HttpRequest, digest: str) -> HttpResponse:
    """The lines as they were read, byte by byte as the log's digest has them."""
    lines = register.csv_of_lines(digest)
    answer = StreamingHttpResponse(("".join(block) for block in batched(lines, 500)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{lines_file_name(digest)}"'
    return answer  # type: ignore[return-value]
