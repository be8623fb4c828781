"""A draft conclusion tried on every live licence: counts and values, streamed, in memory that does not grow with them."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from licet.decisions import public as decisions
from licet.decisions.public import Concluding, Under, WhatIf
from licet.licences.domain import LicenceStatus
from licet.licences.models import LicenceLine
from licet.platform.scope_query import LineFactsRow

_FACTS = tuple(field.name for field in LineFactsRow._meta.local_fields)
_AT_ONCE, _REMEMBERED = 5_000, 20_000
LIVE = (LicenceStatus.IN_FORCE.value, LicenceStatus.SUSPENDED.value)


def what_if(*, draft: Sequence[Concluding], today: date, replaces: str = "") -> WhatIf:
    """Of each line of each licence in force or suspended. ``replaces`` is the reference of the assessment drafted, if any.

    Two queries; lines of the same facts are judged once. For cases there is ``decisions.public.what_if``.
    """
    tally = decisions.counting(draft, today=today, replaces=replaces)

    @lru_cache(maxsize=_REMEMBERED)
    def standing(facts: tuple[Any, ...]) -> tuple[Under, Under]:
        return tally.standing(LicenceLine(**dict(zip(_FACTS, facts, strict=True))).to_facts("line"))

    rows = LicenceLine.objects.filter(licence__status__in=LIVE).order_by("licence_id", "number")
    for whole, value, *facts in rows.values_list("licence_id", "value_minor", *_FACTS).iterator(chunk_size=_AT_ONCE):
        tally.count(whole, standing(tuple(facts)), value)
    return tally.result()
