"""What an assessor may type, part by part. Every form carries the revision it was opened on and asks why."""

from licet.web.desk.forms.assessments.asked import AssurancesForm, QuestionsForm
from licet.web.desk.forms.assessments.conclusions import AcceptForm, ConcludeForm, ConclusionForm
from licet.web.desk.forms.assessments.incidents import IncidentsForm
from licet.web.desk.forms.assessments.parts import DaysForm, OpenForm, PartForm, ProceduresForm, ThemesForm

__all__ = [
    "AcceptForm",
    "AssurancesForm",
    "ConcludeForm",
    "ConclusionForm",
    "DaysForm",
    "IncidentsForm",
    "OpenForm",
    "PartForm",
    "ProceduresForm",
    "QuestionsForm",
    "ThemesForm",
]
