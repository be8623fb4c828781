"""The list of decisions, kept up with the decisions, lines and licences that it shows (decision 0232)."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from licet.kernel.terms import term
from licet.register.domain import terms
from licet.register.models import ListedDecision, RegisteredDecision, RegisteredLicence, RegisteredLine

_AT_ONCE = 500


def list_again(decisions: Collection[str]) -> None:
    """Write the terms of these decisions as they are now. A decision on a licence is not in the list. Four queries for any number."""
    listed = RegisteredDecision.objects.filter(reference__in=decisions, licence="")
    licences: defaultdict[str, list[RegisteredLicence]] = defaultdict(list)
    for licence in RegisteredLicence.objects.filter(decision__in=decisions).only("decision", "slug", "status"):
        licences[licence.decision].append(licence)
    ratings: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    standing = RegisteredLine.objects.filter(decision__in=decisions, until=None)
    for decision, rating, head in standing.values_list("decision", "rating", "head"):
        ratings[decision].append((rating, head))
    ListedDecision.objects.bulk_create(
        [
            ListedDecision(
                position=decision.position, terms=_write_terms(decision, licences[decision.reference], ratings[decision.reference])
            )
            for decision in listed.only("reference", "position", "slug", "destination", "outcome", "decided_on")
        ],
        batch_size=_AT_ONCE,
        update_conflicts=True,
        unique_fields=["position"],
        update_fields=["terms"],
    )


def _write_terms(decision: RegisteredDecision, licences: Sequence[RegisteredLicence], ratings: Sequence[tuple[str, str]]) -> str:
    """Each term once, in an order that depends on nothing else."""
    every_term = [
        terms.EVERY,
        term("to", decision.destination),
        term("outcome", decision.outcome),
        term("year", str(decision.decided_on.year)),
        *(term("status", licence.status) for licence in licences),
        *(term("head", head) for _, head in ratings),
        *(text for rating, _ in ratings for text in terms.terms_of_rating(rating)),
        *(text for slug in (decision.slug, *(licence.slug for licence in licences)) for text in terms.terms_of_slug(slug)),
    ]
    return " ".join(sorted(set(every_term)))
