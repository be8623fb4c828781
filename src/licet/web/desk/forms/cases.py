"""Handling a case: in each form the words that the act stands on."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.screening.public import Outcome
from licet.web.components.forms import DatePartsField, ReasonsField, VersionedForm, offer


class RevisionForm(VersionedForm):
    """A button with the version that the page showed."""


class AskForm(VersionedForm):
    question = ReasonsField(
        label=_("What do you need to know?"),
        help_text=_("One question at a time. It goes out as a letter now, and the clock stands still until the answer comes."),
        error_messages={"required": _("Write the question.")},
    )


class ExtendForm(VersionedForm):
    until = DatePartsField(label=_("By which day is the answer needed now?"))
    reasons = ReasonsField(label=_("Why do they get more time?"), help_text=_("The exporter reads this."))


class ReferForm(VersionedForm):
    question = ReasonsField(
        label=_("What is the minister to answer?"),
        help_text=_("Say what is in dispute, between whom, and on which line. Nothing is granted while it is open."),
        error_messages={"required": _("Write the question.")},
    )


class RecuseForm(forms.Form):
    reasons = ReasonsField(
        label=_("Why do you take no part in this case?"),
        help_text=_("It holds for good and in every role: you can neither advise on it nor sign it. Your words stand in the record."),
    )


class _ToForm(VersionedForm):
    to = forms.ChoiceField(label=_("To whom?"), choices=())

    def __init__(self, *given: Any, people: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "to", [("", _("Choose somebody")), *people])


class HandOverForm(_ToForm):
    reasons = ReasonsField(label=_("Why do you hand it over?"))


class GiveForm(_ToForm):
    reasons = ReasonsField(label=_("Why to this person?"), required=False)


class HitForm(VersionedForm):
    """``version`` is that of the hit's own finding."""

    outcome = forms.ChoiceField(
        label=_("Is it the same person or body?"),
        choices=(
            (Outcome.NOT_SAME.value, _("No, it is not the same")),
            (Outcome.SAME.value, _("Yes, it is the same")),
            (Outcome.CANNOT_TELL.value, _("Cannot tell: it stays open, and the gate stays closed")),
        ),
        widget=forms.RadioSelect,
    )
    reasons = ReasonsField(label=_("How do you know?"), help_text=_("What you compared, and where it comes from."), max_length=10_000)
