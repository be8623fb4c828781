"""Coming back with a code. The code goes from the page to the service with each form, and is kept nowhere between."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.concerns.public import Treated, Verdict
from licet.web.components.forms import VisibleTextField


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Thirty letters and figures in six groups. Small or large letters, with or without the lines between: all the same."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": False, "autocapitalize": "characters"}),
        error_messages={"required": _("Type the code that you were shown.")},
    )


class CarriedCode(forms.Form):
    """A form on the opened page: it brings the code along, unseen."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=200)


class WordsForm(CarriedCode):
    words = VisibleTextField(
        label=_("What do you want to add?"),
        help_text=_("Whoever answers reads it. It is kept as you write it, and nobody can change it."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write something first.")},
    )


class FurtherForm(CarriedCode):
    """Nothing to type: the button is the word."""


class FollowUpForm(CarriedCode):
    """Whether they were treated worse. Words are asked for with a yes, and kept with a no, too."""

    said = forms.ChoiceField(
        label=_("Has anyone treated you worse because you raised this?"),
        choices=[(Treated.WORSE.value, _("Yes")), (Treated.NOT_WORSE.value, _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say yes or no.")},
    )
    words = VisibleTextField(
        label=_("If yes: what happened?"),
        help_text=_("One sentence is enough. It is kept as you write it, and nobody can change it."),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class VerdictsForm(CarriedCode):
    """Of each answered point, whether it is answered."""

    def __init__(self, *args: Any, numbers: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = tuple(numbers)
        for number in self.numbers:
            self.fields[f"point_{number}"] = forms.ChoiceField(
                label=_("Point %(number)s") % {"number": number},
                choices=[(Verdict.ANSWERS.value, _("This answers my point")), (Verdict.DOES_NOT.value, _("This does not answer my point"))],
                widget=forms.RadioSelect,
                error_messages={"required": _("Say of point %(number)s whether it is answered.") % {"number": number}},
            )
        self.fields["words"] = VisibleTextField(
            label=_("Why, in your words"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
        )

    def choice(self, number: int) -> forms.BoundField:
        return self[f"point_{number}"]

    def verdicts(self) -> dict[int, Verdict]:
        return {number: Verdict(self.cleaned_data[f"point_{number}"]) for number in self.numbers}
