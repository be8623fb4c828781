"""What officials may type."""

from licet.web.desk.forms.advice import AdviceForm, SettleForm
from licet.web.desk.forms.cases import AskForm, ExtendForm, GiveForm, HandOverForm, HitForm, RecuseForm, ReferForm, RevisionForm
from licet.web.desk.forms.corrections import CorrectionForm, ExclusionForm, FindDecisionForm
from licet.web.desk.forms.filtering import CaseFilterForm, LicenceFilterForm, SigningFilterForm
from licet.web.desk.forms.holds import DepartureForm, HoldForm, LiftForm
from licet.web.desk.forms.licences import ChooseForm, LicenceActForm
from licet.web.desk.forms.outcomes import OutcomesForm
from licet.web.desk.forms.rating import RatingForm
from licet.web.desk.forms.signing import ReturnForm, SignForm

__all__ = [
    "AdviceForm",
    "AskForm",
    "CaseFilterForm",
    "ChooseForm",
    "CorrectionForm",
    "DepartureForm",
    "ExclusionForm",
    "ExtendForm",
    "FindDecisionForm",
    "GiveForm",
    "HandOverForm",
    "HitForm",
    "HoldForm",
    "LicenceActForm",
    "LicenceFilterForm",
    "LiftForm",
    "OutcomesForm",
    "RatingForm",
    "RecuseForm",
    "ReferForm",
    "ReturnForm",
    "RevisionForm",
    "SettleForm",
    "SignForm",
    "SigningFilterForm",
]
