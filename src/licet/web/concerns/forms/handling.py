"""Handling: an answer under each point, more time with a reason."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.concerns.public import Answer, AnswerKind
from licet.web.components.forms import DatePartsField, ReasonsField, VersionedForm, VisibleTextField

KINDS = (
    (AnswerKind.ACT.value, _("Act: something will be done (what, by whom, by when); it stays open until it is done")),
    (AnswerKind.REFER.value, _("Refer: somebody else must deal with it (who, why they, what they were told)")),
    (AnswerKind.DISAGREE.value, _("Disagree: the point is not accepted (the reasons, and what they rest on)")),
)


class AnswersForm(VersionedForm):
    """All points that wait, or none: an empty box is refused by name."""

    def __init__(self, *args: Any, numbers: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = tuple(numbers)
        for number in self.numbers:
            said = {"number": number}
            self.fields[f"kind_{number}"] = forms.ChoiceField(
                label=_("What do you do about point %(number)s?") % said,
                choices=KINDS,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose what you do about point %(number)s.") % said},
            )
            self.fields[f"point_{number}"] = VisibleTextField(
                label=_("Your answer to point %(number)s") % said,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 6}),
                help_text=_("What will be done; or why it is referred, and what was passed on; or your reasons. “Noted” is no answer."),
                error_messages={"required": _("Point %(number)s has no answer; all are answered together.") % said},
            )
            self.fields[f"who_{number}"] = VisibleTextField(
                label=_("Point %(number)s: who will do it, or must deal with it?") % said,
                help_text=_("A name or a post. Leave it empty if you disagree."),
                required=False,
                max_length=200,
            )
            self.fields[f"by_{number}"] = DatePartsField(
                label=_("Point %(number)s: by which day will it be done?") % said,
                help_text=_("If you act. For example, 27 3 2031."),
                required=False,
            )

    def boxes(self, number: int) -> tuple[forms.BoundField, ...]:
        return tuple(self[f"{name}_{number}"] for name in ("kind", "point", "who", "by"))

    def answers(self) -> dict[int, Answer]:
        data = self.cleaned_data
        return {
            number: Answer(AnswerKind(data[f"kind_{number}"]), data[f"point_{number}"], data[f"who_{number}"], data[f"by_{number}"])
            for number in self.numbers
        }


class DoneForm(VersionedForm):
    """That what was promised of one point was done."""

    words = VisibleTextField(
        label=_("What was done?"),
        help_text=_("The person who raised it reads this, with your name, and judges the point again."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what was done: the person who raised it reads it.")},
    )


class ExtendForm(VersionedForm):
    days = forms.IntegerField(
        label=_("How many working days more?"),
        min_value=1,
        max_value=366,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
        error_messages={"required": _("Write a number of days.")},
    )
    reason = ReasonsField(
        label=_("Why is more time needed?"),
        help_text=_("The person who raised the concern reads this, with your name."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason: the person who raised the concern reads it.")},
    )


class WriteForm(forms.Form):
    words = VisibleTextField(
        label=_("Ask or tell the person who raised it"),
        help_text=_("They read it when they come back. It answers no point and stops no clock."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write something first.")},
    )


class ReadForm(forms.Form):
    """That a yes was read. The words are for the person who said it."""

    words = VisibleTextField(
        label=_("What do you say to them?"),
        help_text=_("What you do about it, and whom they can turn to. They read it, with your name, when they come back."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write something first: they read it when they come back.")},
    )


class ReasonForm(VersionedForm):
    reason = ReasonsField(label=_("Why must you know who raised this?"), widget=forms.Textarea(attrs={"rows": 3}))
