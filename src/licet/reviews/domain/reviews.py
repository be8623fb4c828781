"""A review: where it stands, and what may be decided of each licence in it."""

from collections.abc import Mapping
from enum import StrEnum

from licet.decisions.domain import ActKind, ActStatus
from licet.kernel.permission import Permission
from licet.kernel.transitions import Transition, Transitions
from licet.licences.domain import LicenceStatus, Standing, changes_from


class ReviewStatus(StrEnum):
    OPEN = "open"
    FROZEN = "frozen"
    FOR_SIGNATURE = "for signature"
    APPLIED = "applied"
    CONCLUDED = "concluded"


_AT_WORK = frozenset({ReviewStatus.OPEN, ReviewStatus.FROZEN, ReviewStatus.APPLIED})

REVIEW_TRANSITIONS = Transitions(
    "review",
    (
        Transition("change the scope", _AT_WORK, ReviewStatus.OPEN, Permission.REVIEW_WORK),
        Transition("freeze", _AT_WORK, ReviewStatus.FROZEN, Permission.REVIEW_WORK),
        Transition("decide outcomes", frozenset({ReviewStatus.FROZEN}), ReviewStatus.FROZEN, Permission.REVIEW_WORK),
        Transition("propose", frozenset({ReviewStatus.FROZEN}), ReviewStatus.FOR_SIGNATURE, Permission.ACT_PROPOSE),
        Transition("come back", frozenset({ReviewStatus.FOR_SIGNATURE}), ReviewStatus.FROZEN, None),
        Transition("apply", frozenset({ReviewStatus.FOR_SIGNATURE}), ReviewStatus.APPLIED, None),
        Transition("conclude", _AT_WORK, ReviewStatus.CONCLUDED, Permission.REVIEW_OPEN),
    ),
)
"""An applied review may be frozen again: what was suspended as a precaution is looked at one by one. A
review comes back from signature when its act is returned or void."""


def standing(status: ReviewStatus, act: ActStatus | None) -> ReviewStatus:
    """Where a review stands, told from its row and from what became of its act.

    >>> standing(ReviewStatus.FOR_SIGNATURE, ActStatus.RETURNED).value
    'frozen'
    """
    came_back = act in (ActStatus.RETURNED, ActStatus.VOID)
    return ReviewStatus.FROZEN if status is ReviewStatus.FOR_SIGNATURE and came_back else status


def kept_as(status: ReviewStatus) -> frozenset[ReviewStatus]:
    """What the row of a review that stands so may say: one whose act came back still says *for signature*."""
    return frozenset({status, ReviewStatus.FOR_SIGNATURE}) if status is ReviewStatus.FROZEN else frozenset({status})


class Outcome(StrEnum):
    """Of one licence. Amending comes with amended licences.

    *In doubt* maintains one of which nobody can say whether a clear risk takes it; it counts apart (decision 0181).
    """

    MAINTAIN = "maintain"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    REVOKE = "revoke"
    DEPARTURE = "departure"
    IN_DOUBT = "in doubt"


STATUS_ACT: Mapping[Outcome, ActKind] = {
    Outcome.SUSPEND: ActKind.SUSPEND,
    Outcome.REINSTATE: ActKind.REINSTATE,
    Outcome.REVOKE: ActKind.REVOKE,
}
"""Outcomes that change a licence's status; each is a decision of its own. The others leave it as it is (decision 0155)."""

LEAVES_IN_USE = frozenset({Outcome.MAINTAIN, Outcome.REINSTATE, Outcome.DEPARTURE, Outcome.IN_DOUBT})
"""Outcomes after which goods may leave under a licence that is, or comes, in force: a clear risk bars them (decision 0156)."""

NAMES_DEPARTURE = frozenset({Outcome.DEPARTURE, Outcome.REINSTATE, Outcome.IN_DOUBT})


def possible(outcome: Outcome, status: LicenceStatus) -> bool:
    """Whether a licence of this status may get this outcome.

    >>> possible(Outcome.SUSPEND, LicenceStatus.SUSPENDED)
    False
    """
    if outcome in (Outcome.DEPARTURE, Outcome.IN_DOUBT):
        return status is LicenceStatus.IN_FORCE  # goods leave under no other
    live = changes_from(status)
    return outcome.value in live if outcome in STATUS_ACT else bool(live)


def objection(outcome: Outcome, standing: Standing) -> str:
    """Why a licence in force may not get this outcome, or a suspended one be reinstated; empty where it may.

    The worst comes first: a clear risk, then that one cannot be ruled out, then a departure named for nothing.
    """
    if outcome is Outcome.REINSTATE:
        return standing.against_reinstating()
    advise = "choose “departure” and name {opens}" if outcome is Outcome.MAINTAIN else "name {opens}"
    if risk := standing.risk(advise=advise):
        return risk if standing.opened_by else f"{risk}: suspend or revoke it"
    if (doubt := standing.doubt()) and outcome is not Outcome.IN_DOUBT:
        return f"{doubt}: find the fact, suspend or revoke it, or choose “in doubt” and say why it may go on"
    if outcome is Outcome.IN_DOUBT and not doubt:
        return "no clear risk is in doubt for it: choose another outcome"
    idle = standing.idle()
    return idle and f"{idle}: " + ("choose “maintain”" if outcome is Outcome.DEPARTURE else "leave it out")
