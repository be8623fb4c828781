"""What signing needs to know of each kind of act: its signed part as of now, what completing it does, and what voiding it puts back.

The one place where ``decisions``, which leads every signature, meets the modules above it that know what an act is about.
"""

from __future__ import annotations

from collections.abc import Mapping

from licet.decisions import public as decisions
from licet.decisions.public import ActEffects, ActKind
from licet.licences import public as licences
from licet.reviews import public as reviews

_OF_DECISIONS = ActEffects(decisions.standing_now, decisions.complete_act, decisions.return_case)
_OF_LICENCES = ActEffects(licences.status_signed_part, licences.complete_status_act, decisions.return_case)

EFFECTS: Mapping[ActKind, ActEffects] = {
    ActKind.DECIDE: ActEffects(decisions.current_signed_part, licences.grant, decisions.return_case),
    ActKind.SUSPEND: _OF_LICENCES,
    ActKind.REINSTATE: _OF_LICENCES,
    ActKind.REVOKE: _OF_LICENCES,
    ActKind.PLACE_HOLD: _OF_DECISIONS,
    ActKind.LIFT_HOLD: _OF_DECISIONS,
    ActKind.DEPART: _OF_DECISIONS,
    ActKind.CORRECT: _OF_DECISIONS,
    ActKind.EXCLUDE: _OF_DECISIONS,
    ActKind.REVIEW: ActEffects(reviews.review_signed_part, reviews.apply_review, reviews.reopen_review),
}
