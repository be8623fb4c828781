"""Commands of licences."""

from licet.licences.services.changing import OUTCOMES, STATUS_ACTS, StatusChanges, change_statuses, complete_status_act, countries_of
from licet.licences.services.customs import read_reply_file, send_customs, take_replies, take_reply
from licet.licences.services.ending_soon import announce_expiry
from licet.licences.services.expire import expire_due
from licet.licences.services.grant import grant
from licet.licences.services.listing import list_licences_again, list_missing_licences
from licet.licences.services.status import propose_status_change, status_signed_part

__all__ = [
    "OUTCOMES",
    "STATUS_ACTS",
    "StatusChanges",
    "announce_expiry",
    "change_statuses",
    "complete_status_act",
    "countries_of",
    "expire_due",
    "grant",
    "list_licences_again",
    "list_missing_licences",
    "propose_status_change",
    "read_reply_file",
    "send_customs",
    "status_signed_part",
    "take_replies",
    "take_reply",
]
