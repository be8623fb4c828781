"""What licences are about, for whoever signs or chooses them: who sends what to whom, and how much it is worth."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Sum

from licet.applications.public import Party, parties_of
from licet.casework.public import find_buyer
from licet.kernel.facts import COUNTS_AT
from licet.kernel.money import Money, Total, total
from licet.kernel.quantity import Quantity
from licet.licences.models import Licence, LicenceLine
from licet.licences.selectors.sets import in_sets
from licet.policy import public as policy

_MOST_NAMES = 3
"""Destinations that a title names; the number of the others follows."""

_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class LicenceSummary:
    """``goods`` has one text for each line, such as “40 items of field radio (ML11.a)”."""

    reference: str
    exporter: str
    goods: tuple[str, ...]
    buyer: str
    country: str
    value: Total


@dataclass(frozen=True, slots=True)
class LicenceTotals:
    """Many licences together. ``values`` has a total for each currency."""

    licences: int
    exporters: int
    destinations: tuple[str, ...]
    values: tuple[Total, ...]


def counts_at(country_key: str) -> str:
    """The country at which a licence with these parties counts.

    >>> counts_at("/consignee:QN/end-user:QM/")
    'QM'
    """
    countries = dict(reversed([part.split(":") for part in country_key.strip("/").split("/")]))
    return next(countries[role] for role in COUNTS_AT if role in countries)


def summarise_licences(references: Collection[str]) -> list[LicenceSummary]:
    """In order of reference. Three queries: for the licences of one page."""
    rows = list(
        Licence.objects.filter(reference__in=list(references))
        .select_related("organisation", "case")
        .prefetch_related("lines")
        .order_by("reference")
    )
    parties = {
        version: list(listed)
        for version, listed in groupby(parties_of([row.case.version_id for row in rows]), lambda item: item.version_id)
    }
    return [_summarise(row, find_buyer(parties[row.case.version_id])) for row in rows]


def _summarise(row: Licence, buyer: Party) -> LicenceSummary:
    lines = sorted(row.lines.all(), key=lambda line: line.number)
    return LicenceSummary(
        reference=row.reference,
        exporter=row.organisation.name,
        goods=tuple(map(_describe_goods, lines)),
        buyer=buyer.name,
        country=policy.destination_name(buyer.country),
        value=total(line.value() for line in lines),
    )


def _describe_goods(line: LicenceLine) -> str:
    rating = line.to_facts().rating
    goods = f"{Quantity.parse(line.amount, line.unit).words} of {line.description}"
    return f"{goods} ({rating})" if rating else goods


def add_up_licences(references: Iterable[str]) -> LicenceTotals:
    """Exact however many there are: a query for every ten thousand."""
    licences, exporters, destinations = 0, set[str](), set[str]()
    values: dict[str, Total] = {}
    for some in in_sets(references):
        licences += len(some)
        lines = LicenceLine.objects.filter(licence__reference__in=some).order_by()
        grouped = lines.values_list("licence__organisation", "country_key", "currency")
        for exporter, key, currency, value, count, valued in grouped.annotate(Sum("value_minor"), Count("pk"), Count("value_minor")):
            exporters.add(exporter)
            destinations.add(counts_at(key))
            values[currency] = _add(values.get(currency), Total(None if value is None else Money(value, currency), valued, count - valued))
    names = sorted(map(policy.destination_name, destinations))
    return LicenceTotals(licences, len(exporters), tuple(names), tuple(values[currency] for currency in sorted(values)))


def _add(before: Total | None, more: Total) -> Total:
    if before is None:
        return more
    both = [item.money for item in (before, more) if item.money]
    money = sum(both[1:], both[0]) if both else None
    return Total(money, before.counted + more.counted, before.without_value + more.without_value)


def describe_licences(references: Sequence[str], *, after: str = "") -> str:
    """One line for the title of an act: all of one licence, or how many of how many exporters, to where, worth how much.

    ``after`` is what the title begins with.
    """
    if len(references) == 1:
        licence = summarise_licences(references)[0]
        goods = ", ".join(licence.goods)
        words = (
            f"{licence.reference}: {licence.exporter}, {goods}, to {licence.buyer} ({licence.country}), {_describe_value(licence.value)}"
        )
    else:
        totals = add_up_licences(references)
        exporters = f"{totals.exporters:,} exporter{'' if totals.exporters == 1 else 's'}"
        values = " and ".join(map(_describe_value, totals.values))
        words = f"{totals.licences:,} licences of {exporters} to {_describe_destinations(totals.destinations)}, {values}"
    words = f"{after}{words}"
    return words if len(words) <= _LONGEST_TITLE else f"{words[: _LONGEST_TITLE - 1]}…"


def _describe_destinations(names: Sequence[str]) -> str:
    if len(names) > _MOST_NAMES:
        return f"{', '.join(names[:_MOST_NAMES])} and {len(names) - _MOST_NAMES} more"
    return " and ".join(names)


def _describe_value(value: Total) -> str:
    if value.money is None:
        return "no value recorded"
    lines = f"{value.without_value:,} line{'' if value.without_value == 1 else 's'}"
    return f"{value.money} and {lines} without a value" if value.without_value else str(value.money)
