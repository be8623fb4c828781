"""The rows by which cases are listed and searched, kept up with the cases that they show (decision 0295)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import batched

from django.db import transaction
from django.db.models import Max

from licet.applications.public import Line, Party
from licet.casework import domain
from licet.casework.domain import CaseStatus, listing
from licet.casework.models import Case, CaseDestination, Enquiry, ListedCase
from licet.kernel.terms import term
from licet.platform.locking import take_turn
from licet.platform.term_index import terms_of_code, terms_of_reference, terms_of_text

_AT_ONCE = 500


@transaction.atomic
def list_cases_again(cases: Collection[str]) -> None:
    """Write place and terms of these cases as they are now. Eight queries for any number."""
    listed_cases = Case.objects.filter(pk__in=cases).select_related("organisation")
    versions = {case.version_id for case in listed_cases}
    parties, lines = defaultdict[str, list[Party]](list), defaultdict[str, list[Line]](list)
    for party in Party.objects.filter(version__in=versions):
        parties[party.version_id].append(party)
    for line in Line.objects.filter(version__in=versions):
        lines[line.version_id].append(line)
    unanswered = Enquiry.objects.filter(case__in=cases, answered_at=None).order_by("number")
    answer_by = dict(unanswered.values_list("case", "due_on"))
    numbers = _number_cases(listed_cases)
    listed = []
    for case in listed_cases:
        number = numbers[case.pk]
        act_by = answer_by[case.pk] if case.status == CaseStatus.AWAITING_EXPORTER else case.target_on
        place = listing.place_by_day(act_by, number) if case.status in domain.WORKED_ON else listing.place_of_ended(number)
        terms = _write_terms(case, parties[case.version_id], lines[case.version_id])
        listed.append(ListedCase(number=number, case=case, place=place, terms=terms))
    ListedCase.objects.bulk_create(
        listed, batch_size=_AT_ONCE, update_conflicts=True, unique_fields=["number"], update_fields=["place", "terms"]
    )
    codes = {party.country for of_version in parties.values() for party in of_version}
    CaseDestination.objects.bulk_create([CaseDestination(code=code) for code in sorted(codes)], ignore_conflicts=True)


def list_missing_cases() -> int:
    """List cases that an earlier version of Licet left unlisted; returns how many. For ``licet init``."""
    missing = list(Case.objects.filter(listed=None).order_by("received_at", "id").values_list("pk", flat=True))
    for some in batched(missing, _AT_ONCE):
        list_cases_again(some)
    return len(missing)


def _number_cases(cases: Iterable[Case]) -> dict[str, int]:
    """The number of each case among all cases; those that have none yet get the next ones, in order of receipt."""
    numbers = dict(ListedCase.objects.filter(case__in=cases).values_list("case", "number"))
    unnumbered = sorted((case for case in cases if case.pk not in numbers), key=lambda case: (case.received_at, case.pk))
    if unnumbered:
        take_turn("casework:number")
        last = ListedCase.objects.aggregate(last=Max("number"))["last"] or 0
        numbers |= {case.pk: number for number, case in enumerate(unnumbered, last + 1)}
    return numbers


def _write_terms(case: Case, parties: Iterable[Party], lines: Iterable[Line]) -> str:
    """Each term once, in an order that depends on nothing else."""
    worked_on = case.status in domain.WORKED_ON
    departments = [part for part in case.waiting_key.strip("/").split("/") if part]
    terms = [
        ListedCase.EVERY,
        term("status", case.status),
        term("exporter", case.organisation_id),
        *([term("officer", case.officer)] if case.officer else []),
        *([term("open", case.officer or "nobody")] if worked_on else []),
        *([term("referred", "yes")] if case.referred else []),
        *(term("asked", department) for department in departments),
        *(term("to", party.country) for party in parties),
        *terms_of_reference(case.reference),
        *terms_of_text(case.organisation.name, *(party.name for party in parties), *(line.name for line in lines)),
        *(piece for line in lines for piece in terms_of_code(line.part_number)),
    ]
    return " ".join(sorted(set(terms)))
