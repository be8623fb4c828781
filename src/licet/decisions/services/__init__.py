"""Commands of deciding."""

from licet.decisions.services.complete import complete_act
from licet.decisions.services.correct import (
    PUBLISHED_CHANGES,
    figures_before_and_after,
    preview_correction,
    preview_exclusion,
    propose_correction,
    propose_exclusion,
    published_decision,
)
from licet.decisions.services.decide import CaseDecided, decide_case
from licet.decisions.services.decide_licences import LicenceToDecide, decide_licences
from licet.decisions.services.depart import conclusions_under, propose_departure, standing_now
from licet.decisions.services.near import NearConcerns, concerns_near, require_concerns_seen
from licet.decisions.services.propose import (
    make_act,
    propose_decision,
    propose_hold,
    propose_lifting,
    require_words,
    roles_asked,
)
from licet.decisions.services.send_back import return_act, return_case
from licet.decisions.services.sign import ActEffects, Signed, in_doubt, sign_act

__all__ = [
    "PUBLISHED_CHANGES",
    "ActEffects",
    "CaseDecided",
    "LicenceToDecide",
    "NearConcerns",
    "Signed",
    "complete_act",
    "concerns_near",
    "conclusions_under",
    "decide_case",
    "decide_licences",
    "figures_before_and_after",
    "in_doubt",
    "make_act",
    "preview_correction",
    "preview_exclusion",
    "propose_correction",
    "propose_decision",
    "propose_departure",
    "propose_exclusion",
    "propose_hold",
    "propose_lifting",
    "published_decision",
    "require_concerns_seen",
    "require_words",
    "return_act",
    "return_case",
    "roles_asked",
    "sign_act",
    "standing_now",
]
