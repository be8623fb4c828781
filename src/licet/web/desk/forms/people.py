"""What an administrator may type about people, organisations and their roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.people import public as people
from licet.people.public import AccountState, PeopleFilters, Role, Side
from licet.policy import public as policy
from licet.web.components.forms import DatePartsField, ReasonsField, offer
from licet.web.desk.presenting.accounts import role_name

STATES = ((AccountState.ACTIVE.value, _("Active")), (AccountState.ENDED.value, _("Ended")))
SIDES = ((Side.DEPARTMENT.value, _("Officials")), (Side.ORGANISATION.value, _("Exporters")))


class PeopleFilterForm(forms.Form):
    search = forms.CharField(label=_("Name, user name or mail"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False)
    side = forms.ChoiceField(label=_("Side"), required=False)
    role = forms.ChoiceField(label=_("Role today"), required=False)
    department = forms.ChoiceField(label=_("Department"), required=False)
    organisation = forms.CharField(label=_("Organisation’s short name"), required=False, max_length=64)

    def __init__(self, *given: Any, departments: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        anything = ("", gettext("Any"))
        offer(self, "state", [anything, *STATES])
        offer(self, "side", [anything, *SIDES])
        offer(self, "role", [anything, *((role.value, role_name(role)) for role in Role)])
        offer(self, "department", [anything, *departments])

    def filters(self) -> PeopleFilters:
        """What was asked for; a value that is none of the choices asks for nothing, and the form says so."""
        asked = self.cleaned_data if self.is_valid() else {}
        return PeopleFilters(
            state=AccountState(asked["state"]) if asked.get("state") else None,
            side=Side(asked["side"]) if asked.get("side") else None,
            role=Role(asked["role"]) if asked.get("role") else None,
            department=asked.get("department", ""),
            organisation=asked.get("organisation", ""),
            search=asked.get("search", ""),
        )


class PersonForm(forms.Form):
    """Somebody new: what every person has."""

    full_name = forms.CharField(label=_("Full name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    username = forms.CharField(
        label=_("User name"),
        help_text=_("Small letters, figures, dots and dashes, such as ada.keeper."),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": False, "autocapitalize": "none"}),
    )
    email = forms.EmailField(
        label=_("Mail address"),
        help_text=_("Links to set a password go to this address."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": False}),
    )


class OfficialForm(PersonForm):
    department = forms.ChoiceField(label=_("Department"))
    role = forms.MultipleChoiceField(
        label=_("Roles from today"),
        help_text=_("Roles with dates are given later, on the person’s page."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reasons = ReasonsField(label=_("Reasons for the roles"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *given: Any, departments: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "department", [("", gettext("Choose a department")), *departments])
        offer(self, "role", role_choices(Side.DEPARTMENT))


class FirmPersonForm(PersonForm):
    role = forms.ChoiceField(label=_("Role from today"), widget=forms.RadioSelect)
    reasons = ReasonsField(label=_("Reasons for the role"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "role", role_choices(Side.ORGANISATION))


class OrganisationForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    registration_number = forms.CharField(label=_("Registration number"), max_length=40)
    customs_number = forms.CharField(label=_("Number with customs, such as an EORI"), required=False, max_length=40)
    address = forms.CharField(label=_("Address"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    country = forms.ChoiceField(label=_("Country"))
    email = forms.EmailField(label=_("Mail address for letters"), max_length=254)
    slug = forms.SlugField(
        label=_("Short name"),
        help_text=_("For commands and lists. It is made from the name if you leave it empty."),
        required=False,
        max_length=64,
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        countries = sorted(((place.code, place.name) for place in policy.destinations()), key=lambda pair: pair[1])
        offer(self, "country", [("", gettext("Choose a country")), *countries])


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    valid_from = DatePartsField(label=_("First day"), help_text=_("Today if you leave it empty."), required=False)
    valid_to = DatePartsField(label=_("Last day"), help_text=_("Without end if you leave it empty."), required=False)
    reasons = ReasonsField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *given: Any, side: Side, **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "role", role_choices(side))


class EndingForm(forms.Form):
    reasons = ReasonsField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 3}))


def role_choices(side: Side) -> list[tuple[str, str]]:
    """Roles of one side, each with what it is for."""
    roles = people.EXPORTER_ROLES if side is Side.ORGANISATION else people.OFFICIAL_ROLES
    return [(role.value, f"{role_name(role)}: {people.MEANING[role]}") for role in Role if role in roles]
