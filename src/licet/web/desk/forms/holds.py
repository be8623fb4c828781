"""Holds and departures: a scope in text form, and the words that it stands on."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.decisions.public import HoldKind
from licet.kernel.errors import Invalid
from licet.kernel.scope import Scope
from licet.policy import public as policy
from licet.web.components.forms import DatePartsField, ReasonsField, VisibleTextField, offer
from licet.web.desk.presenting import words

SCOPE_HINT = _(
    "Conditions as key=value,value: destination=QM rating=ML15,ML1.b end-use=operations-x end-user=police licence-type=IND "
    "onward=QN incorporation=yes pool=no unknown=include. Destinations by name or code. A line must meet all conditions."
)


class ScopeField(forms.CharField):
    """Text that is a scope; cleans to :class:`Scope`."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", SCOPE_HINT)
        options.setdefault("max_length", 2000)
        options.setdefault("widget", forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}))
        super().__init__(**options)

    def clean(self, value: Any) -> Scope:
        text = super().clean(value)
        try:
            scope = policy.read_scope(text)
        except Invalid as error:
            raise forms.ValidationError(str(error), code="invalid") from None
        return scope


class HoldForm(forms.Form):
    scope = ScopeField(label=_("What does it bind?"))
    hold_kind = forms.ChoiceField(label=_("What kind of hold?"), choices=(), widget=forms.RadioSelect)
    title = VisibleTextField(label=_("Title"), help_text=_("As people will know it, such as “Undertaking of 3 May”."), max_length=200)
    legal_basis = ReasonsField(label=_("Legal basis"), widget=forms.Textarea(attrs={"rows": 3}))
    reasons = ReasonsField(label=_("Reasons"))

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "hold_kind", [(item.value, words.hold_kind(item.value)) for item in HoldKind])


class LiftForm(forms.Form):
    reasons = ReasonsField(label=_("Why does it bind no longer?"))


class DepartureForm(forms.Form):
    """For cases and licences that criteria bar: who signs is the minister, countersigned."""

    criteria = forms.MultipleChoiceField(label=_("Criteria departed from"), choices=(), widget=forms.CheckboxSelectMultiple)
    scope = ScopeField(label=_("For which lines?"))
    legal_basis = ReasonsField(label=_("Legal basis"), widget=forms.Textarea(attrs={"rows": 3}))
    reasons = ReasonsField(label=_("Reasons"), help_text=_("Why it is granted although the finding bars. This finds no risk away."))
    publication = ReasonsField(
        label=_("What the public is told"), help_text=_("The register prints these words."), widget=forms.Textarea(attrs={"rows": 3})
    )
    expires_on = DatePartsField(label=_("On which day does it expire?"), help_text=_("For example, 27 3 2032."))

    def __init__(self, *given: Any, criteria: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "criteria", [(clause.code, f"{clause.code} {clause.title}") for clause in criteria])

    def clean_scope(self) -> Scope:
        scope: Scope = self.cleaned_data["scope"]
        if not scope.clauses():
            raise forms.ValidationError(gettext("A departure cannot cover every licence: narrow its scope."))
        return scope
