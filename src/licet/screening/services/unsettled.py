"""Which hits wait for somebody: rows kept in step with runs and adjudications, so that their list and their number are quick to read.

Whether a hit is open follows from its own latest adjudication, else from that of the hit that it is carried from. So it changes
when a subject is screened again, and when somebody adjudicates the hit or the one that it is carried from. Both wait for one turn,
because a run that is being written may carry what somebody is just about to adjudicate anew.
"""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from licet.platform.locking import take_turn
from licet.screening.models import Hit, UnsettledHit
from licet.screening.selectors.unsettled import open_among

BATCH = 1000


def wait_to_carry() -> None:
    """Nobody adjudicates and nobody carries an adjudication over until the transaction ends. Taken after the turns of subjects."""
    take_turn("screening:carry")


def refresh_subjects(subject_refs: Collection[str]) -> None:
    """After new runs of these subjects: hits of earlier runs wait no longer. The caller waited to carry."""
    UnsettledHit.objects.filter(subject_ref__in=list(subject_refs)).delete()
    _store_open(Hit.objects.filter(run__subject_ref__in=list(subject_refs)))


def refresh_hit(hit: str) -> None:
    """After an adjudication of this hit, which speaks for the hits that are carried from it too. The caller waited to carry."""
    touched = Q(pk=hit) | Q(carried_from=hit)
    UnsettledHit.objects.filter(hit__in=Hit.objects.filter(touched).values("pk")).delete()
    _store_open(Hit.objects.filter(touched))


def _store_open(hits: QuerySet[Hit, Hit]) -> None:
    rows = [UnsettledHit(hit_id=row["pk"], subject_ref=row["run__subject_ref"], since=row["since"]) for row in open_among(hits)]
    UnsettledHit.objects.bulk_create(rows, batch_size=BATCH)
