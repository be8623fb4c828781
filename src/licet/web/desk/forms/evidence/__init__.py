"""What may be typed of documents, sources, incidents, proceedings and official lines. Nobody is asked for a victim's name."""

from licet.web.desk.forms.evidence.documents import QuoteForm, SearchForm
from licet.web.desk.forms.evidence.facts import MoveIncidentForm, OfficialLineForm, ProceedingForm, WithdrawForm
from licet.web.desk.forms.evidence.filtering import IncidentFilterForm
from licet.web.desk.forms.evidence.incidents import IncidentForm
from licet.web.desk.forms.evidence.rows import filled, sent_rows
from licet.web.desk.forms.evidence.sources import SourceForm

__all__ = [
    "IncidentFilterForm",
    "IncidentForm",
    "MoveIncidentForm",
    "OfficialLineForm",
    "ProceedingForm",
    "QuoteForm",
    "SearchForm",
    "SourceForm",
    "WithdrawForm",
    "filled",
    "sent_rows",
]
