"""Searching, starting, sending, answering, withdrawing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.applications.public import LONGEST_NAME
from licet.policy import public as policy
from licet.web.components.forms import ReasonsField, SearchField, VisibleTextField
from licet.web.portal.forms.drafts import DraftForm
from licet.web.portal.forms.files import FilesField, taken

NAME = _("What do you call this application?")
NAME_HINT = _("Your own words, such as the contract's number: only you and we see them.")


def licence_types() -> list[tuple[str, str]]:
    return [(item.code, f"{item.name}: {item.description}") for item in policy.pack().licence_types]


class SearchForm(forms.Form):
    q = SearchField(label=_("Reference, party or product"))


class StartForm(forms.Form):
    name = VisibleTextField(label=NAME, help_text=NAME_HINT, max_length=LONGEST_NAME)
    licence_type = forms.ChoiceField(label=_("Type of licence"), choices=licence_types, widget=forms.RadioSelect)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["licence_type"].initial = licence_types()[0][0]


class NameForm(DraftForm):
    """Renames an application; also names a copy, where the version is of no account."""

    name = VisibleTextField(label=NAME, help_text=NAME_HINT, max_length=LONGEST_NAME)


class SendForm(DraftForm):
    declaration = forms.BooleanField(
        label=_("What this application says is true and complete to the best of my knowledge, and I may send it.")
    )


class AnswerForm(forms.Form):
    answer = ReasonsField(
        label=_("Your answer"),
        help_text=_("It becomes part of the record and cannot be changed afterwards. The clock runs again from when you send it."),
        error_messages={"required": _("Write your answer: the question is not answered by a file alone.")},
    )
    documents = FilesField(label=_("Documents that belong to it"), required=False, allow_empty_file=True)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["documents"].help_text = taken()


class WithdrawForm(forms.Form):
    reasons = ReasonsField(
        label=_("Why do you withdraw it?"),
        help_text=_("Your words stand in the record. To apply again, you send a new application; this one can be copied."),
        error_messages={"required": _("Say why you withdraw it: your words stand in the record.")},
    )
