"""Who took part in what a concern is about, so that they never handle it (joints 25, record.md I11)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import batched
from typing import Any

from django.apps import apps
from django.db import Error
from django.db.models import QuerySet

from licet.project.involved.belonging import acts_over, cases_meant, versions_of
from licet.project.involved.columns import TOOK_PART, By, TookPart

__all__ = ["TOOK_PART", "By", "Records", "TookPart"]

PERSON = "user:"
_AT_ONCE = 300  # references in one question, which names them once for every column


class Records:
    """Reads it from the records of the stack. A topic that names nothing there involves nobody."""

    def of(self, topics: Iterable[str]) -> frozenset[str]:
        """Everybody, as ``user:…``, who wrote, rated, advised on, screened, decided, signed, changed or ran any of these.

        A destination involves nobody. Raises RuntimeError where the records cannot be read: then nobody handles.
        """
        named = sorted(topic for topic in topics if topic.partition(":")[0] in {By.CASE, By.ASSESSMENT, By.REVIEW})
        try:
            found = {person for some in batched(named, _AT_ONCE) for person in _took_part(some)}
        except Error as error:
            raise RuntimeError("the records do not answer") from error
        return frozenset(person for person in found if person and person.startswith(PERSON))


def _took_part(topics: Collection[str]) -> Iterator[str | None]:
    """Four questions, however many topics there are."""
    told: dict[By, list[str]] = {By.CASE: [], By.ASSESSMENT: [], By.REVIEW: []}
    for kind, _, reference in (topic.partition(":") for topic in topics):
        told[By(kind)].append(reference)
    cases = cases_meant(told[By.CASE]) if told[By.CASE] else []
    found: dict[By, Any] = {
        By.CASE: [case.reference for case in cases],
        By.ASSESSMENT: told[By.ASSESSMENT],
        By.REVIEW: told[By.REVIEW],
        By.VERSION: versions_of(cases) if cases else (),
        By.ACT: sorted(acts_over(cases, told[By.ASSESSMENT], told[By.REVIEW])),
    }
    asked = [question for part in TOOK_PART for question in _questions(part, found)]
    for row in asked[0].union(*asked[1:]).order_by() if asked else ():
        yield row[0]


def _questions(part: TookPart, found: Mapping[By, Any]) -> Iterator[QuerySet[Any, Any]]:
    """One for each column, to be asked together."""
    if isinstance(found[part.by], QuerySet) or found[part.by]:
        rows = apps.get_model(part.table)._default_manager.filter(**{f"{part.way}__in": found[part.by]}).order_by()
        for column in part.columns:
            yield rows.values_list(column)
