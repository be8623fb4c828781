"""What a licence is, what may happen to it, and how customs is told; pure."""

from licet.licences.domain.customs import CustomsKind, CustomsState, Outgoing, Reply, read_reply, render_file
from licet.licences.domain.licence import TRANSITIONS, LicenceStatus, Validity, changes_from, validity
from licet.licences.domain.standing import Standing

__all__ = [
    "TRANSITIONS",
    "CustomsKind",
    "CustomsState",
    "LicenceStatus",
    "Outgoing",
    "Reply",
    "Standing",
    "Validity",
    "changes_from",
    "read_reply",
    "render_file",
    "validity",
]
