"""Narrowing the list of incidents."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.evidence import public as evidence
from licet.evidence.public import IhlRule, ObjectHit
from licet.web.components.forms import VisibleTextField, offer
from licet.web.desk.forms.evidence.choices import chosen, places


class IncidentFilterForm(forms.Form):
    words = VisibleTextField(label=_("Words"), required=False, max_length=200)
    destination = forms.ChoiceField(label=_("Destination"), required=False)
    standing = forms.ChoiceField(label=_("Standing"), required=False)
    grade = forms.ChoiceField(label=_("Grade"), required=False)
    object_hit = forms.ChoiceField(label=_("What was hit"), required=False)
    rule = forms.ChoiceField(label=_("Rule"), required=False)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "destination", [("", gettext("Any")), *places()])
        for name, kind in (
            ("standing", evidence.Standing),
            ("grade", evidence.Grade),
            ("object_hit", ObjectHit),
            ("rule", IhlRule),
        ):
            offer(self, name, chosen(kind, nothing=True))

    def filters(self) -> evidence.IncidentFilters:
        given = self.cleaned_data if self.is_valid() else {}
        return evidence.IncidentFilters(
            text=given.get("words", ""),
            destination=given.get("destination", ""),
            standing=evidence.Standing(given["standing"]) if given.get("standing") else None,
            grade=evidence.Grade(given["grade"]) if given.get("grade") else None,
            object_hit=ObjectHit(given["object_hit"]) if given.get("object_hit") else None,
            rule=IhlRule(given["rule"]) if given.get("rule") else None,
        )
