"""Corrections and exclusions of published decisions: what is wrong, what is right, and why."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.kernel.typed import read_typed
from licet.web.components.forms import ReasonsField, VisibleTextField, offer


class FindDecisionForm(forms.Form):
    decision = forms.CharField(
        label=_("Reference of the decision"), help_text=_("As the register shows it, such as “XA-DEC 2031/000412”."), max_length=60
    )

    def clean_decision(self) -> str:
        return read_typed(self.cleaned_data["decision"]).upper()


class CorrectionForm(forms.Form):
    what = forms.ChoiceField(
        label=_("What is wrong?"), choices=(), widget=forms.RadioSelect, error_messages={"required": _("Choose what is wrong.")}
    )
    after = VisibleTextField(
        label=_("What is right?"),
        help_text=_("A destination by name or code, a code of the control list, or an amount such as 1,234.50. Empty: not recorded."),
        required=False,
        max_length=120,
    )
    reason = ReasonsField(
        label=_("Why was it wrong?"),
        help_text=_("Everybody can read this in the register. Name no exporter, no person and no goods."),
        max_length=4000,
    )

    def __init__(self, *given: Any, choices: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "what", choices)

    def what_is_corrected(self) -> tuple[int, str]:
        """The line, 0 for the whole decision, and the field."""
        line, field = self.cleaned_data["what"].split(":")
        return int(line), field


class ExclusionForm(forms.Form):
    reason = ReasonsField(
        label=_("Why is it left out?"),
        help_text=_("Everybody can read this in the register. Name no exporter, no person and no goods."),
        max_length=4000,
    )
