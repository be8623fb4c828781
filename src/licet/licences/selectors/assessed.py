"""The central assessments over the lines of licences that an act changes, for what its signers sign."""

from collections.abc import Collection, Iterator
from datetime import date

from licet.assessments import public as assessments
from licet.assessments.public import ConclusionFacts
from licet.decisions import public as decisions
from licet.decisions.public import Texts
from licet.kernel.event import Json
from licet.licences.models import LicenceLine
from licet.licences.selectors.sets import in_sets
from licet.platform.scope_query import matching


def assessed_json(licences: Collection[str], *, today: date, texts: Texts) -> Json:
    """Once for all licences of an act: each version with cut-off, coverage and text digest; or *no central assessment*."""
    used = sorted(_over(licences, today), key=lambda item: item.about)
    return decisions.assessed(used, texts) or decisions.NO_ASSESSMENT


def _over(licences: Collection[str], today: date) -> Iterator[ConclusionFacts]:
    """The conclusions in force that take a line of these licences, or may. Asked of the engine, never row by row."""
    sets = list(in_sets(licences))
    for item in assessments.conclusions_in_force(today):
        found = matching(item.scope)
        lines = LicenceLine.objects.order_by().filter(found.yes | found.unknown)
        if any(lines.filter(licence__in=some).exists() for some in sets):
            yield item
