"""Secrets that people and programs are given: only their digests are stored. Pure."""

import hashlib
import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from licet.kernel.errors import Invalid
from licet.kernel.ids import parse_id
from licet.kernel.instants import Instant

FEWEST_OF_ITS_OWN: Final = 6
"""How many letters and figures a password must have besides the names of its person."""
SHORTEST_PART: Final = 3
_NO_WORD: Final = re.compile(r"[\W_]+")
LINK_HOURS: Final = 72
"""How long a link to set a password can be used."""


def token_digest(secret: str) -> str:
    """What is kept of an access token: 256 random bits need no slow hash."""
    return hashlib.sha256(b"licet/token/v1\x00" + secret.encode()).hexdigest()


def read_link_code(typed: str) -> str:
    """The code of a password link, from the code or the whole link as a person may have pasted it; "" if it is neither."""
    try:
        return parse_id(typed.strip().rpartition("#")[2])
    except Invalid:
        return ""


def link_digest(code: str) -> str:
    """What is kept of the code of a password link: 128 random bits need no slow hash."""
    return hashlib.sha256(b"licet/password-link/v1\x00" + code.encode()).hexdigest()


def link_expiry(made_at: Instant) -> Instant:
    return made_at + timedelta(hours=LINK_HOURS)


def check_own_password(password: str, names: Iterable[str]) -> None:
    """Refuse a password made of the person's own names, however often they are repeated, with a little added.

    ``names`` are user name, full name and mail address; their parts of three letters or more are looked for, in any case.
    """
    parts = {part for name in names for part in (name, *_NO_WORD.split(name)) if len(part) >= SHORTEST_PART}
    left = password.casefold()
    for part in sorted((part.casefold() for part in parts), key=len, reverse=True):
        left = left.replace(part, " ")
    if sum(character.isalnum() for character in left) < FEWEST_OF_ITS_OWN:
        raise Invalid("The password is little more than your own name. Choose words that have nothing to do with you.", place="password")


def session_handle(session_key: str) -> str:
    """A name for a session that can be shown on a page: the key itself would let whoever reads it in."""
    return hashlib.sha256(b"licet/session/v1\x00" + session_key.encode()).hexdigest()[:32]
