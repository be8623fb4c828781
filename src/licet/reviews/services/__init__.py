"""Commands of triggers and reviews."""

from licet.reviews.services.applying import apply_review, propose_act, reopen_review
from licet.reviews.services.freezing import freeze
from licet.reviews.services.opening import change_scope, conclude_review, open_review, sentence_of, update
from licet.reviews.services.outcomes import OutcomeSet, decide_outcomes
from licet.reviews.services.rescreening import rescreen
from licet.reviews.services.triggers import TriggerDraft, climb_due, dismiss_trigger, raise_trigger, raise_triggers

__all__ = [
    "OutcomeSet",
    "TriggerDraft",
    "apply_review",
    "change_scope",
    "climb_due",
    "conclude_review",
    "decide_outcomes",
    "dismiss_trigger",
    "freeze",
    "open_review",
    "propose_act",
    "raise_trigger",
    "raise_triggers",
    "reopen_review",
    "rescreen",
    "sentence_of",
    "update",
]
