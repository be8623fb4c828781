"""How days, moments, money and amounts are written on every page."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from licet.kernel.days import DayPrecision, KnownDay
from licet.kernel.money import Money, NoValue, Total, digits
from licet.kernel.quantity import Quantity
from licet.web.components.shell import authority, destination_name

SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}


def day(value: date | None) -> str:
    """“12 May 2031”. A moment is shown as the day it was in the authority's zone."""
    if value is None:
        return gettext("not recorded")
    return date_format(_local(value), pgettext("date written out", "j F Y"), use_l10n=False)


def known_day(value: KnownDay | None) -> str:
    """“on 12 May 2031”, “in May 2031”, “in 2031”: as much as is known."""
    if value is None:
        return gettext("not recorded")
    if value.precision is DayPrecision.DAY:
        return gettext("on %(day)s") % {"day": day(value.first)}
    written = pgettext("month written out", "F Y") if value.precision is DayPrecision.MONTH else "Y"
    return gettext("in %(month)s") % {"month": date_format(value.first, written, use_l10n=False)}


def clock(value: datetime | None) -> str:
    """“10:02 UTC”: a time always carries its zone."""
    if value is None:
        return gettext("not recorded")
    local = _local(value)
    return f"{local:%H:%M} {local:%Z}"


def moment(value: datetime | None) -> str:
    """“12 May 2031, 10:02 UTC”."""
    return gettext("not recorded") if value is None else f"{day(value)}, {clock(value)}"


def time_tag(value: date | datetime | None) -> SafeString | str:
    """The same words inside ``<time>``, so that programs read them too."""
    if value is None:
        return gettext("not recorded")
    words = moment(value) if isinstance(value, datetime) else day(value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


def money(value: Money | Total | NoValue | None) -> str:
    """“£1,234.00”, or the words for why there is no value: never zero."""
    match value:
        case Money():
            return _amount(value)
        case Total():
            return _total(value)
        case NoValue():
            return NO_VALUE_WORDS[value]()
        case _:
            return gettext("no value recorded")


NO_VALUE_WORDS: dict[NoValue, Callable[[], str]] = {
    NoValue.NOT_RECORDED: lambda: gettext("no value recorded"),
    NoValue.NOT_APPLICABLE: lambda: gettext("value not applicable"),
    NoValue.OPEN_LICENCE: lambda: gettext("no value: open licence"),
    NoValue.WITHHELD: lambda: gettext("value withheld"),
}


def _amount(value: Money) -> str:
    figures = number(abs(value.amount), digits(value.currency))
    sign = "−" if value.minor < 0 else ""
    symbol = SYMBOLS.get(value.currency)
    return f"{sign}{symbol}{figures}" if symbol else f"{sign}{value.currency} {figures}"


def _total(value: Total) -> str:
    words = _amount(value.money) if value.money else gettext("no value recorded")
    if not value.without_value or value.money is None:
        return words
    return gettext("%(money)s and %(count)s without a value") % {"money": words, "count": number(value.without_value)}


def money_short(value: Money | NoValue | None) -> str:
    """“£412.6m” for tiles and pictures; the exact sum stands in the table beside."""
    if not isinstance(value, Money):
        return money(value)
    for size, letter in ((10**9, pgettext("billion", "bn")), (10**6, pgettext("million", "m"))):
        if abs(value.amount) >= size:
            symbol = SYMBOLS.get(value.currency, f"{value.currency} ")
            return f"{symbol}{number(value.amount / size, 1)}{letter}"
    return _amount(Money(value.minor, value.currency)).removesuffix("." + "0" * digits(value.currency))


def number(value: int | Decimal | None, places: int | None = None) -> str:
    """“1,204”: figures in groups of three. None is words."""
    if value is None:
        return gettext("not recorded")
    return f"{value:,}" if places is None else f"{value:,.{places}f}"


def quantity(value: Quantity | None) -> str:
    """“40.5 kg”, “40 items”."""
    if value is None:
        return gettext("not recorded")
    return value.words


def percent(part: int, whole: int) -> str:
    """“72 %”; of nothing it is words, not zero."""
    return gettext("none") if whole == 0 else f"{round(100 * part / whole)}\N{NO-BREAK SPACE}%"


def or_words(value: Any, words: str | None = None) -> Any:
    """``{{ x | or_words(_("none given")) }}``: words for a blank, never an empty cell."""
    return (words or gettext("not recorded")) if value is None or value == "" else value


def _local(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(authority().zone))
    return value


def listed(values: Any) -> str:
    """“a, b and c”."""
    words = [str(value) for value in values]
    if len(words) < 2:
        return "".join(words)
    return gettext("%(most)s and %(last)s") % {"most": ", ".join(words[:-1]), "last": words[-1]}


def language_name(code: str) -> str:
    return str(translation.get_language_info(code)["name_local"])


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "clock": clock,
    "moment": moment,
    "known_day": known_day,
    "time_tag": time_tag,
    "money": money,
    "money_short": money_short,
    "number": number,
    "quantity": quantity,
    "percent": percent,
    "or_words": or_words,
    "listed": listed,
    "destination": destination_name,
    "language_name": language_name,
}
