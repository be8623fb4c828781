"""What is said of a scope before it is concluded on: that it takes everything, or nothing that the assessment is about."""

from collections.abc import Callable
from enum import StrEnum

from licet.kernel.scope import Scope


class Warned(StrEnum):
    """What a concluder must have been told. The sentence for each is :data:`SENTENCES`."""

    EVERYTHING = "scope-takes-everything"
    NOTHING = "scope-takes-nothing"
    EVIDENCE_MOVED = "evidence-changed"


SENTENCES = {
    Warned.EVERYTHING: "This scope takes every licence line there is, to every destination.",
    Warned.NOTHING: "This scope takes no line to the destination that is assessed, or no rating of the control list.",
    Warned.EVIDENCE_MOVED: "An incident that is quoted has a newer version: look at it, or say that the older one is meant.",
}


def scope_warnings(scope: Scope, destination: str, listed: Callable[[str], bool]) -> tuple[Warned, ...]:
    """``listed`` says whether a rating is in the control list. What lines exist now is for the floors above to count."""
    if not scope.clauses():
        return (Warned.EVERYTHING,)
    elsewhere = bool(scope.destination) and destination not in {code.rpartition(":")[2] for code in scope.destination}
    unlisted = bool(scope.rating) and not any(listed(code) for code in scope.rating)
    return (Warned.NOTHING,) if (elsewhere and destination not in scope.onward) or unlisted else ()
