"""A draft conclusion tried on the cases that are still worked on: counts and values, in sets (issue: what-if)."""

from collections.abc import Sequence
from datetime import date
from itertools import batched

from licet.applications.public import Line
from licet.assessments import public as assessments
from licet.casework import public as casework
from licet.decisions import domain
from licet.decisions.domain import Concluding, Counting, WhatIf

_AT_ONCE = 500


def counting(draft: Sequence[Concluding], *, today: date, replaces: str = "") -> Counting:
    """What stands now against what would stand with ``draft`` in the place of the assessment ``replaces``. One query."""
    now = assessments.conclusions_in_force(today)
    kept = domain.as_they_stand(domain.without(now, replaces))
    return Counting(tuple(domain.as_they_stand(now)), (*kept, *draft))


def what_if(*, draft: Sequence[Concluding], today: date, replaces: str = "") -> WhatIf:
    """Of each line of each case that is still worked on. ``replaces`` is the reference of the assessment drafted, if any.

    Three queries for each five hundred cases. For licences there is ``licences.public.what_if``.
    """
    tally = counting(draft, today=today, replaces=replaces)
    rows = casework.Case.objects.filter(status__in=[item.value for item in casework.WORKED_ON])
    for some in batched(rows.order_by("pk").values_list("pk", flat=True), _AT_ONCE):
        cases = casework.gate_facts(some).values()
        versions = [facts.application_version for facts in cases]
        values = dict(Line.objects.filter(version__in=versions).values_list("pk", "value_minor"))
        for facts in cases:
            for line in facts.lines:
                tally.count(facts.case, tally.standing(line), values.get(line.line))
    return tally.result()
