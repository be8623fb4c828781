"""The random bytes of a code, made from one sending of a form: the same sending makes the same code, and nothing has to be kept for it.

A browser that loads the page again sends the same form again, token and words. Whoever has the token alone, or the words alone,
makes another code; so a form that was changed is a concern of its own, and no word of it is lost.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Final

from licet.concerns.domain import LOOKUP_BYTES, SECRET_BYTES
from licet.kernel.event import Json

_LABEL: Final = b"licet/concerns/sending/v1\x00"


def code_bytes(token: str, content: Mapping[str, Json], attempt: int) -> bytes:
    """``token``: 128 random bits of the form. ``attempt``: higher where the first letters of a code found another concern."""
    written = json.dumps([token, attempt, content], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(_LABEL + written.encode()).digest()[: LOOKUP_BYTES + SECRET_BYTES]
