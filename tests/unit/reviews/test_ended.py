"""What has ended stays ended: a subject that is no pending case and no live licence is not watched again (decision 0225).

If a transition is added that brings one back, its service must note the subject's comparison as watched again.
"""

from licet.casework.domain import TRANSITIONS as CASE_TRANSITIONS
from licet.casework.domain import WORKED_ON, CaseStatus
from licet.kernel.transitions import Transitions
from licet.licences.domain import TRANSITIONS as LICENCE_TRANSITIONS
from licet.licences.domain import LicenceStatus
from licet.reviews.selectors.reach import LIVE


def leads_back(transitions: Transitions, ended: set[str], going_on: set[str]) -> list[str]:
    return [item.name for item in transitions if item.sources & ended and item.target in going_on]


def test_no_ended_case_is_worked_on_again() -> None:
    ended = set(CaseStatus) - WORKED_ON - {CaseStatus.DRAFT}
    assert ended
    assert leads_back(CASE_TRANSITIONS, ended, set(WORKED_ON)) == []


def test_no_ended_licence_is_live_again() -> None:
    ended = set(LicenceStatus) - set(LIVE)
    assert ended
    assert leads_back(LICENCE_TRANSITIONS, ended, set(LIVE)) == []
