"""From a bound Django field to a GOV.UK macro and its options."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeData
from django.utils.translation import gettext

from licet.web.components.filters import SYMBOLS
from licet.web.components.forms.fields import PARTS, DateParts, MoneyField, typed_parts

type Options = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FieldParams:
    """``macro`` names a component of GOV.UK, ``options`` is what it takes."""

    macro: str
    options: Options


def field_params(field: BoundField, changes: Mapping[str, Any] | None = None) -> FieldParams:
    """The macro for a field's widget; ``changes`` are laid over the options, as deep as they go."""
    made = _kind(field)(field)
    return FieldParams(made.macro, _laid_over(made.options, changes or {}))


def _kind(field: BoundField) -> Callable[[BoundField], FieldParams]:
    widget = field.field.widget
    return next(make for kind, make in KINDS if isinstance(widget, kind))


def _hidden(field: BoundField) -> FieldParams:
    return FieldParams("hidden", {"html": field.as_hidden()})


def _input(field: BoundField) -> FieldParams:
    kind = getattr(field.field.widget, "input_type", "text")
    options = _common(field) | {"value": _text(field.value()), "type": "text" if kind in ("number", "date") else kind}
    if kind == "number":
        options |= {"inputmode": "numeric", "spellcheck": False}
    if isinstance(field.field, MoneyField):
        currency = field.field.currency
        options |= {"prefix": {"text": SYMBOLS.get(currency, currency)}, "inputmode": "decimal", "spellcheck": False}
        options["classes"] = options["classes"] or "govuk-input--width-10"
    return FieldParams("input", options)


def _password(field: BoundField) -> FieldParams:
    return FieldParams("password", _common(field))


def _file(field: BoundField) -> FieldParams:
    multiple = bool(getattr(field.field.widget, "allow_multiple_selected", False))
    return FieldParams("file", _common(field) | {"multiple": multiple, "javascript": False})


def _textarea(field: BoundField) -> FieldParams:
    rows = field.field.widget.attrs.get("rows", 5)
    return FieldParams("textarea", _common(field) | {"value": _text(field.value()), "rows": rows})


def _select(field: BoundField) -> FieldParams:
    """Nothing is chosen for whoever answers: an empty choice comes first until one is made (a browser shows the first)."""
    items = _choices(field, "selected")
    if not any(item["selected"] or item["value"] == "" for item in items):
        items.insert(0, {"value": "", "text": gettext("Choose from the list"), "selected": True})
    return FieldParams("select", _common(field) | {"items": items})


def _radios(field: BoundField) -> FieldParams:
    return FieldParams("radios", _group(field) | {"items": _choices(field, "checked")})


def _checkboxes(field: BoundField) -> FieldParams:
    return FieldParams("checkboxes", _group(field) | {"items": _choices(field, "checked")})


def _one_checkbox(field: BoundField) -> FieldParams:
    box = {"value": "on", "text": str(field.label), "checked": bool(field.value()), "hint": _hint(field)}
    options = _common(field) | {"idPrefix": field.auto_id, "items": [box]}
    return FieldParams("checkboxes", {name: value for name, value in options.items() if name not in ("label", "hint")})


def _date(field: BoundField) -> FieldParams:
    wrong = " govuk-input--error" if field.errors else ""
    items = [
        {
            "name": part,
            "label": gettext(part.capitalize()),
            "value": typed,
            "classes": ("govuk-input--width-4" if part == "year" else "govuk-input--width-2") + wrong,
        }
        for part, typed in zip(PARTS, typed_parts(field.value()), strict=True)
    ]
    return FieldParams("date", _group(field) | {"namePrefix": field.html_name, "items": items})


# Order matters: the first kind that a widget is of wins.
KINDS: tuple[tuple[type[forms.Widget], Callable[[BoundField], FieldParams]], ...] = (
    (forms.HiddenInput, _hidden),
    (DateParts, _date),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.CheckboxInput, _one_checkbox),
    (forms.Select, _select),
    (forms.Textarea, _textarea),
    (forms.FileInput, _file),
    (forms.PasswordInput, _password),
    (forms.widgets.Input, _input),
    (forms.Widget, _hidden),
)

PASSED_ON = ("autocomplete", "inputmode", "spellcheck", "disabled", "pattern")
NOT_ATTRIBUTES = (*PASSED_ON, "class", "rows", "cols", "maxlength", "minlength", "required", "id")


def _common(field: BoundField) -> Options:
    attrs = field.field.widget.attrs
    options: Options = {
        "id": field.auto_id,
        "name": field.html_name,
        "label": {"text": label_text(field), "classes": "govuk-label--s"},
        "hint": _hint(field),
        "errorMessage": _error(field),
        "classes": attrs.get("class", ""),
        "attributes": {name: value for name, value in attrs.items() if name not in NOT_ATTRIBUTES},
    }
    return options | {name: attrs[name] for name in PASSED_ON if name in attrs}


def _group(field: BoundField) -> Options:
    options = _common(field)
    label = options.pop("label")
    legend = {"text": label["text"], "classes": "govuk-fieldset__legend--s"}
    return options | {"idPrefix": field.auto_id, "fieldset": {"legend": legend}}


def label_text(field: BoundField) -> str:
    label = str(field.label)
    return label if field.field.required else gettext("%(label)s (optional)") % {"label": label}


def _hint(field: BoundField) -> Options | None:
    if not field.help_text:
        return None
    return {"html" if isinstance(field.help_text, SafeData) else "text": str(field.help_text)}


def _error(field: BoundField) -> Options | None:
    words = messages(field)
    return {"text": " ".join(words), "visuallyHiddenText": gettext("Error")} if words else None


def messages(field: BoundField) -> list[str]:
    """A field's errors; “this field is required” says which, since the summary stands far from the field."""
    faults = field.form.errors.as_data().get(field.name, ())
    return [_required(field) if _says_nothing(fault) else str(words) for fault in faults for words in fault]


def _says_nothing(fault: Any) -> bool:
    return fault.code == "required" and str(fault.message) == str(forms.Field.default_error_messages["required"])


def _required(field: BoundField) -> str:
    words = {"label": str(field.label)}
    if isinstance(field.field, forms.BooleanField):
        return gettext("Tick “%(label)s” to go on.") % words
    if hasattr(field.field, "choices"):
        return gettext("Choose an answer: %(label)s") % words
    return gettext("Fill in: %(label)s") % words


def _choices(field: BoundField, mark: str) -> list[Options]:
    chosen = _chosen(field)
    return [
        {"value": value, "text": str(label), mark: value in chosen}
        for value, label in _flat(field.field.choices)  # type: ignore[attr-defined]
    ]


def _flat(choices: Iterable[Any]) -> Iterable[tuple[str, Any]]:
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from _flat(label)
        else:
            yield ("" if value is None else str(value)), label


def _chosen(field: BoundField) -> set[str]:
    value = field.value()
    if value is None:
        return {""}
    return {str(one) for one in value} if isinstance(value, (list, tuple, set)) else {str(value)}


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _laid_over(options: Options, changes: Mapping[str, Any]) -> Options:
    merged = dict(options)
    for name, value in changes.items():
        old = merged.get(name)
        merged[name] = _laid_over(old, value) if isinstance(old, dict) and isinstance(value, Mapping) else value
    return merged


def summary_errors(form: forms.BaseForm) -> list[Options]:
    """Every error of a form for the summary, each linking to its field; those of the whole form first."""
    found: list[Options] = [{"text": str(error)} for error in form.non_field_errors()]
    for field in form:
        found += [{"text": words, "href": f"#{first_id(field)}"} for words in messages(field)]
    return found


def first_id(field: BoundField) -> str:
    """The id of the first control of a field: a date's is its day."""
    return f"{field.auto_id}-day" if isinstance(field.field.widget, DateParts) else str(field.auto_id)
