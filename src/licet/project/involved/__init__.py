"""Who took part in what a concern is about, so that they never handle it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import batched
from typing import Any

from django.apps import apps
from django.db import Error
from django.db.models import F, QuerySet, TextField, Value

from licet.project.involved.belonging import acts_over, cases_meant
from licet.project.involved.columns import TOOK_PART, By, TookPart

__all__ = ["TOOK_PART", "By", "Records", "TookPart"]

PERSON = "user:"
_LEADS_BY = {"case": By.CASE, "licence": By.CASE, "assessment": By.ASSESSMENT, "review": By.REVIEW}  # a licence leads to its case
_AT_ONCE = 300  # references in one question, which names them once for every column

type Leads = dict[By, dict[str, set[str]]]
"""By what rows are found, and to which topics each leads."""


class Records:
    """Reads it from the records of the stack. A topic that names nothing there involves nobody."""

    def of(self, topics: Iterable[str]) -> dict[str, frozenset[str]]:
        """Of each topic everybody, as ``user:…``, who wrote, rated, advised on, screened, decided, signed, changed or ran it.

        A destination involves nobody. Raises RuntimeError where the records cannot be read: then nobody handles.
        """
        found: dict[str, set[str]] = {topic: set() for topic in topics}
        named = sorted(topic for topic in found if topic.partition(":")[0] in _LEADS_BY)
        try:
            for some in batched(named, _AT_ONCE):
                for topic, person in _took_part(some):
                    found[topic].add(person)
        except Error as error:
            raise RuntimeError("the records do not answer") from error
        return {topic: frozenset(people) for topic, people in found.items()}


def _took_part(topics: Collection[str]) -> Iterator[tuple[str, str]]:
    """Topic and person: seven queries, however many topics there are."""
    leads = _leads(topics)
    asked = [question for part in TOOK_PART for question in _questions(part, leads[part.by])]
    for by, found, person in asked[0].union(*asked[1:]).order_by() if asked else ():
        if person and person.startswith(PERSON):
            for topic in leads[By(by)][found]:
                yield topic, person


def _leads(topics: Collection[str]) -> Leads:
    told: dict[By, dict[str, set[str]]] = {By.CASE: {}, By.ASSESSMENT: {}, By.REVIEW: {}}
    for topic in topics:
        kind, _, reference = topic.partition(":")
        told[_LEADS_BY[kind]].setdefault(reference, set()).add(topic)
    cases = cases_meant(told[By.CASE]) if told[By.CASE] else []
    screened: dict[str, set[str]] = {}
    for case in cases:
        for version in case.versions:
            screened.setdefault(version, set()).update(case.topics)
    return {
        By.CASE: {case.reference: case.topics for case in cases},
        By.VERSION: screened,
        By.ASSESSMENT: told[By.ASSESSMENT],
        By.REVIEW: told[By.REVIEW],
        By.ACT: acts_over(cases, told[By.ASSESSMENT], told[By.REVIEW]),
    }


def _questions(part: TookPart, leads: Mapping[str, set[str]]) -> Iterator[QuerySet[Any, Any]]:
    """One for each column, to be asked together."""
    if leads:
        rows = apps.get_model(part.table)._default_manager.filter(**{f"{part.way}__in": sorted(leads)}).order_by()
        for column in part.columns:
            yield rows.values_list(Value(part.by.value, TextField()), F(part.way), F(column))
