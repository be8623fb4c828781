"""What a conclusion may cite: findings of its own version, and nothing else."""

import re
from collections.abc import Collection
from typing import Final

from licet.kernel.errors import Invalid, Refused

OWN_FINDINGS: Final = "own-findings-only"
"""The rule's name, as a refusal gives it."""

_QUALIFIED = re.compile(r"(?:(?P<assessment>[A-Z]{2}-ASM \d{4}/\d{6,}) )?v(?P<number>\d{1,6}) (?P<key>.+)", re.DOTALL)


def own_key(cite: str, *, assessment: str, number: int, keys: Collection[str], place: str) -> str:
    """The key that ``cite`` names in version ``number`` of ``assessment``: written bare, as “v3 commitment”, or in full as
    “XA-ASM 2031/000001 v3 commitment”.

    Raises Refused under the rule ``own-findings-only`` for another version's or assessment's finding, Invalid for none.
    """
    found = _QUALIFIED.fullmatch(cite.strip())
    key = found["key"] if found else cite.strip()
    if found and (int(found["number"]) != number or found["assessment"] not in (None, assessment)):
        raise refused(f"version {int(found['number'])} of {found['assessment'] or assessment}", key, number, place)
    if key not in keys:
        raise Invalid(f"“{key[:80]}” is no finding of version {number}: state it there first, or take it out here.", place=place)
    return key


def refused(whose: str, key: str, number: int, place: str) -> Refused:
    return Refused(
        f"“{key[:80]}” is a finding of {whose}: a conclusion of version {number} cites findings of its own version only "
        f"(rule {OWN_FINDINGS}). State it in this version first.",
        bars=(OWN_FINDINGS,),
        place=place,
    )
