"""One product of an application."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.applications.public import LONGEST_NAME, LONGEST_TEXT, Product
from licet.kernel.errors import Invalid
from licet.kernel.money import Money
from licet.kernel.quantity import UNITS, Quantity
from licet.platform import clock
from licet.policy import public as policy
from licet.web.components.forms import CodeField, MoneyField, VisibleTextField
from licet.web.portal.forms.drafts import DraftForm, answers


class ProductForm(DraftForm):
    always = frozenset({"name"})

    name = VisibleTextField(label=_("Name of the product"), max_length=LONGEST_NAME)
    description = VisibleTextField(
        label=_("What it is and what it can do"),
        help_text=_("Our technical assessor rates what this says: purpose, performance, and what it was designed for."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    part_number = VisibleTextField(
        label=_("Part number"), max_length=100, required=False, widget=forms.TextInput(attrs={"class": "govuk-input--width-20"})
    )
    rating = CodeField(
        label=_("Control list entry, if you know it"),
        help_text=_("For example ML15 or 6A003.b. Leave it empty if you are not sure: we rate every product ourselves."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "spellcheck": False, "autocomplete": "off"}),
    )
    amount = VisibleTextField(
        label=_("Quantity"),
        help_text=_("In figures, such as 40 or 2.5."),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "decimal", "spellcheck": False}),
    )
    unit = forms.ChoiceField(label=_("Unit"), choices=[(unit, unit) for unit in UNITS])
    price = MoneyField(label=_("Value of all of it"), help_text=_("What the contract says, without tax. Licensed values are published."))
    incorporation = answers(
        _("Will it be built into something else before it reaches its end user?"),
        _("We ask because what is incorporated may end somewhere else. “Not known” is an answer: we then ask for more, never for less."),
    )
    pool = answers(
        _("Is it for a shared pool, such as common spares of several countries?"),
        _("We ask because what is pooled may be used by any of them. “Not known” is an answer here too."),
    )

    def clean_rating(self) -> str:
        text = str(self.cleaned_data["rating"]).strip()
        found = policy.read_rating(text, policy.today(clock.now())) if text else None
        if isinstance(found, policy.NoEntry):
            words = gettext(
                "“%(code)s” %(why)s. Look it up at the foot of this page, or leave this empty: we rate every product ourselves."
            )
            raise forms.ValidationError(words % {"code": text, "why": found.why})
        return text

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("amount") and given.get("unit"):
            try:
                Quantity.parse(given["amount"], given["unit"])
            except Invalid as error:
                self.add_error("amount", str(error))
        return given

    def product(self, key: str) -> Product:
        """What was typed, as the draft keeps it. The form is valid."""
        given = dict(self.cleaned_data)
        price = given.pop("price")
        given.pop("version")
        return Product(key=key, price=_text(price), currency=policy.pack().currency, **given)


def _text(price: Money | None) -> str:
    return "" if price is None else str(price.amount)


def product_initial(product: Product | None) -> dict[str, Any]:
    names = ("name", "description", "part_number", "rating", "amount", "unit", "price", "incorporation", "pool")
    return {name: getattr(product, name) for name in names} if product else {}
