"""What is in order and asks nobody for anything carries no alarm: neither a warning's sign nor its colour."""

import pytest

from licet.casework.public import CaseStatus
from licet.decisions.public import ActStatus
from licet.licences.public import CustomsState, LicenceStatus
from licet.web.desk.presenting import licences as desk_licences
from licet.web.desk.presenting import words as desk
from licet.web.desk.presenting.reviews import STATUS_KIND as DESK_REVIEWS
from licet.web.portal.presenting import words as portal
from licet.web.register.presenting import LATER
from licet.web.register.views.reviews import STATUS_KIND as REVIEWS

pytestmark = pytest.mark.one_engine


def test_ordinary_states_carry_no_alarm() -> None:
    ordinary = {
        "applications": {portal.STATUS_KINDS[status] for status in CaseStatus}
        - {portal.STATUS_KINDS[status] for status in (CaseStatus.AWAITING_EXPORTER, CaseStatus.UNANSWERED)},
        "licences": {
            words.licence_status(status)[1] for words in (desk, portal) for status in (LicenceStatus.IN_FORCE, LicenceStatus.EXPIRED)
        },
        "acts": {desk.act_status(status)[1] for status in (ActStatus.PROPOSED, ActStatus.DONE)},
        "customs": {desk_licences.CUSTOMS[state] for state in CustomsState if state is not CustomsState.REJECTED},
        "reviews": {REVIEWS[status] for status in ("open", "scope frozen", "concluded")} | set(DESK_REVIEWS.values()),
        "later": {LATER["in force"], LATER["expired"]},
    }
    assert set().union(*ordinary.values()) == {"plain", "open"}, ordinary
