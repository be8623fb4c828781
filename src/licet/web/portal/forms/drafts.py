"""What the forms of a draft have in common: the revision they started from, and saving what is not finished yet."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.applications.public import Answer
from licet.platform import clock
from licet.policy import public as policy

LATER: Final = "later"
"""The name of the button that keeps an unfinished entry."""

ANSWERS: Final = ((Answer.YES.value, _("Yes")), (Answer.NO.value, _("No")), (Answer.UNKNOWN.value, _("Not known")))
YES_NO: Final = ANSWERS[:2]


class DraftForm(forms.Form):
    """``version`` is the revision of the draft that the page was opened with.

    With the button ``later`` only ``always`` must be there; what was typed must be readable even so.
    """

    always: ClassVar[frozenset[str]] = frozenset()
    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.unfinished = LATER in self.data
        self.wanted = {name for name, field in self.fields.items() if field.required}
        if self.unfinished:
            for name in self.wanted - self.always:
                self.fields[name].required = False

    @property
    def revision(self) -> int:
        """0, which no draft has, for anything but a number: a forged or missing one is stale."""
        text = str(self.data.get("version", ""))
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def asked(self, name: str) -> bool:
        """Whether an answer is demanded now."""
        return not self.unfinished and not self.errors.get(name)


def answers(label: Any, why: Any, *, choices: Sequence[Any] = ANSWERS) -> forms.ChoiceField:
    """A question with radios; what is not known is an answer of its own."""
    return forms.ChoiceField(label=label, help_text=why, choices=choices, widget=forms.RadioSelect)


class CountryField(forms.ChoiceField):
    """A destination by its code, chosen by name from all that exist this year."""

    default_error_messages = {"invalid_choice": _("Choose a country from the list.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=countries, **options)


def countries() -> list[tuple[str, Any]]:
    year = policy.today(clock.now()).year
    found = sorted((item.name, item.code) for item in policy.destinations() if item.existed(year))
    return [("", _("Choose a country")), *((code, name) for name, code in found)]
