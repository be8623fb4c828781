"""Fields that Django lacks: a date in three boxes, money, and reasons that an official act stands on."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.kernel.days import DayPrecision, KnownDay, check_year
from licet.kernel.errors import Invalid
from licet.kernel.money import Money, digits
from licet.kernel.typed import read_typed
from licet.kernel.visible_text import read_visible_text
from licet.platform.term_index import read_search
from licet.web.components.shell import authority

PARTS = ("day", "month", "year")
type Typed = tuple[str, str, str]


def offer(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """What may be chosen in a field of this form, where it is known only now. The field that is there: a bound one remembers it."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class DateParts(forms.Widget):
    """Three boxes named ``<name>-day``, ``-month`` and ``-year``; keeps what was typed in each."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed | None:
        day, month, year = (str(data.get(f"{name}-{part}", "")).strip() for part in PARTS)
        return (day, month, year) if day or month or year else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in PARTS)


def typed_parts(value: date | KnownDay | Typed | None) -> Typed:
    """What stands in the three boxes."""
    if isinstance(value, KnownDay):
        year, month, day = (*str(value).split("-"), "", "")[:3]
        return day.lstrip("0"), month.lstrip("0"), year
    if isinstance(value, date):
        return str(value.day), str(value.month), str(value.year)
    return value or ("", "", "")


class DatePartsField(forms.Field):
    """A day (``datetime.date``). Months may be typed as figures or by their English names."""

    widget = DateParts
    default_error_messages = {"required": _("Enter a date."), "invalid": _("This must be a real date, such as 27 3 2031.")}

    def to_python(self, value: Any) -> date | None:
        if not value or isinstance(value, date):
            return value or None
        absent = [gettext(part) for part, typed in zip(PARTS, value, strict=True) if not typed]
        if absent:
            raise ValidationError(gettext("The date must include a %(part)s.") % {"part": absent[0]}, code="incomplete")
        try:
            return check_year(date(_figures(value[2]), _month(value[1]), _figures(value[0])))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        except Invalid as error:
            raise ValidationError(error.message, code="year") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return typed_parts(initial) != typed_parts(data)


class KnownDayField(DatePartsField):
    """A :class:`KnownDay`: the day may be left empty, or the day and the month, where no more is known."""

    def to_python(self, value: Any) -> Any:
        if not value or isinstance(value, KnownDay):
            return value or None
        day, month, year = value
        precision = DayPrecision.DAY if day else DayPrecision.MONTH if month else DayPrecision.YEAR
        first = super().to_python((day or "1", month or ("" if day else "1"), year))
        return KnownDay(first, precision) if first else None


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _month(text: str) -> int:
    start = text[:3].lower()
    return MONTHS.index(start) + 1 if start in MONTHS else _figures(text)


def _figures(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError("not figures")
    return int(text)


class MoneyField(forms.Field):
    """A sum in one currency (the authority's unless named); cleans to :class:`Money`, or None when left empty."""

    default_error_messages = {"required": _("Enter an amount.")}

    def __init__(self, *, currency: str | None = None, **options: Any) -> None:
        self._currency = currency
        super().__init__(**options)

    @property
    def currency(self) -> str:
        return self._currency or str(authority().currency)

    def to_python(self, value: Any) -> Money | None:
        if value is None or isinstance(value, Money):
            return value
        text = str(value).strip().lstrip("£€$").strip()
        try:
            return Money.parse(text, self.currency) if text else None
        except Invalid as error:
            raise ValidationError(str(error), code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        return f"{value.amount:,.{digits(value.currency)}f}" if isinstance(value, Money) else value


class VisibleTextField(forms.CharField):
    """Text of which a reader sees every character. A text area takes many lines."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        try:
            return read_visible_text(text, what=gettext("this text"), place="", many_lines=isinstance(self.widget, forms.Textarea))
        except Invalid as error:
            raise ValidationError(error.message, code="invisible") from None


class SearchField(forms.CharField):
    """Words or their beginnings, or a reference, by which a list is searched."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"type": "search", "spellcheck": "false", "autocomplete": "off"}))
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        try:
            read_search(typed, place="q")
        except Invalid as error:
            raise ValidationError(error.message, code="invalid") from None
        return typed


class CodeField(forms.CharField):
    """A code as it was typed or pasted, in plain signs: what has no width, or is another dash, is no part of it."""

    def to_python(self, value: Any) -> str:
        return read_typed(super().to_python(value) or "")


class ReasonsField(VisibleTextField):
    """The words that an official act stands on: never only white space."""

    default_error_messages = {"required": _("Write your reasons: the act stands on them.")}

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 6}))
        options.setdefault("max_length", 20_000)
        super().__init__(**options)
