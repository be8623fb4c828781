"""One party of an application, in one role."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.applications.public import LONGEST_NAME, LONGEST_TEXT, PartyDraft
from licet.kernel.facts import EndUserClass, Role
from licet.web.components.forms import VisibleTextField
from licet.web.portal.forms.drafts import CountryField, DraftForm

ROLES = (
    (Role.CONSIGNEE.value, _("Consignee: the goods are delivered to them")),
    (Role.END_USER.value, _("End user: they will use the goods")),
    (Role.ULTIMATE_END_USER.value, _("Ultimate end user: they use what the goods are built into")),
    (Role.THIRD_PARTY.value, _("Third party: an agent, broker, carrier or payer")),
)
CLASSES = (
    ("", _("Choose a kind")),
    (EndUserClass.ARMED_FORCES.value, _("Armed forces")),
    (EndUserClass.POLICE.value, _("Police")),
    (EndUserClass.OTHER_SECURITY.value, _("Other security body")),
    (EndUserClass.OTHER_GOVERNMENT.value, _("Other government body")),
    (EndUserClass.COMMERCIAL.value, _("Company")),
    (EndUserClass.INDIVIDUAL.value, _("Individual")),
    (EndUserClass.INTERNATIONAL.value, _("International organisation")),
)
END_USERS = frozenset({Role.END_USER.value, Role.ULTIMATE_END_USER.value})


class PartyForm(DraftForm):
    always = frozenset({"name", "role"})

    role = forms.ChoiceField(
        label=_("What do they do in this transaction?"),
        help_text=_("Somebody with two roles is added twice."),
        choices=ROLES,
        widget=forms.RadioSelect,
    )
    name = VisibleTextField(label=_("Name"), help_text=_("As on the end-user undertaking."), max_length=LONGEST_NAME)
    address = VisibleTextField(
        label=_("Address"),
        help_text=_("Where the goods will be, not a post box: we check who is there."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    country = CountryField(label=_("Country"))
    end_user_class = forms.ChoiceField(
        label=_("What kind of end user"),
        help_text=_("For end users and ultimate end users. We ask because the criteria look at who will hold the goods."),
        choices=CLASSES,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("role") not in END_USERS:
            given["end_user_class"] = ""
        elif not given.get("end_user_class") and self.asked("end_user_class"):
            self.add_error("end_user_class", _("Choose what kind of end user this is."))
        return given

    def party(self, key: str) -> PartyDraft:
        """What was typed, as the draft keeps it. The form is valid."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return PartyDraft(key=key, **given)


def party_initial(party: PartyDraft | None) -> dict[str, Any]:
    names = ("role", "name", "address", "country", "end_user_class")
    return {name: getattr(party, name) for name in names} if party else {}
