"""Commands of casework. All lead but those of ``moving``, which the floors above call inside their own act."""

from licet.casework.services.advising import give_advice
from licet.casework.services.ending import close, withdraw
from licet.casework.services.enquiring import GivenFile, answer_enquiry, ask_exporter, extend_enquiry
from licet.casework.services.handling import assign, hand_over, recuse, take
from licet.casework.services.listing import list_cases_again, list_missing_cases
from licet.casework.services.moving import lock_case, move, store_gate_summaries
from licet.casework.services.publishing import publish_processing_times
from licet.casework.services.rating import rate_line
from licet.casework.services.referring import refer_to_minister, settle_referral
from licet.casework.services.silence import close_unanswered, remind_unanswered
from licet.casework.services.submitting import submit

__all__ = [
    "GivenFile",
    "answer_enquiry",
    "ask_exporter",
    "assign",
    "close",
    "close_unanswered",
    "extend_enquiry",
    "give_advice",
    "hand_over",
    "list_cases_again",
    "list_missing_cases",
    "lock_case",
    "move",
    "publish_processing_times",
    "rate_line",
    "recuse",
    "refer_to_minister",
    "remind_unanswered",
    "settle_referral",
    "store_gate_summaries",
    "submit",
    "take",
    "withdraw",
]
