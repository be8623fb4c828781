import itertools
import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from licet.kernel.errors import Invalid
from licet.kernel.money import Money
from licet.register import public as register
from licet.register.public import DecisionPage, DecisionRow, Held
from licet.web.components import filters
from licet.web.components.access import public
from licet.web.components.shell import destination_name
from licet.web.components.tables import Column, keyset_pages
from licet.web.register import presenting
from licet.web.register.navigation import address, shown

FILTERS = ("q", "destination", "outcome", "status", "year", "rating")


@public(reason="the published list of decisions: what was licensed and refused, without names", parameters=(*FILTERS, "after", "before"))
def licences(request: HttpRequest) -> HttpResponse:
    asked = {name: request.GET.get(name, "").strip() for name in FILTERS}
    listing = register.listing(asked, after=read_position(request, "after"), before=read_position(request, "before"))
    pages = keyset_pages(
        request.GET,
        shown=len(listing.rows),
        first=listing.first,
        last=listing.last,
        more_before=listing.more_before,
        more_after=listing.more_after,
        total=listing.total,
    )
    coverage = register.log_coverage(register.log_state().read)
    choices = {
        "destinations": [(code, destination_name(code)) for code in register.destinations_in()],
        "outcomes": [("issued", _("issued")), ("refused", _("refused")), ("no licence required", _("no licence required"))],
        "statuses": [(status, _(status)) for status in register.STATUSES],
        "years": [(str(year), str(year)) for year in register.years()],
    }
    context = {
        "asked": asked,
        "also": _also(asked["q"]),
        "filtered": any(asked.values()),
        "rows": [_row(row) for row in listing.rows],
        "columns": [
            Column(_("Reference")),
            Column(_("Decided")),
            Column(_("Destination")),
            Column(_("Outcome")),
            Column(_("Ratings")),
            Column(_("Value"), numeric=True),
        ],
        "pages": pages,
        "coverage": coverage.sentence() if coverage else "",
        "outside": bool(coverage and asked["year"].isdecimal() and coverage.of(asked["year"]) is Held.NONE),
        "csv": _download_href("csv", asked),
        "json": _download_href("json", asked),
        **choices,
    }
    return shown(request, "licences", context)


def _download_href(ending: str, asked: Mapping[str, str]) -> str:
    filled = urlencode({name: text for name, text in asked.items() if text})
    return reverse(f"register:licences-{ending}") + (f"?{filled}" if filled else "")


@public(reason="the rows of the published list, with the filters of its page", parameters=FILTERS)
def licences_csv(request: HttpRequest) -> HttpResponse:
    """An empty value is explained by *no_value*; it is never zero."""
    rows = register.every_listed(request.GET.dict())
    lines = itertools.chain([register.csv_line(list(DOWNLOADED))], (register.csv_line(list(_cells(row).values())) for row in rows))
    return _download(lines, "csv", "text/csv; charset=utf-8")


@public(reason="the rows of the published list, with the filters of its page", parameters=FILTERS)
def licences_json(request: HttpRequest) -> HttpResponse:
    rows = (json.dumps(_cells(row), ensure_ascii=False) for row in register.every_listed(request.GET.dict()))
    first = next(rows, "")
    return _download(itertools.chain([f"[\n{first}"], (f",\n{row}" for row in rows), ["\n]\n"]), "json", "application/json")


DOWNLOADED = (
    "reference", "decided_on", "outcome", "destination", "destination_name", "ratings", "value_minor", "currency", "no_value",
    "criteria", "status", "excluded", "position",
)  # fmt: skip


def _cells(row: DecisionRow) -> dict[str, Any]:
    """A row of the list for a file, by the names of its columns."""
    money = row.value if isinstance(row.value, Money) else None
    values = (
        row.reference,
        row.decided_on.isoformat(),
        row.outcome,
        row.destination,
        destination_name(row.destination) if row.destination else "",
        row.ratings,
        money.minor if money else None,
        money.currency if money else "",
        "" if money else str(row.value),
        ", ".join(map(str, row.criteria)),
        row.status,
        "yes" if row.excluded else "no",
        row.position,
    )
    return dict(zip(DOWNLOADED, values, strict=True))


def _download(lines: Iterator[str], ending: str, kind: str) -> HttpResponse:
    answer = StreamingHttpResponse(("".join(block) for block in itertools.batched(lines, 500)), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="licences.{ending}"'
    return answer  # type: ignore[return-value]


def _also(words: str) -> list[tuple[str, str]]:
    """What else the words find: destinations by name, reviews by their own words."""
    if not words:
        return []
    found = [(destination_name(code), reverse("register:destination", args=[code])) for code in register.destinations_named(words)]
    named = register.reviews_found(words)
    return found + [(f"{row.reference}: {row.question}", reverse("register:review", args=[row.slug])) for row in named]


def read_position(request: HttpRequest, name: str) -> int | None:
    """A place in the list; None: its beginning."""
    text = request.GET.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 16):
        raise Invalid(f"“{text[:40]}” is not a place in the list: follow the links below it.", place=name)
    return int(text)


def _row(row: Any) -> dict[str, Any]:
    outcome = presenting.outcome_words(row.outcome)
    criteria = _("criteria %(list)s") % {"list": ", ".join(row.criteria)} if row.criteria else ""
    return {
        "reference": row.reference,
        "href": reverse("register:licence", args=[row.slug]),
        "on": row.decided_on,
        "destination": destination_name(row.destination) if row.destination else _("not published"),
        "outcome": outcome,
        "criteria": criteria,
        "status": "" if row.status in ("", "in force") else row.status,
        "status_kind": presenting.LATER.get(row.status, "plain"),
        "excluded": row.excluded,
        "ratings": row.ratings or _("none"),
        "value": presenting.value_words(row.value),
    }


@public(reason="a published decision with its place in the log")
def licence(request: HttpRequest, slug: str) -> HttpResponse:
    found = register.decision_page(slug)
    decision, issued = found.decision, found.licence
    reference = issued.reference if issued else decision.reference
    context = {
        "found": found,
        "reference": reference,
        "title": presenting.outcome_words(decision.outcome),
        "destination": destination_name(decision.destination) if decision.destination else _("not published"),
        "facts": _facts(found),
        "lines": [_line(line, found) for line in found.lines],
        "columns": [Column(_("Line")), Column(_("Rating")), Column(_("Outcome")), Column(_("Value"), numeric=True)],
        "timeline": _timeline(found),
        "places": [_place(entry, found) for entry in found.entries],
        "withheld": [_withheld(name) for name in decision.withheld],
        "base": address(request),
        "status_kind": presenting.LATER.get(issued.status, "plain") if issued else "",
    }
    return shown(request, "licence", context)


def _facts(found: DecisionPage) -> list[dict[str, Any]]:
    decision, issued = found.decision, found.licence
    roles = [f"{destination_name(item['country'])} ({item['role'].replace('-', ' ')})" for item in decision.countries]
    value = register.value_of(decision.value_minor, decision.currency, decision.no_value)
    facts: list[tuple[str, Any]] = [
        (_("Decision"), decision.reference),
        (_("Decided on"), filters.day(decision.decided_on)),
        (_("Kind of licence"), decision.licence_type.replace("-", " ")),
        (_("Where to"), "; ".join(roles)),
        *_destination_corrected(found),
        (_("Value licensed"), presenting.value_words(value)),
        (_("Ratings"), decision.ratings or _("none")),
    ]
    if decision.criteria:
        facts.append((_("Refused under criteria"), ", ".join(map(str, decision.criteria))))
    if issued:
        facts.append(
            (_("Valid"), _("%(first)s to %(last)s") % {"first": filters.day(issued.valid_from), "last": filters.day(issued.valid_until)})
        )
    if decision.licence:
        facts.append((_("Licence decided on"), decision.licence))
    for departure, passes in found.by_departure:
        words = _("%(departure)s: the clear risk found by %(conclusions)s stands")
        facts.append((_("By departure from a criterion"), words % {"departure": departure, "conclusions": ", ".join(passes)}))
    return [{"key": key, "value": value} for key, value in facts]


def _destination_corrected(found: DecisionPage) -> list[tuple[str, Any]]:
    """Where it counts since a correction: the countries above are those that were published with the decision."""
    moved = [item for item in found.corrections if item.field == "destination"]
    if not moved:
        return []
    words = _("%(destination)s, corrected on %(day)s")
    about = {"destination": destination_name(found.decision.destination), "day": filters.day(moved[-1].corrected_on)}
    return [(_("Counts at"), words % about)]


def _line(line: Any, found: DecisionPage) -> dict[str, Any]:
    corrected = [item for item in found.corrections if item.line == line.number]
    return {
        "corrected": corrected[-1].corrected_on if corrected else None,
        "number": line.number,
        "rating": line.rating if line.listed else _("%(code)s (not in the list)") % {"code": line.rating},
        "outcome": _(line.outcome),
        "criteria": ", ".join(map(str, line.criteria)),
        "value": presenting.value_words(register.value_of(line.value_minor, line.currency, line.no_value)),
    }


def _timeline(found: DecisionPage) -> list[dict[str, Any]]:
    """What happened to it, in the order of the log."""
    made: list[tuple[int, dict[str, Any]]] = [
        (
            found.decision.position,
            {"title": presenting.outcome_words(found.decision.outcome), "when": found.decision.decided_on, "strong": True},
        )
    ]
    for change in found.statuses:
        words = _("by decision %(ref)s") % {"ref": change.decision} if change.decision else _("by its date")
        href = reverse("register:licence", args=[change.decision.replace(" ", "-").replace("/", "-")]) if change.decision else ""
        now = {"title": _(change.target).capitalize(), "when": change.changed_on, "words": words, "strong": True, "href": href}
        made.append((change.position, now))
    for item in found.corrections:
        words = f"{presenting.change_words(item, found.decision.currency)} {item.reason}"
        made.append((item.position, {"title": _("Corrected"), "when": item.corrected_on, "words": words}))
    if found.exclusion:
        left_out = {"title": _("Left out of the figures"), "when": found.exclusion.excluded_on, "words": found.exclusion.reason}
        made.append((found.exclusion.position, left_out))
    defaults = {"by": "", "words": "", "strong": False, "href": ""}
    return [{**defaults, **item} for _position, item in sorted(made, key=lambda pair: pair[0])]


def _place(entry: Any, found: DecisionPage) -> dict[str, Any]:
    checkpoint = found.log.checkpoint
    return {
        "position": entry.position,
        "kind": entry.kind,
        "proved": checkpoint is not None and entry.position < checkpoint.size,
    }


def _withheld(name: str) -> str:
    return {
        "exporter": _("the exporter"),
        "parties": _("the names of consignee, end user and third parties"),
        "descriptions": _("descriptions of the goods"),
        "end_use": _("the words on end use"),
        "case": _("the number of the case"),
        "act": _("the number of the act that was signed"),
        "signers": _("who signed"),
    }.get(name, name.replace("_", " "))


@public(reason="confirms a paper's check code and shows nothing that is not published", parameters=("code",))
def check(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("code", "").strip()[:60]
    context: dict[str, Any] = {"typed": typed, "fault": "", "found": None, "asked": bool(typed)}
    try:
        context["found"] = register.confirm(typed) if typed else None
    except Invalid as fault:
        context["fault"] = str(fault)
    answer = shown(request, "check", context)
    answer["Cache-Control"] = "no-store"  # who has the code holds the paper: it stays out of caches
    return answer
