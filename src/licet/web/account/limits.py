"""How often a sign-in may fail, and what counts as trying few passwords on many accounts. Pure rules (decision 0206).

An account is never locked as such: what is counted is an account together with a network or a known browser, and a network by
itself. So nobody can lock somebody else out, however often they fail.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

WINDOW: Final = timedelta(minutes=15)
MOST_FAILURES: Final = 5  # of one account from one network, or from one browser that it is known in
MOST_WHILE_SPRAYED: Final = 2  # the same, from a browser that is not known, while many accounts are being tried
MOST_ACCOUNTS_OF_NETWORK: Final = 20  # accounts that fail from one network: more are no slips of colleagues behind one address
MOST_ACCOUNTS: Final = 100  # accounts that fail from anywhere


@dataclass(frozen=True, slots=True)
class Attempts:
    """What was counted within the window, the attempt that is judged included."""

    of_pair: int
    accounts_of_network: int
    accounts: int
    known_device: bool


class Verdict(StrEnum):
    """Whether a password may be tried."""

    TRY = "try"
    WAIT = "too many failures of this account from this network or browser"
    SPRAYED = "too many accounts tried from this network"


def judge(attempts: Attempts) -> Verdict:
    """A known browser answers for itself alone; any other also for its network, and for the weather outside."""
    if attempts.known_device:
        return Verdict.WAIT if attempts.of_pair > MOST_FAILURES else Verdict.TRY
    if attempts.accounts_of_network > MOST_ACCOUNTS_OF_NETWORK:
        return Verdict.SPRAYED
    most = MOST_WHILE_SPRAYED if attempts.accounts > MOST_ACCOUNTS else MOST_FAILURES
    return Verdict.WAIT if attempts.of_pair > most else Verdict.TRY
