"""Which hits are open, computed afresh from runs and adjudications: what :class:`UnsettledHit` is a copy of."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from licet.screening.domain.hits import STATE_OF, HitState
from licet.screening.models import Hit
from licet.screening.selectors.hits import of_latest_run, outcomes

_OPEN = [outcome.value for outcome, state in STATE_OF.items() if outcome and state is HitState.OPEN]


def open_among(hits: QuerySet[Hit, Hit]) -> QuerySet[Any, Any]:
    """Of these hits the open ones of latest runs that are watched: key, subject, and since when its parties match the entry."""
    own, carried = outcomes()
    same = Hit.objects.filter(
        run__subject_ref=OuterRef("run__subject_ref"),
        party_fingerprint=OuterRef("party_fingerprint"),
        entry_fingerprint=OuterRef("entry_fingerprint"),
    )
    since = Subquery(same.order_by("run__number").values("run__screened_at")[:1])
    rows = hits.filter(of_latest_run(), run__compared__watched=True).annotate(stands=Coalesce(own, carried), since=since)
    return rows.filter(Q(stands=None) | Q(stands__in=_OPEN)).order_by().values("pk", "run__subject_ref", "since")
