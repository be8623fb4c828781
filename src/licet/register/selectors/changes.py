"""Everything that was put right or left out, newest first."""

from dataclasses import dataclass
from datetime import date
from itertools import islice

from licet.register.domain import slug
from licet.register.models import Correction, Exclusion, RegisteredDecision, RegisteredLicence

PAGE = 25


@dataclass(frozen=True, slots=True)
class PublishedChange:
    """A correction, or an exclusion if ``correction`` is None. ``slug`` and ``reference`` are those of the licence, if there is one."""

    position: int
    reference: str
    slug: str
    changed_on: date
    reason: str
    correction: Correction | None
    currency: str


def published_changes(before: int | None = None) -> tuple[tuple[PublishedChange, ...], bool]:
    """A page of them from entry ``before`` of the log down, and whether there are more. Four queries."""
    limit = {} if before is None else {"position__lt": before}
    corrections = Correction.objects.filter(**limit).order_by("-position")[: PAGE + 1]
    exclusions = Exclusion.objects.filter(**limit).order_by("-position")[: PAGE + 1]
    both: list[Correction | Exclusion] = [*corrections, *exclusions]
    newest = sorted(both, key=lambda change: change.position, reverse=True)
    page = list(islice(newest, PAGE))
    decisions = {change.decision for change in page}
    licences = {licence.decision: licence.reference for licence in RegisteredLicence.objects.filter(decision__in=decisions)}
    currencies = dict(RegisteredDecision.objects.filter(reference__in=decisions).values_list("reference", "currency"))
    return tuple(_read_change(change, licences, currencies) for change in page), len(newest) > PAGE


def _read_change(change: Correction | Exclusion, licences: dict[str, str], currencies: dict[str, str]) -> PublishedChange:
    reference = licences.get(change.decision, change.decision)
    correction = change if isinstance(change, Correction) else None
    changed_on = change.corrected_on if isinstance(change, Correction) else change.excluded_on
    currency = currencies.get(change.decision, "")
    return PublishedChange(change.position, reference, slug(reference), changed_on, change.reason, correction, currency)
