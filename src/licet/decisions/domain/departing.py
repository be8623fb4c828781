"""Which conclusions lie before the minister when a departure is proposed (decisions 0151 and 0262)."""

from collections.abc import Iterable, Sequence

from licet.assessments.domain import ConclusionFacts, ConclusionFinding
from licet.kernel.rating import RatingCode
from licet.kernel.scope import Scope


def departed_from(scope: Scope, conclusions: Sequence[ConclusionFacts]) -> tuple[ConclusionFacts, ...]:
    """What a departure of this scope is made from: every clear risk, and every scope that is not determined, of its destinations
    and able to meet it on a line.

    A conclusion on a destination that the departure does not name is never among them: the line stays barred by it.
    """
    barring = (item for item in conclusions if item.stands_as is not ConclusionFinding.NO_CLEAR_RISK)
    found = (item for item in barring if _same_place(scope, item) and may_meet(scope, item.scope))
    return tuple(sorted(found, key=lambda item: item.about))


def _same_place(scope: Scope, item: ConclusionFacts) -> bool:
    named = _countries(item.scope.destination) or {item.destination}
    return not scope.destination or not named.isdisjoint(_countries(scope.destination))


def _countries(values: Iterable[str]) -> set[str]:
    return {value.rpartition(":")[2] for value in values}


def may_meet(one: Scope, other: Scope) -> bool:
    """Whether a line can be under both: no fact of which a line has a single one is asked for in two ways.

    >>> may_meet(Scope(rating=("ML1",)), Scope(rating=("ML1.b",)))
    True
    >>> may_meet(Scope(rating=("ML1",)), Scope(rating=("ML10",)))
    False
    """
    if one.include_unknown and other.include_unknown:
        return True
    if one.rating and other.rating and not any(_holds(a, b) or _holds(b, a) for a in one.rating for b in other.rating):
        return False
    for a, b in ((one.end_user, other.end_user), (one.licence_type, other.licence_type)):
        if a and b and set(a).isdisjoint(b):
            return False
    flags = ((one.incorporation, other.incorporation), (one.pool, other.pool))
    return all(a is None or b is None or a == b for a, b in flags)


def _holds(wide: str, narrow: str) -> bool:
    return RatingCode.parse(wide).holds(RatingCode.parse(narrow))
