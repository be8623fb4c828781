"""Scopes as the authority's lists allow them: with destinations and codes that they hold, and in any usual spelling."""

from licet.kernel.errors import Invalid
from licet.kernel.known_words import unknown_word
from licet.kernel.rating import RatingCode
from licet.kernel.scope import Scope
from licet.policy.domain import ControlList, Gazetteer


def read_scope(typed: str, destinations: Gazetteer, codes: ControlList) -> Scope:
    """A scope in its text form, with destinations by code or by name. Raises :class:`Invalid` with the nearest words."""
    scope = Scope.parse(typed, destinations.read)
    check_scope(scope, destinations, codes)
    return scope


def check_scope(scope: Scope, destinations: Gazetteer, codes: ControlList) -> None:
    """Refuse a scope that names a destination or a code which the lists do not hold. Raises :class:`Invalid`."""
    for named in (*scope.destination, *scope.onward):
        destinations.read(named.rpartition(":")[2])
    listed = [entry.code for entry in codes.entries]
    for code in map(RatingCode.parse, scope.rating):
        if not any(code.holds(each) for each in listed):  # such as ML, which is above all that is listed
            read_listed_code(str(code), codes)


def read_listed_code(typed: str, codes: ControlList) -> RatingCode:
    """A code of the control list, or one below it. Raises :class:`Invalid` with the nearest codes."""
    code: RatingCode | None
    try:
        code = RatingCode.parse(typed)
    except Invalid:
        code = None
    if code is None or not codes.knows(code):
        listed = list(dict.fromkeys(str(entry.code) for entry in codes.entries))
        raise unknown_word(typed, listed, what="a code of the control list", place="rating")
    return code
