"""What other modules may use of licences."""

from licet.licences.domain import CustomsKind, CustomsState, LicenceStatus, changes_from
from licet.licences.models import Condition, CustomsMessage, Licence, LicenceLine, StatusChange
from licet.licences.selectors import (
    AT_RISK,
    BINDS,
    Found,
    LicencePage,
    access_licence,
    bars_now,
    licence_list,
    licences_in_scope,
    visible_licences,
    what_if,
)
from licet.licences.services import (
    OUTCOMES,
    STATUS_ACTS,
    StatusChanges,
    change_statuses,
    expire_due,
    in_sets,
    propose_status_change,
    send_customs,
    sign_act,
    take_reply,
)
from licet.licences.tasks import licences_due, tell_customs

__all__ = [
    "AT_RISK",
    "BINDS",
    "OUTCOMES",
    "STATUS_ACTS",
    "Condition",
    "CustomsKind",
    "CustomsMessage",
    "CustomsState",
    "Found",
    "Licence",
    "LicenceLine",
    "LicencePage",
    "LicenceStatus",
    "StatusChange",
    "StatusChanges",
    "access_licence",
    "bars_now",
    "change_statuses",
    "changes_from",
    "expire_due",
    "in_sets",
    "licence_list",
    "licences_due",
    "licences_in_scope",
    "propose_status_change",
    "send_customs",
    "sign_act",
    "take_reply",
    "tell_customs",
    "visible_licences",
    "what_if",
]
