"""What an administrator may type about people, organisations and their roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.people.public import AccountState, PeopleFilters, PersonDetails, Role, Side
from licet.policy import public as policy
from licet.web.components.forms import DatePartsField, ReasonsField, VisibleTextField, offer
from licet.web.desk.presenting.accounts import role_name, roles_of

STATES = ((AccountState.ACTIVE.value, _("Open")), (AccountState.ENDED.value, _("Closed")))
SIDES = ((Side.DEPARTMENT.value, _("Officials")), (Side.ORGANISATION.value, _("Exporters")))


class PeopleFilterForm(forms.Form):
    search = VisibleTextField(label=_("Name, username or email"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("Account"), required=False)
    side = forms.ChoiceField(label=_("Officials or exporters"), required=False)
    role = forms.ChoiceField(label=_("Current role"), required=False)
    department = forms.ChoiceField(label=_("Department"), required=False)
    organisation = VisibleTextField(label=_("Short name of organisation"), required=False, max_length=64)

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
    """A new person: what everybody has."""

    full_name = VisibleTextField(label=_("Full name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    username = VisibleTextField(
        label=_("Username"),
        help_text=_("Lower-case letters, digits, dots, hyphens or underscores, such as ada.keeper. It cannot be changed later."),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": False, "autocapitalize": "none"}),
    )
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("The link to set a password is sent to this address."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": False}),
    )


class OfficialForm(PersonForm):
    department = forms.ChoiceField(label=_("Department"))
    role = forms.ChoiceField(
        label=_("Role from today"),
        help_text=_("You can assign more roles, or roles with dates, on the person’s page."),
        required=False,
    )
    reasons = ReasonsField(
        label=_("Reasons for the role"),
        help_text=_("Leave this empty if you assign no role yet."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *given: Any, departments: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "department", [("", gettext("Choose a department")), *departments])
        offer(self, "role", [("", gettext("No role yet")), *role_choices(Side.DEPARTMENT)])


class FirmPersonForm(PersonForm):
    role = forms.ChoiceField(label=_("Role from today"))
    reasons = ReasonsField(label=_("Reasons for the role"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "role", [("", gettext("Choose a role")), *role_choices(Side.ORGANISATION)])


class PersonDetailsForm(forms.Form):
    """Correcting the details of somebody; the username stays. ``departments`` is empty for a person of an exporter."""

    full_name = VisibleTextField(label=_("Full name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("If you change it, a link to set a password that has not been used yet stops working."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": False}),
    )
    department = forms.ChoiceField(label=_("Department"))
    reasons = ReasonsField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *given: Any, departments: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        if departments:
            offer(self, "department", departments)
        else:
            del self.fields["department"]

    def details(self) -> PersonDetails:
        typed = self.cleaned_data
        return PersonDetails(full_name=typed["full_name"], email=typed["email"], department=typed.get("department"))


class OrganisationForm(forms.Form):
    name = VisibleTextField(label=_("Name"), max_length=200)
    registration_number = VisibleTextField(label=_("Registration number"), max_length=40)
    customs_number = VisibleTextField(label=_("Customs number, such as an EORI number"), required=False, max_length=40)
    address = VisibleTextField(label=_("Address"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    country = forms.ChoiceField(label=_("Country"))
    email = forms.EmailField(label=_("Email address for letters"), max_length=254)
    slug = forms.SlugField(
        label=_("Short name"),
        help_text=_("Used in commands and lists. If you leave it empty, it is made from the name."),
        required=False,
        max_length=64,
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        countries = sorted(((place.code, place.name) for place in policy.destinations()), key=lambda pair: pair[1])
        offer(self, "country", [("", gettext("Choose a country")), *countries])


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"))
    valid_from = DatePartsField(label=_("First day"), help_text=_("Leave this empty to start today."), required=False)
    valid_to = DatePartsField(label=_("Last day"), help_text=_("Leave this empty for no end date."), required=False)
    reasons = ReasonsField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *given: Any, side: Side, **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "role", [("", gettext("Choose a role")), *role_choices(side)])


class ReasonsForm(forms.Form):
    reasons = ReasonsField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 3}))


def role_choices(side: Side) -> list[tuple[str, str]]:
    """Roles of one side, by name."""
    return sorted(((role.value, role_name(role)) for role in roles_of(side)), key=lambda choice: choice[1])
