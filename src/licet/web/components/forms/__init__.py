"""Forms whose fields are GOV.UK components, with errors that keep what was typed."""

from licet.web.components.forms.fields import (
    CodeField,
    DateParts,
    DatePartsField,
    KnownDayField,
    MoneyField,
    ReasonsField,
    SearchField,
    VisibleTextField,
    offer,
)
from licet.web.components.forms.versions import VersionedForm, conflict_page

__all__ = [
    "CodeField",
    "DateParts",
    "DatePartsField",
    "KnownDayField",
    "MoneyField",
    "ReasonsField",
    "SearchField",
    "VersionedForm",
    "VisibleTextField",
    "conflict_page",
    "offer",
]
