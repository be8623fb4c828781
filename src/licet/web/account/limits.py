"""How often a sign-in may fail, and what counts as trying few passwords on many accounts. Pure rules (decision 0206).

An account is never locked as such: what is counted is an account together with a network or a known browser, and a network by
itself. So nobody can lock somebody else out, however often they fail. While somebody guesses one account from many networks, each
of these has one try.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

WINDOW: Final = timedelta(minutes=15)
MOST_FAILURES: Final = 5  # of one account from one network, or from one browser that it is known in
MOST_FAILURES_OF_SITE: Final = 20  # of one account from all the networks of one site
MOST_WHILE_SPRAYED: Final = 2  # of one account from one network, while many accounts are being tried
MOST_WHILE_GUESSED: Final = 1  # the same, while this account is being tried from many sites
MOST_ACCOUNTS_OF_SITE: Final = 20  # accounts that fail from one site: more are no slips of colleagues behind one address
MOST_ACCOUNTS: Final = 100  # accounts that fail from anywhere
MOST_SITES_OF_ACCOUNT: Final = 10  # sites from which one account fails: nobody is in more places at once


@dataclass(frozen=True, slots=True)
class Attempts:
    """What was counted within the window, the attempt that is judged included.

    A network is an IPv4 address or the /64 of an IPv6 one; a site is an IPv4 address or a /48, which one customer may have whole.
    """

    of_pair: int
    of_account_from_site: int
    accounts_of_site: int
    sites_of_account: int
    accounts: int
    known_device: bool

    @property
    def is_guessing(self) -> bool:
        """Whether somebody tries passwords on this account from many sites."""
        return self.sites_of_account > MOST_SITES_OF_ACCOUNT

    @property
    def is_spraying(self) -> bool:
        """Whether somebody tries passwords on many accounts, from here or from everywhere."""
        from_here = not self.known_device and self.accounts_of_site > MOST_ACCOUNTS_OF_SITE
        return from_here or self.accounts > MOST_ACCOUNTS


class Verdict(StrEnum):
    """Whether a password may be tried."""

    TRY = "try"
    WAIT = "too many failures of this account from this network or browser"
    SPRAYED = "too many accounts tried from this network"


def judge(attempts: Attempts) -> Verdict:
    """A known browser answers for itself alone; any other also for its site, and for what others are trying meanwhile."""
    if attempts.known_device:
        return Verdict.WAIT if attempts.of_pair > MOST_FAILURES else Verdict.TRY
    if attempts.accounts_of_site > MOST_ACCOUNTS_OF_SITE:
        return Verdict.SPRAYED
    too_many = attempts.of_pair > _most_failures(attempts) or attempts.of_account_from_site > MOST_FAILURES_OF_SITE
    return Verdict.WAIT if too_many else Verdict.TRY


def _most_failures(attempts: Attempts) -> int:
    """How often this account may fail from a network of which nothing is known."""
    if attempts.is_guessing:
        return MOST_WHILE_GUESSED
    return MOST_WHILE_SPRAYED if attempts.accounts > MOST_ACCOUNTS else MOST_FAILURES
