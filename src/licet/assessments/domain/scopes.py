"""What is said of a scope before it is concluded on: that it takes everything, or nothing that the assessment is about."""

from collections.abc import Callable

from licet.assessments.domain.warned import Warned
from licet.kernel.scope import Scope


def scope_warnings(scope: Scope, destination: str, listed: Callable[[str], bool]) -> tuple[Warned, ...]:
    """``listed`` says whether a rating is in the control list. What lines exist now is for the floors above to count."""
    if not scope.clauses():
        return (Warned.EVERYTHING,)
    elsewhere = bool(scope.destination) and destination not in {code.rpartition(":")[2] for code in scope.destination}
    unlisted = bool(scope.rating) and not any(listed(code) for code in scope.rating)
    return (Warned.NOTHING,) if (elsewhere and destination not in scope.onward) or unlisted else ()
