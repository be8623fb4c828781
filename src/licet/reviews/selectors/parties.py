"""Live licences on which somebody is a party."""

from django.db.models import Q

from licet.licences.public import Licence
from licet.reviews.selectors.reach import LIVE


def live_licences_on(version: str) -> tuple[str, ...]:
    """References of live licences granted on this application version."""
    rows = Licence.objects.filter(lines__line__version=version, status__in=LIVE)
    return tuple(rows.distinct().order_by("reference").values_list("reference", flat=True))


def live_licences_of_party(name: str, country: str, *, version: str) -> tuple[str, ...]:
    """References of live licences granted on this application version, or with a party of this name in this country."""
    same = Q(lines__line__version__parties__name__iexact=name, lines__line__version__parties__country=country)
    rows = Licence.objects.filter(Q(lines__line__version=version) | same, status__in=LIVE)
    return tuple(rows.distinct().order_by("reference").values_list("reference", flat=True))
