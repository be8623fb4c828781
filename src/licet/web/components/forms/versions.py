"""The version a form started from, and the page that shows both when it is stale."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from licet.kernel.errors import Conflict
from licet.web.components.forms.fields import DateParts, typed_parts
from licet.web.components.pages import page


class VersionedForm(forms.Form):
    """Carries ``version``, as text, from the page that was opened to the service that checks it."""

    version = forms.CharField(widget=forms.HiddenInput, max_length=64)


@dataclass(frozen=True, slots=True)
class BothVersions:
    """One part of a thing that two people changed."""

    name: str
    current: str
    mine: str

    @property
    def same(self) -> bool:
        return self.current == self.mine


def both_versions(form: forms.Form, current: Mapping[str, Any]) -> list[BothVersions]:
    """Field by field: what stands now (``current``, by field name) beside what was typed."""
    rows = [
        BothVersions(str(field.label), _words(field, current.get(field.name)), _words(field, field.value()))
        for field in form.visible_fields()
    ]
    return [row for row in rows if row.current or row.mine]


def _words(field: BoundField, value: Any) -> str:
    if value in (None, "", False):
        return ""
    if value is True:
        return gettext("yes")
    if isinstance(field.field.widget, DateParts):
        return " ".join(typed_parts(value))
    choices = dict(_flat(getattr(field.field, "choices", ())))
    if isinstance(value, (list, tuple, set)):
        return ", ".join(str(choices.get(str(one), one)) for one in value)
    return str(choices.get(str(value), field.field.prepare_value(value)))


def _flat(choices: Any) -> list[tuple[str, Any]]:
    pairs: list[tuple[str, Any]] = []
    for value, label in choices:
        pairs += _flat(label) if isinstance(label, (list, tuple)) else [(str(value), label)]
    return pairs


def conflict_page(request: HttpRequest, error: Conflict, *, form: forms.Form, current: Mapping[str, Any], back: str) -> HttpResponse:
    """409: what stands now beside what was typed, so that nothing typed is lost."""
    facts = {"sentence": str(error), "versions": both_versions(form, current), "typed": [], "back": back}
    return page(request, "components/errors/409.html", facts, status=409)
