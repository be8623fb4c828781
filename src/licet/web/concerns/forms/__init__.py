"""What may be typed on the concerns pages, and how a refusal goes to the box it is about."""

from licet.web.concerns.forms.coming_back import CodeForm, FollowUpForm, FurtherForm, VerdictsForm, WordsForm
from licet.web.concerns.forms.faults import add_faults
from licet.web.concerns.forms.handling import AnswersForm, DoneForm, ExtendForm, ReadForm, ReasonForm, WriteForm
from licet.web.concerns.forms.raising import RaiseForm, SignedInRaiseForm

__all__ = [
    "AnswersForm",
    "CodeForm",
    "DoneForm",
    "ExtendForm",
    "FollowUpForm",
    "FurtherForm",
    "RaiseForm",
    "ReadForm",
    "ReasonForm",
    "SignedInRaiseForm",
    "VerdictsForm",
    "WordsForm",
    "WriteForm",
    "add_faults",
]
