"""The rows by which licences are listed and searched, kept up with the licences that they show (decision 0295)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import batched

from django.db import transaction
from django.db.models import Max

from licet.applications.public import Party
from licet.kernel.terms import term
from licet.licences.models import Licence, LicenceDestination, LicenceLine, ListedLicence
from licet.platform.locking import take_turn
from licet.platform.term_index import terms_of_code, terms_of_reference, terms_of_text

_AT_ONCE = 500


@transaction.atomic
def list_licences_again(licences: Collection[str]) -> None:
    """Write the terms of these licences as they are now. Seven queries for every five hundred."""
    for some in batched(licences, _AT_ONCE):
        _list_again(some)


def list_missing_licences() -> int:
    """List licences that an earlier version of Licet left unlisted; returns how many. For ``licet init``."""
    missing = list(Licence.objects.filter(listed=None).order_by("issued_at", "reference").values_list("pk", flat=True))
    for some in batched(missing, _AT_ONCE):
        list_licences_again(some)
    return len(missing)


def _list_again(ids: Collection[str]) -> None:
    licences = Licence.objects.filter(pk__in=ids).select_related("organisation", "case").order_by("issued_at", "reference")
    parties, lines = defaultdict[str, list[Party]](list), defaultdict[str, list[LicenceLine]](list)
    for party in Party.objects.filter(version__in=[licence.case.version_id for licence in licences]):
        parties[party.version_id].append(party)
    for line in LicenceLine.objects.filter(licence__in=licences).select_related("line"):
        lines[line.licence_id].append(line)
    numbers = _number_licences(licences)
    listed = [
        ListedLicence(
            number=numbers[licence.pk], licence=licence, terms=_write_terms(licence, parties[licence.case.version_id], lines[licence.pk])
        )
        for licence in licences
    ]
    ListedLicence.objects.bulk_create(listed, update_conflicts=True, unique_fields=["number"], update_fields=["terms"])
    codes = {country.country for of_licence in lines.values() for line in of_licence for country in line.to_facts().countries}
    LicenceDestination.objects.bulk_create([LicenceDestination(code=code) for code in sorted(codes)], ignore_conflicts=True)


def _number_licences(licences: Iterable[Licence]) -> dict[str, int]:
    """The number of each licence among all licences; those that have none yet get the next ones."""
    numbers = dict(ListedLicence.objects.filter(licence__in=licences).values_list("licence", "number"))
    unnumbered = [licence.pk for licence in licences if licence.pk not in numbers]
    if unnumbered:
        take_turn("licences:number")
        last = ListedLicence.objects.aggregate(last=Max("number"))["last"] or 0
        numbers |= {licence: number for number, licence in enumerate(unnumbered, last + 1)}
    return numbers


def _write_terms(licence: Licence, parties: Iterable[Party], lines: Iterable[LicenceLine]) -> str:
    """Each term once, in an order that depends on nothing else."""
    terms = [
        ListedLicence.EVERY,
        term("status", licence.status),
        term("exporter", licence.organisation_id),
        *(term("to", country.country) for line in lines for country in line.to_facts().countries),
        *terms_of_reference(licence.reference),
        *terms_of_reference(licence.case.reference),
        *terms_of_text(licence.organisation.name, *(party.name for party in parties), *(line.description for line in lines)),
        *(piece for line in lines for piece in terms_of_code(line.line.part_number)),
    ]
    return " ".join(sorted(set(terms)))
