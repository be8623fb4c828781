from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(forms.Form):
    username = forms.CharField(
        label=_("Username"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": False, "autocapitalize": "none"}),
        error_messages={"required": _("Enter your username.")},
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Enter your password.")},
    )
    next = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)


class PasswordForm(forms.Form):
    code = forms.CharField(
        label=_("Code from your link"),
        help_text=_(
            "It is filled in when you open the link. If it is empty, paste the link or the 26 letters and figures after the # sign."
        ),
        max_length=400,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": False, "autocapitalize": "none", "data-from-link": "yes"}),
        error_messages={"required": _("Paste the link that you were given, or its code.")},
    )
    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least 8 characters. Three or more words that only you would put together are easy to remember and hard to guess."),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password.")},
    )
