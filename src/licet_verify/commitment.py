"""Salted commitments: a sealed field stands in the log as a digest that can be opened later, or never."""

import hashlib

from licet_verify import canonical
from licet_verify.errors import FoundWanting

LABEL = b"licet/commitment/v1\x00"
SALT_BYTES = 32


def commit(salt: bytes, value: canonical.Json) -> str:
    """The commitment to `value` under a 32-byte salt, as 64 lower-case hexadecimal digits.

    Without the salt nobody can test a guess ("is it this country?"); once the salt is destroyed nobody can ever.
    """
    if len(salt) != SALT_BYTES:
        raise FoundWanting(f"a salt has {SALT_BYTES} bytes, this one has {len(salt)}")
    return hashlib.sha256(LABEL + salt + canonical.dumps(value)).hexdigest()


def verify_field(*, leaf: bytes, field: str, salt: bytes, value: canonical.Json) -> None:
    """Check that the leaf seals `field` with exactly this value; raises FoundWanting when it does not."""
    entry = canonical.loads(leaf)
    sealed = entry.get("sealed") if isinstance(entry, dict) else None
    if not isinstance(sealed, dict) or field not in sealed:
        raise FoundWanting(f"this entry seals no field named {field!r}")
    if sealed[field] != commit(salt, value):
        raise FoundWanting(f"the value and salt given for {field!r} are not what this entry committed to")
