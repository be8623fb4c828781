"""What other modules may use of licences."""

from licet.licences.domain import CustomsKind, CustomsState, LicenceStatus, Standing, changes_from
from licet.licences.models import Condition, CustomsMessage, Licence, LicenceLine, StatusChange
from licet.licences.selectors.assessed import assessed_json
from licet.licences.selectors.leading import leading_to
from licet.licences.selectors.lists import (
    Found,
    LicenceFilters,
    LicencePage,
    access_licence,
    count_licences,
    destinations_in_use,
    licence_list,
    licences_in_scope,
    visible_licences,
)
from licet.licences.selectors.sets import in_sets, lines_of
from licet.licences.selectors.standing import StandsNow, stands_now
from licet.licences.selectors.summaries import (
    LicenceSummary,
    LicenceTotals,
    add_up_licences,
    counts_at,
    describe_licences,
    summarise_licences,
)
from licet.licences.selectors.what_if import what_if
from licet.licences.services.changing import OUTCOMES, STATUS_ACTS, StatusChanges, change_statuses, complete_status_act, countries_of
from licet.licences.services.customs import read_reply_file, send_customs, take_reply
from licet.licences.services.expire import expire_due
from licet.licences.services.grant import grant
from licet.licences.services.listing import list_licences_again, list_missing_licences
from licet.licences.services.status import propose_status_change, status_signed_part
from licet.licences.tasks import announce_expiry_due, licences_due, replies_due, tell_customs

__all__ = [
    "OUTCOMES",
    "STATUS_ACTS",
    "Condition",
    "CustomsKind",
    "CustomsMessage",
    "CustomsState",
    "Found",
    "Licence",
    "LicenceFilters",
    "LicenceLine",
    "LicencePage",
    "LicenceStatus",
    "LicenceSummary",
    "LicenceTotals",
    "Standing",
    "StandsNow",
    "StatusChange",
    "StatusChanges",
    "access_licence",
    "add_up_licences",
    "announce_expiry_due",
    "assessed_json",
    "change_statuses",
    "changes_from",
    "complete_status_act",
    "count_licences",
    "countries_of",
    "counts_at",
    "describe_licences",
    "destinations_in_use",
    "expire_due",
    "grant",
    "in_sets",
    "leading_to",
    "licence_list",
    "licences_due",
    "licences_in_scope",
    "lines_of",
    "list_licences_again",
    "list_missing_licences",
    "propose_status_change",
    "read_reply_file",
    "replies_due",
    "send_customs",
    "stands_now",
    "status_signed_part",
    "summarise_licences",
    "take_reply",
    "tell_customs",
    "visible_licences",
    "what_if",
]
