"""The authority's rating of a line. What is not known is said, never left to look like no."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.casework.public import RatingDraft, RatingView
from licet.kernel.errors import Invalid
from licet.kernel.facts import EndUserClass
from licet.kernel.scope import Scope
from licet.web.components.forms import CodeField, ReasonsField, VersionedForm, VisibleTextField, offer
from licet.web.desk.presenting import words

YES, NO, UNKNOWN = "yes", "no", "unknown"
THREE = ((YES, _("Yes")), (NO, _("No")), (UNKNOWN, _("Not known")))
FACTS = {YES: True, NO: False, UNKNOWN: None}
WORDS = {True: YES, False: NO, None: UNKNOWN}


class RatingForm(VersionedForm):
    """``version`` is the number of the rating that the assessor saw, 0 for none."""

    controlled = forms.ChoiceField(
        label=_("Is it controlled?"),
        choices=((YES, _("Yes, by an entry of the control list")), (NO, _("No: no entry names it"))),
        widget=forms.RadioSelect,
    )
    rating = CodeField(
        label=_("Control-list entry"),
        help_text=_("The deepest entry that names it, such as ML11.a or 6A003.b. A code below a known entry is taken too."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "spellcheck": "false", "autocomplete": "off"}),
    )
    end_use_known = forms.ChoiceField(
        label=_("Do you know what it will be used for?"),
        choices=((YES, _("Yes")), (UNKNOWN, _("Not known"))),
        widget=forms.RadioSelect,
    )
    end_use = VisibleTextField(
        label=_("End-use tags"),
        help_text=_("Small letters, figures and hyphens, parted by spaces, such as border-control operations-x. Holds ask by them."),
        max_length=400,
        required=False,
    )
    end_user = forms.ChoiceField(label=_("Class of the end user"), choices=())
    incorporation = forms.ChoiceField(label=_("Will it be built into something else?"), choices=THREE, widget=forms.RadioSelect)
    pool = forms.ChoiceField(label=_("Does it go to a pool that several users share?"), choices=THREE, widget=forms.RadioSelect)
    reasons = ReasonsField(label=_("Reasons"), help_text=_("What you compared with the entry's text, and from which document."))

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        known = [(item.value, words.end_user(item.value)) for item in EndUserClass]
        offer(self, "end_user", [("", gettext("Choose a class")), *known, (UNKNOWN, gettext("Not known"))])

    def clean_end_use(self) -> tuple[str, ...]:
        tags = tuple(self.cleaned_data["end_use"].replace(",", " ").lower().split())
        try:
            return Scope(end_use=tags).end_use
        except Invalid as error:
            raise forms.ValidationError(error.message) from None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        code = str(given.get("rating", "")).strip()
        if given.get("controlled") == YES and not code:
            self.add_error("rating", gettext("Name the entry that controls it."))
        if given.get("controlled") == NO and code:
            self.add_error("rating", gettext("It is not controlled, and yet an entry is named: take one of the two away."))
        if given.get("end_use_known") == UNKNOWN and given.get("end_use"):
            self.add_error("end_use_known", gettext("You name a use below: answer “Yes”, or take the tags away."))
        return given

    def draft(self, started_from: int) -> RatingDraft:
        given = self.cleaned_data
        return RatingDraft(
            controlled=given["controlled"] == YES,
            rating=given["rating"],
            end_use=None if given["end_use_known"] == UNKNOWN else frozenset(given["end_use"]),
            end_user=None if given["end_user"] == UNKNOWN else EndUserClass(given["end_user"]),
            incorporation=FACTS[given["incorporation"]],
            pool=FACTS[given["pool"]],
            reasons=given["reasons"],
            started_from=started_from,
        )


def rating_initial(rating: RatingView | None) -> dict[str, Any]:
    """What stands, to begin from; the exporter's claim is never the default: the authority rates for itself."""
    if rating is None:
        return {"version": 0}
    facts = rating.facts
    return {
        "version": rating.number,
        "controlled": WORDS[facts.controlled],
        "rating": str(facts.rating or ""),
        "end_use_known": UNKNOWN if facts.end_use is None else YES,
        "end_use": " ".join(sorted(facts.end_use or ())),
        "end_user": facts.end_user.value if facts.end_user else UNKNOWN,
        "incorporation": WORDS[facts.incorporation],
        "pool": WORDS[facts.pool],
        "reasons": rating.reasons,
    }
