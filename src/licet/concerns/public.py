"""What the wiring, the pages, the command line and the demonstration may use of concerns.

Topics are text: ``destination:QM``, ``case:XA-IND 2031/000412``, ``assessment:XA-ASM 2031/000001``, ``review:…``, ``licence:…``. People are
``user:…``. A code may be given as typed or as a :class:`Receipt`. ``today`` is the day in the authority's zone; what comes
after the day's batch is kept under the next day.
"""

from licet.concerns.domain import (
    MEANING,
    MOST_POINTS,
    QUIET_DAYS,
    SUBJECTS,
    Answer,
    AnswerKind,
    Climb,
    Closing,
    FollowUpFigures,
    Naming,
    Receipt,
    Standing,
    Status,
    StepKind,
    TopicKind,
    Treated,
    Verdict,
    parse_receipt,
    topic_of,
)
from licet.concerns.domain.attachments import MOST_BYTES, MOST_FILES
from licet.concerns.sealing.boxes import CannotOpen
from licet.concerns.sealing.keys import key_fault, key_held
from licet.concerns.selectors.acted import Acted
from licet.concerns.selectors.apart import Broken, cannot_be_opened, key_fits
from licet.concerns.selectors.figures import OverdueAt, Performance, figures, overdue_now
from licet.concerns.selectors.follow_up_figures import follow_up_figures
from licet.concerns.selectors.handling import access_concern
from licet.concerns.selectors.lists import HandlerList, Notice, Waiting, for_handling, handler_list, open_about, require_handler
from licet.concerns.selectors.people import InvolvedPeople, destinations, levels_of, officials, posts
from licet.concerns.selectors.seen import (
    AnswerSeen,
    ConcernSeen,
    ExtensionSeen,
    FollowUpAsked,
    FollowUpSeen,
    NameStep,
    PointSeen,
    Proof,
    RungSeen,
    WordsSeen,
)
from licet.concerns.services.attaching import Attached, AttachmentSeen, attachments_missing
from licet.concerns.services.carrying import Carried, daily_batch
from licet.concerns.services.climbing import escalate_due
from licet.concerns.services.cosigning import ToCoSign, co_sign, read_to_co_sign
from licet.concerns.services.filing import Filed, file_concern, level_keys
from licet.concerns.services.following_up import answer_follow_up, read_follow_up
from licet.concerns.services.handling import acknowledge, answer, attachment_for_handler, extend, say_done, write_to_raiser
from licet.concerns.services.opening_names import agree_to_open_name, ask_for_name
from licet.concerns.services.raising import (
    add_words,
    attachment_of_raiser,
    come_back,
    escalate_as_of_right,
    give_verdicts,
    withdraw,
)
from licet.policy import public as policy
from licet.policy.public import ConcernLevel

__all__ = [
    "MEANING",
    "MOST_BYTES",
    "MOST_FILES",
    "MOST_POINTS",
    "QUIET_DAYS",
    "SUBJECTS",
    "Acted",
    "Answer",
    "AnswerKind",
    "AnswerSeen",
    "Attached",
    "AttachmentSeen",
    "Broken",
    "CannotOpen",
    "Carried",
    "Climb",
    "Closing",
    "ConcernLevel",
    "ConcernSeen",
    "ExtensionSeen",
    "Filed",
    "FollowUpAsked",
    "FollowUpFigures",
    "FollowUpSeen",
    "HandlerList",
    "InvolvedPeople",
    "NameStep",
    "Naming",
    "Notice",
    "OverdueAt",
    "Performance",
    "PointSeen",
    "Proof",
    "Receipt",
    "RungSeen",
    "Standing",
    "Status",
    "StepKind",
    "ToCoSign",
    "TopicKind",
    "Treated",
    "Verdict",
    "Waiting",
    "WordsSeen",
    "access_concern",
    "acknowledge",
    "add_words",
    "agree_to_open_name",
    "answer",
    "answer_follow_up",
    "ask_for_name",
    "attachment_for_handler",
    "attachment_of_raiser",
    "attachments_missing",
    "cannot_be_opened",
    "co_sign",
    "come_back",
    "daily_batch",
    "destinations",
    "escalate_as_of_right",
    "escalate_due",
    "extend",
    "figures",
    "file_concern",
    "follow_up_figures",
    "for_handling",
    "give_verdicts",
    "handler_list",
    "key_fault",
    "key_fits",
    "key_held",
    "level_keys",
    "levels",
    "levels_of",
    "officials",
    "open_about",
    "overdue_now",
    "parse_receipt",
    "posts",
    "read_follow_up",
    "read_to_co_sign",
    "require_handler",
    "say_done",
    "topic_of",
    "withdraw",
    "write_to_raiser",
]


def levels() -> tuple[ConcernLevel, ...]:
    """The ladder in force, lowest level first, with its clocks in working days."""
    return policy.pack().concerns.levels
