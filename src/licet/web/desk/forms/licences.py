"""Suspending, reinstating, revoking: first which licences, then why (joints 15)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.web.components.forms import ReasonsField
from licet.web.desk.forms.holds import ScopeField

KINDS = (("suspend", _("Suspend")), ("reinstate", _("Reinstate")), ("revoke", _("Revoke")))


class ChooseForm(forms.Form):
    """Sent by GET, so that the list it makes has an address."""

    kind = forms.ChoiceField(label=_("What is to be done?"), choices=KINDS, widget=forms.RadioSelect)
    scope = ScopeField(label=_("To which licences?"), required=True)


class LicenceActForm(forms.Form):
    """``frozen`` is the digest of the list as it was shown; another list is a conflict."""

    kind = forms.ChoiceField(choices=KINDS, widget=forms.HiddenInput)
    scope = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)
    licence = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    frozen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    legal_basis = ReasonsField(label=_("Legal basis"), widget=forms.Textarea(attrs={"rows": 3}))
    reasons = ReasonsField(label=_("Reasons"), help_text=_("Every exporter concerned reads them in the notice."))
