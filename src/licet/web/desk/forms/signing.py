"""Signing: the digest and the concerns that the signer read go back with the signature."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from licet.decisions.public import ConcernNotice, Shown
from licet.kernel.errors import Conflict
from licet.web.components.forms import ReasonsField


class SignForm(forms.Form):
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    shown = forms.CharField(widget=forms.HiddenInput, max_length=1_000_000)
    why = ReasonsField(
        label=_("Your words, if you want to say anything"),
        help_text=_("They stand in the record beside your signature."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    accepts = forms.BooleanField()
    read = forms.BooleanField(label=_("I have read what stands above, and I sign it."))

    def __init__(self, *given: Any, must_say: bool = False, in_doubt: int = 0, **options: Any) -> None:
        """``must_say``: whoever departs from a criterion says why in their own words. ``in_doubt``: how many licences go on
        although nobody can say whether a clear risk takes them; whoever signs accepts that apart (decision 0181).
        """
        super().__init__(*given, **options)
        self.in_doubt = in_doubt
        if in_doubt:
            self.fields["accepts"].label = ngettext(
                "I accept that %(count)s licence goes on although nobody can say whether a clear risk takes its goods.",
                "I accept that %(count)s licences go on although nobody can say whether a clear risk takes their goods.",
                in_doubt,
            ) % {"count": in_doubt}
        else:
            del self.fields["accepts"]
        if must_say:
            self.fields["why"].required = True
            self.fields["why"].label = gettext("Why do you approve it?")

    def accepted(self) -> int:
        """Of how many licences it was accepted, of valid data."""
        return self.in_doubt if self.cleaned_data.get("accepts") else 0

    def seen(self) -> Shown:
        """What the signer was shown of open concerns; what cannot be read was not shown by us."""
        try:
            return shown_from(json.loads(self.cleaned_data["shown"]))
        except (ValueError, KeyError, TypeError):
            raise Conflict("What you were shown of open concerns did not come back whole: read the page again, then sign.") from None


def shown_from(data: Any) -> Shown:
    notices = data["concerns"]
    if notices == "not installed":
        return Shown(installed=False)
    return Shown(installed=True, notices=tuple(_notice_from(item) for item in notices))


def _notice_from(item: Any) -> ConcernNotice:
    return ConcernNotice(str(item["day"]), str(item["topic"]), tuple(map(str, item["references"])), str(item["joined"]))


class ReturnForm(forms.Form):
    words = ReasonsField(
        label=_("Why do you send it back?"),
        help_text=_("What must be looked at, or said, before you would sign. The case is in progress again."),
        error_messages={"required": _("Say why you send it back: your words stand in the record.")},
    )
