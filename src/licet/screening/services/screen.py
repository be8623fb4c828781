"""Screen the parties of a subject against every list in force, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid
from licet.kernel.event import Event
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.platform.locking import take_turn
from licet.screening.domain.listed import PartyName, refuse_incomparable
from licet.screening.domain.matching import LEAST_THRESHOLD
from licet.screening.models import Run
from licet.screening.selectors.lists import ListInForce, lists_in_force, matches
from licet.screening.selectors.policy import authority_threshold
from licet.screening.services.runs import RunDraft, basis_of, turn_of, write_runs

MOST_PARTIES = 1_000


@dataclass(frozen=True, slots=True)
class Screened:
    """``lists`` empty: no list is loaded, which the gate takes as *missing*. The leader publishes ``events``."""

    run: str
    lists: tuple[ListInForce, ...]
    hits: int
    open_hits: int
    events: tuple[Event, ...]


@transaction.atomic
def screen_parties(*, actor: Actor, subject_ref: str, parties: Sequence[PartyName], now: Instant, threshold: int | None = None) -> Screened:
    """Make a run. ``subject_ref`` is the caller's (an application version); ``threshold`` per mille, from 650 to 1000; the
    authority's own by default.

    Raises Invalid for no party, a reference given twice, or a name that cannot be compared.
    """
    actor.require(Permission.RUN_MAKE)
    threshold = authority_threshold() if threshold is None else threshold
    _check(parties, threshold)
    lists = lists_in_force()
    found = matches(parties, lists, threshold)
    draft = RunDraft(subject_ref, _next_number(subject_ref), parties, found)
    [made] = write_runs(actor=actor, drafts=[draft], basis=basis_of(lists, threshold), now=now)
    return Screened(made.run, lists, made.hits, made.open_hits, (made.event,))


def _check(parties: Sequence[PartyName], threshold: int) -> None:
    if not 0 < len(parties) <= MOST_PARTIES:
        raise Invalid(f"A run is of 1 to {MOST_PARTIES} parties, not {len(parties)}.", place="parties")
    if not LEAST_THRESHOLD <= threshold <= 1000:
        raise Invalid(f"The threshold is {threshold}: it lies from {LEAST_THRESHOLD} to 1000 per mille.", place="threshold")
    if len({party.ref for party in parties}) != len(parties):
        raise Invalid("A party is given twice.", place="parties")
    refuse_incomparable(parties)


def _next_number(subject_ref: str) -> int:
    take_turn(turn_of(subject_ref))
    last: int | None = Run.objects.filter(subject_ref=subject_ref).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
