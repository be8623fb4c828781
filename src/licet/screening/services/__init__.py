"""Commands: load a list, screen parties, compare them again, adjudicate a hit."""

from licet.screening.services.adjudicate import Adjudicated, adjudicate, lead_adjudication
from licet.screening.services.bringing_back import BroughtBack, bring_back
from licet.screening.services.load import Loaded, load_csv, load_un
from licet.screening.services.rescreening import Rescreened, rescreen, stop_watching, subjects_due
from licet.screening.services.screen import Screened, screen_parties

__all__ = [
    "Adjudicated",
    "BroughtBack",
    "Loaded",
    "Rescreened",
    "Screened",
    "adjudicate",
    "bring_back",
    "lead_adjudication",
    "load_csv",
    "load_un",
    "rescreen",
    "screen_parties",
    "stop_watching",
    "subjects_due",
]
