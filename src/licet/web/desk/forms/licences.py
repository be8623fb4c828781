"""Suspending, reinstating, revoking: first which licences, then why."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from licet.web.components.forms import ReasonsField, offer
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
    departure = forms.ChoiceField(
        label=_("Departure by which goods may leave"),
        help_text=_("Only where a clear risk takes one of them."),
        required=False,
        choices=(),
    )

    def __init__(self, *given: Any, departures: Iterable[tuple[str, str]], **options: Any) -> None:
        """Without ``departures`` none is asked for: nothing is suspended or revoked by one."""
        super().__init__(*given, **options)
        offered = [*departures]
        if offered:
            offer(self, "departure", [("", now("none")), *offered])
        else:
            del self.fields["departure"]
