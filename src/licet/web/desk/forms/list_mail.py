"""What may be typed of a message to a distribution list. ``key`` makes sending it twice the same as once."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.notices.public import Marking
from licet.web.components.forms import ReasonsField, VisibleTextField, offer

MARKINGS = tuple((item.value, item.value) for item in Marking if item is not Marking.ADDRESSEE)


class ListMailForm(forms.Form):
    code = forms.ChoiceField(label=_("To which list?"), choices=(), widget=forms.RadioSelect)
    marking = forms.ChoiceField(
        label=_("Who may see it?"),
        choices=MARKINGS,
        widget=forms.RadioSelect,
        help_text=_("A list whose readers may not see the marking is refused."),
    )
    title = VisibleTextField(label=_("Title"), max_length=150)
    words = ReasonsField(label=_("What it says"), help_text=_("An empty line begins a new paragraph."))
    key = forms.CharField(max_length=26, widget=forms.HiddenInput)

    def __init__(self, *given: Any, lists: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "code", list(lists))
