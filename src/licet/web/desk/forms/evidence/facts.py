"""What may be typed of proceedings and official lines: what is typed here is published."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.evidence import public as evidence
from licet.evidence.public import Asks, ProceedingKind
from licet.policy import public as policy
from licet.web.components.forms import DatePartsField, KnownDayField, ReasonsField, VisibleTextField, offer
from licet.web.desk.forms.evidence.choices import chosen, places


class ProceedingForm(forms.Form):
    destination = forms.ChoiceField(label=_("Destination"))
    kind = forms.ChoiceField(label=_("Kind"))
    title = VisibleTextField(label=_("Title"), max_length=200)
    court = VisibleTextField(label=_("Court or body"), max_length=200)
    sought_on = KnownDayField(label=_("Sought"), help_text=_("Leave the day empty, or day and month, if no more is known."), required=False)
    issued_on = KnownDayField(label=_("Issued"), required=False)
    refused_on = KnownDayField(label=_("Refused"), required=False)
    asks = forms.ChoiceField(label=_("What does it ask of the authority?"))
    text = ReasonsField(label=_("What it says"), help_text=_("This is published."))
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *given: Any, revising: bool = False, **options: Any) -> None:
        super().__init__(*given, **options)
        fields: dict[str, Any] = self.fields
        fields["destination"].choices = places()
        fields["kind"].choices, fields["asks"].choices = chosen(ProceedingKind), chosen(Asks)
        if revising:
            fields["reason"] = ReasonsField(label=_("Why is it revised? The reason is published."))

    def draft(self, spans: tuple[str, ...] = ()) -> evidence.ProceedingDraft:
        given = self.cleaned_data
        names = ("destination", "title", "court", "text", "sought_on", "issued_on", "refused_on")
        return evidence.ProceedingDraft(
            **{name: given[name] for name in names},
            kind=ProceedingKind(given["kind"]),
            asks=Asks(given["asks"]),
            spans=spans,
        )


class OfficialLineForm(forms.Form):
    destination = forms.ChoiceField(label=_("Destination"))
    topic = VisibleTextField(label=_("About"), max_length=60, help_text=_("Such as destination:QM or review:XA-REV 2031/000001."))
    said_on = DatePartsField(label=_("Said on"))
    said_by = forms.ChoiceField(
        label=_("By which office"),
        help_text=_("Only words of the authority are official lines. What others said is evidence: quote it in an incident."),
    )
    venue = VisibleTextField(label=_("Where"), max_length=200)
    words = ReasonsField(label=_("The words"), help_text=_("These are published."))
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)

    def __init__(self, *given: Any, revising: bool = False, **options: Any) -> None:
        super().__init__(*given, **options)
        if revising:
            self.fields["reason"] = ReasonsField(label=_("What was recorded wrongly? The reason is published."))
        offer(self, "destination", places())
        offer(self, "said_by", _speakers(str(self.initial.get("said_by", ""))))

    def draft(self) -> evidence.OfficialLineDraft:
        names = ("destination", "topic", "said_by", "venue", "words")
        on: date = self.cleaned_data["said_on"]
        return evidence.OfficialLineDraft(**{name: self.cleaned_data[name] for name in names}, said_on=on)


def _speakers(before: str) -> list[tuple[str, str]]:
    """The authority and its offices; one that stood in the version before, under a name it may not have any more, stays."""
    offices = policy.pack().speakers
    return [(office, office) for office in (offices if before in ("", *offices) else (*offices, before))]


class WithdrawForm(forms.Form):
    """Why a public fact should never have been recorded."""

    reason = ReasonsField(label=_("Why is it withdrawn?"), help_text=_("The reason is published, with what was said."))
    version = forms.IntegerField(widget=forms.HiddenInput)


class MoveIncidentForm(forms.Form):
    """Where an incident belongs that was recorded under the wrong destination or conflict."""

    destination = forms.ChoiceField(label=_("Where does it belong?"))
    conflict = VisibleTextField(label=_("Conflict"), max_length=60, help_text=_("Such as sarra-valley."))
    reason = ReasonsField(label=_("Why is it moved?"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "destination", places())
