"""Commands of deciding."""

from licet.decisions.services.complete import COMPLETED_HERE, complete
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
from licet.decisions.services.send_back import return_act
from licet.decisions.services.sign import Signed, act_for_signing, concerns_about, concerns_at, in_doubt, open_concerns, sign

__all__ = [
    "COMPLETED_HERE",
    "PUBLISHED_CHANGES",
    "CaseDecided",
    "LicenceToDecide",
    "NearConcerns",
    "Signed",
    "act_for_signing",
    "complete",
    "concerns_about",
    "concerns_at",
    "concerns_near",
    "conclusions_under",
    "decide_case",
    "decide_licences",
    "figures_before_and_after",
    "in_doubt",
    "make_act",
    "open_concerns",
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
    "roles_asked",
    "sign",
    "standing_now",
]
