"""What may be typed of documents: words to look for, words to quote."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.web.components.forms import VisibleTextField, offer


class QuoteForm(forms.Form):
    """A quote is searched as it was copied: the document may hold any character."""

    words = forms.CharField(
        label=_("Quote these words"),
        help_text=_("Copy them from the text; they must stand there once."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Copy the words that you quote.")},
    )


class SearchForm(forms.Form):
    q = VisibleTextField(label=_("Words"), required=False, max_length=200)
    source = forms.ChoiceField(label=_("Source"), required=False)

    def __init__(self, *given: Any, sources: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "source", [("", gettext("Any")), *sources])
