"""What leads to licences: the cases they were granted on, and the decisions on them."""

from collections.abc import Iterable

from django.db.models import F

from licet.decisions.public import Decision
from licet.licences.models import Licence
from licet.licences.selectors.sets import in_sets


def leading_to(licences: Iterable[str]) -> dict[str, str]:
    """The case of each of these licences, the decision that granted it and those that changed it: to the licence, by reference.

    One query, however many licences an act names.
    """
    found: dict[str, str] = {}
    for some in in_sets(sorted(set(licences))):
        granted = Licence.objects.filter(reference__in=some).order_by()
        changed = Decision.objects.filter(licence__in=some).order_by()
        cases = granted.values_list(F("case__reference"), F("reference"))
        decided = granted.values_list(F("decision__reference"), F("reference"))
        found.update(cases.union(decided, changed.values_list(F("reference"), F("licence")), all=True))
    return found
