"""From the register's values to words and links: plain functions, tested without a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.kernel.money import Money, NoValue
from licet.register.public import (
    LOG,
    STATUS_OUTCOMES,
    Cell,
    Correction,
    Coverage,
    Difference,
    Dimension,
    Figure,
    FigureQuery,
    Held,
    Measure,
    State,
    line_name,
    slug,
)
from licet.web.components import filters
from licet.web.components.charts import Bar, Period, bars, series
from licet.web.components.shell import destination_name
from licet.web.components.tables import Column

MOST_BARS = 20
LATER = {"in force": "open", "suspended": "held", "revoked": "barred", "expired": "plain"}


def headings() -> dict[Dimension, str]:
    return {
        Dimension.DESTINATION: _("Destination"),
        Dimension.YEAR: _("Year"),
        Dimension.QUARTER: _("Quarter"),
        Dimension.RATING: _("Rating"),
        Dimension.MILITARY: _("Military or other"),
        Dimension.OUTCOME: _("Outcome"),
    }


def outcome_words(outcome: str) -> str:
    """What a decision was, as the list and the feed say it."""
    return {
        "granted": _("Licence issued"),
        "partly granted": _("Licence issued in part, the rest refused"),
        "refused": _("Refused"),
        "no licence required": _("No licence required"),
        "suspended": _("Licence suspended"),
        "reinstated": _("Licence reinstated"),
        "revoked": _("Licence revoked"),
        "expired": _("Licence expired"),
        "hold placed": _("Hold placed"),
        "hold lifted": _("Hold lifted"),
        "departure": _("Departure from a criterion"),
        "correction": _("Figure corrected"),
        "exclusion": _("Decision left out of the figures"),
        "import": _("Data imported"),
        "assessment": _("Central assessment concluded"),
        "proceeding": _("Proceeding before a court"),
        "proceeding withdrawn": _("Proceeding withdrawn: it was recorded wrongly"),
        "official line withdrawn": _("Official line withdrawn: it was recorded wrongly"),
        "official line": _("Said by the authority in public"),
        "review opened": _("Review opened"),
        "review frozen": _("List of a review frozen"),
        "review updated": _("Progress of a review"),
        "review applied": _("What a review decided was done"),
        "review concluded": _("Review concluded"),
        "concern figures": _("Figures of the concerns procedure"),
    }.get(outcome, outcome.capitalize())


def change_words(correction: Correction | None, currency: str) -> str:
    """What a correction changed; None: the decision was left out of the figures."""
    if correction is None:
        return _("Left out of the figures.")
    names = {"destination": _("destination"), "rating": _("rating"), "value_minor": _("value")}
    about = {"line": correction.line, "field": names.get(correction.field, correction.field)}
    about |= {name: _changed_value(correction.field, getattr(correction, name), currency) for name in ("before", "after")}
    if correction.line:
        return _("Line %(line)s, %(field)s: %(before)s became %(after)s.") % about
    return _("The %(field)s: %(before)s became %(after)s.") % about


def _changed_value(field: str, value: str, currency: str) -> str:
    if not value:
        return _("not recorded")
    if field == "value_minor":
        return filters.money(Money(int(value), currency))
    return destination_name(value) if field == "destination" else value


def figure_href(query: FigureQuery, ending: str = "", *, asof: str = "") -> str:
    """The address of a figure; ``asof`` makes it permanent."""
    route = f"register:figure-{ending}" if ending else "register:figure"
    asked = urlencode(query.parameters(asof=asof))
    return reverse(route, args=[query.id]) + (f"?{asked}" if asked else "")


def number_words(figure: Figure, cell: Cell) -> str:
    """The cell's number as people read it; words where there is none, never 0."""
    number = figure.number(cell)
    if number is not None:
        return filters.money(Money(number, figure.currency)) if figure.query.measure is Measure.VALUE else filters.number(number)
    return state_words(cell.state)


def state_words(state: State) -> str:
    return {
        State.NOT_APPLICABLE: _("not applicable"),
        State.OUTSIDE: _("outside what this source covers"),
    }.get(state, _("no value recorded"))


def short_words(figure: Figure, cell: Cell) -> str:
    number = figure.number(cell)
    if number is None or figure.query.measure is Measure.COUNT:
        return number_words(figure, cell)
    return filters.money_short(Money(number, figure.currency))


def key_words(query: FigureQuery, key: Sequence[str]) -> list[str]:
    """The names of a cell's place: destinations by name, outcomes in words."""
    return [place_words(dimension, value) for dimension, value in zip(query.by, key, strict=False)]


def row_names(figure: Figure, cell: Cell) -> list[str]:
    """The names of a cell's place; its year or quarter says so where the source covers only a part of it."""
    words = key_words(figure.query, cell.key)
    marked: dict[Dimension, str] = {
        place: period_words(value, figure.coverage)
        for place, value in zip(figure.query.by, cell.key, strict=False)
        if place in (Dimension.YEAR, Dimension.QUARTER)
    }
    return [marked.get(place, name) for place, name in zip(figure.query.by, words, strict=False)]


def period_words(period: str, coverage: Coverage | None) -> str:
    """A year or a quarter, marked where the source covers only a part of it."""
    incomplete = coverage is not None and coverage.of(period) is Held.PART
    return _("%(period)s (incomplete)") % {"period": period} if incomplete else period


def place_words(dimension: Dimension, value: str) -> str:
    if dimension is Dimension.DESTINATION:
        return destination_name(value) if value else _("no destination published")
    return value if dimension in (Dimension.YEAR, Dimension.QUARTER, Dimension.RATING) else _(value)


@dataclass(frozen=True, slots=True)
class Dominating:
    """One line that makes most of a value: its share in words, its name, and where it stands."""

    share: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a figure's table. ``href`` leads to what stands behind it, ``largest`` is the line that dominates it."""

    names: list[str]
    href: str
    number: str
    lines: int
    without_value: int
    largest: Dominating | None


def dominating(figure: Figure, cell: Cell) -> Dominating | None:
    """The line that dominates a value, with a link to it; None where none does."""
    line = cell.largest
    if line is None:
        return None
    if figure.query.source == LOG:
        href = f"{reverse('register:licence', args=[slug(line.reference)])}#line-{line.number}"
    else:
        href = reverse("register:import-line", args=[figure.vintage.id[:16], line.number])
    return Dominating(_("%(percent)s %% is one line:") % {"percent": line.percent}, line_name(figure.query.source, line), href)


def rows(figure: Figure) -> list[Row]:
    """The figure's rows in words; largest first where it is by one thing that has no order of its own."""
    return [
        Row(
            names=row_names(figure, cell),
            href=_href(figure, cell),
            number=number_words(figure, cell),
            lines=cell.lines,
            without_value=cell.without_value,
            largest=dominating(figure, cell),
        )
        for cell in ordered(figure)
    ]


def ordered(figure: Figure) -> list[Cell]:
    by = figure.query.by
    if by and by[0] in (Dimension.YEAR, Dimension.QUARTER):
        return list(figure.rows)
    if len(by) > 1:
        totals: dict[str, int] = {}
        for cell in figure.rows:
            totals[cell.key[0]] = totals.get(cell.key[0], 0) + (figure.number(cell) or 0)
        return sorted(figure.rows, key=lambda cell: (-totals[cell.key[0]], cell.key))
    return sorted(figure.rows, key=lambda cell: (-1 if figure.number(cell) is None else figure.number(cell) or 0, cell.lines), reverse=True)


def _href(figure: Figure, cell: Cell) -> str:
    """The decisions behind a cell: only for what this authority decided, and where the list can be asked the same."""
    if figure.query.source != LOG or not figure.query.by:
        return ""
    asked = dict(zip((each.value for each in figure.query.by), cell.key, strict=False))
    asked |= {key.value: values[0] for key, values in figure.query.where if len(values) == 1}
    if not asked.keys() <= {"destination", "year", "rating", "outcome"} or "" in asked.values():
        return ""
    if asked.get("outcome") in STATUS_OUTCOMES:  # decisions on licences, which the list of decisions on applications does not hold
        return ""
    return f"{reverse('register:licences')}?{urlencode(asked | ({} if 'outcome' in asked else {'outcome': 'issued'}))}"


def columns(figure: Figure) -> list[Column]:
    unit = figure.currency if figure.query.measure is Measure.VALUE else ""
    what = _("Value") if figure.query.measure is Measure.VALUE else _("Number")
    made = [Column(headings()[each]) for each in figure.query.by] or [Column(_("All"))]
    made += [Column(what, numeric=True, unit=unit), Column(_("Lines"), numeric=True)]
    return [*made, Column(_("Lines without value"), numeric=True)] if figure.query.measure is Measure.VALUE else made


def picture(figure: Figure) -> SafeString | None:
    """Bars for a figure by one thing, columns for counts by period and outcome; nothing where a picture would not help."""
    by, title = figure.query.by, figure.definition
    if len(figure.rows) < 2:
        return None
    if by in ((Dimension.YEAR, Dimension.OUTCOME), (Dimension.QUARTER, Dimension.OUTCOME)) and figure.query.measure is Measure.COUNT:
        return outcome_series(figure.rows, title, figure.coverage)
    if len(by) == 1:
        drawn = ordered(figure)[:MOST_BARS]
        most = [Bar(row_names(figure, cell)[0], _length(figure, cell), short_words(figure, cell)) for cell in drawn]
        return bars(most, title=title)
    return None


def _length(figure: Figure, cell: Cell) -> float | None:
    number = figure.number(cell)
    return None if number is None else float(number)


def _short(period: str, many: bool) -> str:
    """“Q2 2031” under a column, “Q2 31” where there are many; years as they are."""
    year, _space, quarter = period.partition(" ")
    return f"{quarter} {year[-2:] if many else year}" if quarter else year


SHOWN = ("issued", "refused", "suspended")


def outcome_series(cells: Sequence[Cell], title: str, coverage: Coverage | None) -> SafeString:
    """Columns by period: issued, refused, suspended. A star marks incomplete periods; those that are not covered are left out."""
    periods = [period for period in unbroken(cell.key[0] for cell in cells) if coverage is None or coverage.of(period) is not Held.NONE]
    counts = {cell.key: cell.count or 0 for cell in cells}
    incomplete = coverage.incomplete(periods) if coverage else ()
    made = [
        Period(
            _short(period, len(periods) > 8) + ("*" if period in incomplete else ""),
            tuple(counts.get((period, part), 0) for part in SHOWN),
        )
        for period in periods
    ]
    return series(made, parts=[_("issued"), _("refused"), _("suspended")], title=title)


def unbroken(periods: Iterable[str]) -> list[str]:
    """Years or quarters from the first to the last named, with those in which nothing was decided.

    >>> unbroken(["2031 Q3", "2032 Q1"])
    ['2031 Q3', '2031 Q4', '2032 Q1']
    """
    named = sorted(set(periods))
    if not named:
        return []
    first, last = (_ordinal(period) for period in (named[0], named[-1]))
    quarters = "Q" in named[0]
    return [f"{place // 4} Q{place % 4 + 1}" if quarters else str(place) for place in range(first, last + 1)]


def _ordinal(period: str) -> int:
    year, _, quarter = period.partition(" Q")
    return int(year) * 4 + int(quarter) - 1 if quarter else int(year)


def value_words(value: Money | NoValue) -> str:
    return filters.money(value)


def compared_words(comparison: Any) -> str:
    """When the register was last compared with the log, and what was found."""
    if comparison is None:
        return _("not yet compared")
    upto = filters.number(max(comparison.size - 1, 0))
    differing = ngettext("%(n)s row differs, named on the page of the log", "%(n)s rows differ, named on the page of the log",
                         comparison.differences) % {"n": filters.number(comparison.differences)}  # fmt: skip
    found = differing if comparison.differences else _("no difference")
    day = filters.day(comparison.compared_at)
    return _("on %(day)s up to entry %(entry)s: %(found)s") % {"day": day, "entry": upto, "found": found}


def differences(comparison: Any) -> list[str]:
    """What the last comparison found, a sentence each."""
    return [Difference(**item).sentence() for item in comparison.named] if comparison else []


def check_rows(size: int, checkpoint: Any, comparison: Any) -> list[dict[str, str]]:
    """“Checked by”: the same five things on every page that shows numbers."""
    signed = _("none yet") if checkpoint is None else _("%(size)s entries, signed %(moment)s") % {
        "size": filters.number(checkpoint.size), "moment": filters.moment(checkpoint.signed_at)}  # fmt: skip
    return [
        {"key": _("Log"), "value": _("%(size)s entries") % {"size": filters.number(size)}, "href": reverse("register:log")},
        {"key": _("Last checkpoint"), "value": signed, "href": reverse("register:checkpoint") if checkpoint else ""},
        {"key": _("Register compared with the log"), "value": compared_words(comparison), "href": reverse("register:log")},
        {"key": _("Witness"), "value": _("no outside witness yet"), "href": ""},
        {"key": _("Do it"), "value": _("Check this yourself: one page, one command"), "href": reverse("register:check-this-yourself")},
    ]
