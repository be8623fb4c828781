"""Human references from a yearly counter without gaps."""

from django.db import transaction

from licet.kernel.ids import Reference
from licet.platform.locking import locked
from licet.platform.models import Counter


@transaction.atomic
def next_references(*, authority: str, kind: str, year: int, count: int = 1) -> list[Reference]:
    """The next ``count`` references, in order.

    They are counted in the caller's transaction: others wait for it, and if it is undone so is the counting. Take
    them late and in one call, because every act of the same kind and year waits.
    """
    if count < 0:
        raise ValueError("a counter does not run backwards")
    first = _last(authority, kind, year) + 1
    Counter.objects.filter(authority=authority, kind=kind, year=year).update(last=first + count - 1)
    return [Reference(authority, kind, year, number) for number in range(first, first + count)]


def _last(authority: str, kind: str, year: int) -> int:
    """The last number given, its row locked; makes the row in the first act of a year."""
    rows = locked(Counter.objects.filter(authority=authority, kind=kind, year=year)).values_list("last", flat=True)
    found = rows.first()
    if found is None:
        # Two first acts of a year meet here: one row is made, and both then wait for its lock in turn.
        Counter.objects.bulk_create([Counter(authority=authority, kind=kind, year=year, last=0)], ignore_conflicts=True)
        found = rows.get()
    return found
