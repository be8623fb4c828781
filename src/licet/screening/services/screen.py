"""Screen the parties of a subject against every list in force, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, OuterRef, Subquery

from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid
from licet.kernel.event import Event
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.platform.ids import new_id
from licet.platform.locking import take_turn
from licet.policy.public import today
from licet.screening.domain.hits import Earlier, HitState, Outcome, carried_from, state
from licet.screening.domain.listed import PartyName, refuse_incomparable
from licet.screening.domain.matching import LEAST_THRESHOLD, RULE_VERSION, Match
from licet.screening.events import PartiesScreened
from licet.screening.models import Adjudication, Hit, Run, RunParty
from licet.screening.selectors.lists import ListInForce, lists_in_force, matches
from licet.screening.selectors.policy import authority_threshold

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
    run = _run(actor, subject_ref, lists, threshold, now)
    party_rows = [_party(run, party) for party in parties]
    hits = [_hit(run, row, match) for row, mine in zip(party_rows, found, strict=True) for match in mine]
    cleared = _carry(hits)
    Run.objects.bulk_create([run])
    RunParty.objects.bulk_create(party_rows)
    Hit.objects.bulk_create(hits, batch_size=1000)
    open_hits = sum(cleared.get(hit.id, HitState.OPEN) is HitState.OPEN for hit in hits)
    return Screened(run.id, lists, len(hits), open_hits, (_event(run, len(parties), len(hits), open_hits, now),))


def _check(parties: Sequence[PartyName], threshold: int) -> None:
    if not 0 < len(parties) <= MOST_PARTIES:
        raise Invalid(f"A run is of 1 to {MOST_PARTIES} parties, not {len(parties)}.", place="parties")
    if not LEAST_THRESHOLD <= threshold <= 1000:
        raise Invalid(f"The threshold is {threshold}: it lies from {LEAST_THRESHOLD} to 1000 per mille.", place="threshold")
    if len({party.ref for party in parties}) != len(parties):
        raise Invalid("A party is given twice.", place="parties")
    refuse_incomparable(parties)


def _run(actor: Actor, subject_ref: str, lists: Sequence[ListInForce], threshold: int, now: Instant) -> Run:
    take_turn(f"screening:run:{subject_ref}")
    last = Run.objects.filter(subject_ref=subject_ref).aggregate(last=Max("number"))["last"] or 0
    return Run(
        id=new_id(),
        subject_ref=subject_ref,
        number=last + 1,
        lists=[each.frozen() for each in lists],
        threshold=threshold,
        rule_version=RULE_VERSION,
        screened_at=now,
        screened_by=actor.id,
    )


def _party(run: Run, party: PartyName) -> RunParty:
    return RunParty(
        id=new_id(),
        run=run,
        party_ref=party.ref,
        name=party.name,
        form=party.form,
        type=party.type or "",
        country=party.country or "",
        born=party.born,
        address=party.address,
        fingerprint=party.fingerprint,
    )


def _hit(run: Run, party: RunParty, match: Match) -> Hit:
    return Hit(
        id=new_id(),
        run=run,
        party=party,
        entry_name_id=match.listed.name_id,
        score=match.score,
        explanation=match.explanation.to_json(),
        party_fingerprint=party.fingerprint,
        entry_fingerprint=match.listed.fingerprint,
    )


def _carry(hits: Sequence[Hit]) -> dict[str, HitState]:
    """Point each hit at the last adjudicated one of the same unchanged pair; gives the state that it takes over."""
    earlier = _earlier(hits)
    speaking = carried_from(earlier)
    outcomes = {each.hit: each.outcome for each in earlier}
    states = {}
    for hit in hits:
        hit.carried_from_id = speaking.get((hit.party_fingerprint, hit.entry_fingerprint))
        if hit.carried_from_id:
            states[hit.id] = state(None, outcomes[hit.carried_from_id])
    return states


def _earlier(hits: Sequence[Hit]) -> list[Earlier]:
    """Adjudicated hits of these parties and entries with their latest outcome, oldest adjudication first."""
    latest = Adjudication.objects.filter(hit=OuterRef("pk")).order_by("-version")
    rows = Hit.objects.filter(
        party_fingerprint__in={hit.party_fingerprint for hit in hits}, entry_fingerprint__in={hit.entry_fingerprint for hit in hits}
    ).annotate(outcome=Subquery(latest.values("outcome")[:1]), when=Subquery(latest.values("adjudicated_at")[:1]))
    found = rows.exclude(outcome=None).order_by("when", "id").values_list("id", "party_fingerprint", "entry_fingerprint", "outcome")
    return [Earlier(hit, party, entry, Outcome(outcome)) for hit, party, entry, outcome in found]


def _event(run: Run, parties: int, hits: int, open_hits: int, now: Instant) -> PartiesScreened:
    return PartiesScreened(
        on=today(now),
        ref=run.id,
        subject=run.subject_ref,
        lists=[each["sha256"] for each in run.lists],
        parties=parties,
        hits=hits,
        open_hits=open_hits,
        threshold=run.threshold,
        rule_version=run.rule_version,
        by=run.screened_by,
    )
