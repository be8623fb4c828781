"""What other modules may use of screening."""

from licet.screening.domain.explanation import Explanation
from licet.screening.domain.hits import HitState, Outcome
from licet.screening.domain.listed import EntryType, PartyName
from licet.screening.domain.matching import DEFAULT_THRESHOLD, RULE_VERSION
from licet.screening.events import HitAdjudicated, ListVersionLoaded, PartiesScreened, VersionInForceAgain
from licet.screening.models import UnsettledHit
from licet.screening.selectors.hits import (
    AdjudicationView,
    HitView,
    ListUsed,
    Standing,
    access_hit,
    access_hits_for,
    hits_for,
    newly_confirmed,
    standing,
)
from licet.screening.selectors.lists import Checked, ListInForce, access_lists, check_name, lists_in_force
from licet.screening.selectors.waiting import OpenHit, OpenHits, open_hits
from licet.screening.selectors.words import hundredths, in_words
from licet.screening.services.adjudicate import Adjudicated, adjudicate, lead_adjudication
from licet.screening.services.bringing_back import BroughtBack, bring_back
from licet.screening.services.load import Loaded, load_csv, load_un
from licet.screening.services.rescreening import Rescreened, rescreen, stop_watching, subjects_due
from licet.screening.services.screen import Screened, screen_parties

__all__ = [
    "DEFAULT_THRESHOLD",
    "RULE_VERSION",
    "Adjudicated",
    "AdjudicationView",
    "BroughtBack",
    "Checked",
    "EntryType",
    "Explanation",
    "HitAdjudicated",
    "HitState",
    "HitView",
    "ListInForce",
    "ListUsed",
    "ListVersionLoaded",
    "Loaded",
    "OpenHit",
    "OpenHits",
    "Outcome",
    "PartiesScreened",
    "PartyName",
    "Rescreened",
    "Screened",
    "Standing",
    "UnsettledHit",
    "VersionInForceAgain",
    "access_hit",
    "access_hits_for",
    "access_lists",
    "adjudicate",
    "bring_back",
    "check_name",
    "hits_for",
    "hundredths",
    "in_words",
    "lead_adjudication",
    "lists_in_force",
    "load_csv",
    "load_un",
    "newly_confirmed",
    "open_hits",
    "rescreen",
    "screen_parties",
    "standing",
    "stop_watching",
    "subjects_due",
]
