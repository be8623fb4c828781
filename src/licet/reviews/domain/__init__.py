"""The law of reviews, pure: triggers and their ladder, plans, where a review stands, outcomes."""

from licet.reviews.domain.plans import NOT_RATED, UNKNOWN, Bucket, Pending, Plan, Reach, Warned
from licet.reviews.domain.reviews import (
    LEAVES_IN_USE,
    NAMES_DEPARTURE,
    REVIEW_TRANSITIONS,
    STATUS_ACT,
    Outcome,
    ReviewStatus,
    possible,
    standing,
)
from licet.reviews.domain.triggers import (
    TOUCHES_NOTHING,
    TRIGGER_TRANSITIONS,
    WITHDRAWN,
    Concluded,
    Counts,
    TriggerKind,
    TriggerState,
    climbs,
    due_on,
    to_raise,
)

__all__ = [
    "LEAVES_IN_USE",
    "NAMES_DEPARTURE",
    "NOT_RATED",
    "REVIEW_TRANSITIONS",
    "STATUS_ACT",
    "TOUCHES_NOTHING",
    "TRIGGER_TRANSITIONS",
    "UNKNOWN",
    "WITHDRAWN",
    "Bucket",
    "Concluded",
    "Counts",
    "Outcome",
    "Pending",
    "Plan",
    "Reach",
    "ReviewStatus",
    "TriggerKind",
    "TriggerState",
    "Warned",
    "climbs",
    "due_on",
    "possible",
    "standing",
    "to_raise",
]
