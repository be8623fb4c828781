"""How far a source is trusted, with the reasons: what it said this time is judged for each quote."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.evidence.public import Reliability, SourceKind
from licet.web.components.forms import ReasonsField
from licet.web.desk.forms.evidence.choices import chosen


class SourceForm(forms.Form):
    """``version`` is the number of the judgement that the page showed."""

    kind = forms.ChoiceField(label=_("Kind"))
    reliability = forms.ChoiceField(label=_("How reliable is it, whatever it says?"), widget=forms.RadioSelect)
    reasons = ReasonsField(label=_("Reasons"))
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = chosen(SourceKind)
        fields["reliability"].choices = [(item.value, f"{item.value}, {item.words}") for item in Reliability]
