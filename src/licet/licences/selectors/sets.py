"""Many licences at once, as many as a statement of either engine takes."""

from collections.abc import Iterable, Iterator
from itertools import batched

from licet.licences.models import LicenceLine

_AT_ONCE = 10_000


def in_sets(ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
    return batched(ids, _AT_ONCE)


def lines_of(licences: Iterable[str]) -> dict[str, list[LicenceLine]]:
    """The lines of these licences in order, by id of the licence."""
    found: dict[str, list[LicenceLine]] = {licence: [] for licence in licences}
    for some in in_sets(found):
        for line in LicenceLine.objects.filter(licence__in=some).order_by("licence", "number"):
            found[line.licence_id].append(line)
    return found
