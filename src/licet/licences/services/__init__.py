"""Commands of licences."""

from licet.licences.services.changing import OUTCOMES, STATUS_ACTS, StatusChanges, change_statuses, countries_of
from licet.licences.services.customs import read_reply_file, send_customs, take_replies, take_reply
from licet.licences.services.ending_soon import announce_expiry
from licet.licences.services.expire import expire_due
from licet.licences.services.listing import list_licences_again, list_missing_licences
from licet.licences.services.sign import sign_act
from licet.licences.services.status import propose_status_change

__all__ = [
    "OUTCOMES",
    "STATUS_ACTS",
    "StatusChanges",
    "announce_expiry",
    "change_statuses",
    "countries_of",
    "expire_due",
    "list_licences_again",
    "list_missing_licences",
    "propose_status_change",
    "read_reply_file",
    "send_customs",
    "sign_act",
    "take_replies",
    "take_reply",
]
