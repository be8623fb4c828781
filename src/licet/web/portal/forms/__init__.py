"""What exporters type, read into drafts and services' arguments."""

from licet.web.portal.forms.acting import AnswerForm, NameForm, SearchForm, SendForm, StartForm, WithdrawForm
from licet.web.portal.forms.drafts import DraftForm
from licet.web.portal.forms.files import AttachmentForm
from licet.web.portal.forms.parties import PartyForm
from licet.web.portal.forms.products import ProductForm
from licet.web.portal.forms.use import EndUseForm, RouteForm

__all__ = [
    "AnswerForm",
    "AttachmentForm",
    "DraftForm",
    "EndUseForm",
    "NameForm",
    "PartyForm",
    "ProductForm",
    "RouteForm",
    "SearchForm",
    "SendForm",
    "StartForm",
    "WithdrawForm",
]
