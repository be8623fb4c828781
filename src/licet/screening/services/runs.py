"""Writing runs with their parties and hits, any number in the same few queries. What was found of a pair before is carried."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from licet.kernel.actor import Actor
from licet.kernel.instants import Instant
from licet.platform.ids import new_id
from licet.policy.public import today
from licet.screening.domain.hits import Earlier, HitState, Outcome, carried_from, state
from licet.screening.domain.listed import PartyName, fingerprint
from licet.screening.domain.matching import RULE_VERSION, Match
from licet.screening.events import PartiesScreened
from licet.screening.models import Adjudication, Basis, Compared, Hit, Run, RunParty
from licet.screening.selectors.lists import ListInForce
from licet.screening.services.unsettled import refresh_subjects, wait_to_carry

BATCH = 1000


@dataclass(frozen=True, slots=True)
class RunDraft:
    """``matches`` are those of each party, in the order of ``parties``."""

    subject_ref: str
    number: int
    parties: Sequence[PartyName]
    matches: Sequence[Sequence[Match]]


@dataclass(frozen=True, slots=True)
class Written:
    run: str
    hits: int
    open_hits: int
    event: PartiesScreened


def turn_of(subject_ref: str) -> str:
    """Whoever writes a run of a subject, or finds something of its latest, waits for its turn."""
    return f"screening:run:{subject_ref}"


def basis_of(lists: Sequence[ListInForce], threshold: int) -> Basis:
    facts = {"lists": [each.frozen() for each in lists], "threshold": threshold, "rule_version": RULE_VERSION}
    return Basis(id=fingerprint(facts), **facts)


def write_runs(*, actor: Actor, drafts: Sequence[RunDraft], basis: Basis, now: Instant) -> list[Written]:
    """The caller holds the turns of the subjects and tells the events."""
    wait_to_carry()
    runs, parties, hits = [_make_run(actor, draft, basis, now) for draft in drafts], list[RunParty](), list[Hit]()
    for run, draft in zip(runs, drafts, strict=True):
        for party, mine in zip(draft.parties, draft.matches, strict=True):
            parties.append(row := _make_party(run, party))
            hits += [_make_hit(run, row, match) for match in mine]
    states = _carry_adjudications(hits)
    Run.objects.bulk_create(runs, batch_size=BATCH)
    RunParty.objects.bulk_create(parties, batch_size=BATCH)
    Hit.objects.bulk_create(hits, batch_size=BATCH)
    _watch_only_latest(drafts)
    note_compared(actor=actor, runs=[run.id for run in runs], basis=basis, now=now)
    refresh_subjects([draft.subject_ref for draft in drafts])
    found = Counter(hit.run_id for hit in hits)
    open_hits = Counter(hit.run_id for hit in hits if states.get(hit.id, HitState.OPEN) is HitState.OPEN)
    return [
        Written(run.id, found[run.id], open_hits[run.id], _make_event(run, len(draft.parties), found[run.id], open_hits[run.id], now))
        for run, draft in zip(runs, drafts, strict=True)
    ]


def note_compared(*, actor: Actor, runs: Sequence[str], basis: Basis, now: Instant) -> None:
    """Each of these runs was compared with this now. Two queries."""
    Basis.objects.bulk_create([basis], ignore_conflicts=True)
    rows = [Compared(run_id=run, basis=basis, compared_at=now, compared_by=actor.id) for run in runs]
    written = ["basis", "compared_at", "compared_by"]
    Compared.objects.bulk_create(rows, batch_size=BATCH, update_conflicts=True, unique_fields=["run"], update_fields=written)


def _watch_only_latest(drafts: Sequence[RunDraft]) -> None:
    """Earlier runs of these subjects need no further comparison; those about to be noted are watched."""
    screened_before = [draft.subject_ref for draft in drafts if draft.number > 1]
    if screened_before:
        Compared.objects.filter(run__subject_ref__in=screened_before, watched=True).update(watched=False)


def _make_run(actor: Actor, draft: RunDraft, basis: Basis, now: Instant) -> Run:
    return Run(
        id=new_id(),
        subject_ref=draft.subject_ref,
        number=draft.number,
        lists=basis.lists,
        threshold=basis.threshold,
        rule_version=basis.rule_version,
        screened_at=now,
        screened_by=actor.id,
    )


def _make_party(run: Run, party: PartyName) -> RunParty:
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


def _make_hit(run: Run, party: RunParty, match: Match) -> Hit:
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


def _carry_adjudications(hits: Sequence[Hit]) -> dict[str, HitState]:
    """Point each hit at the last adjudicated one of the same unchanged pair; gives the state that it takes over."""
    if not hits:
        return {}
    earlier = _find_earlier(hits)
    speaking = carried_from(earlier)
    outcomes = {each.hit: each.outcome for each in earlier}
    states = {}
    for hit in hits:
        hit.carried_from_id = speaking.get((hit.party_fingerprint, hit.entry_fingerprint))
        if hit.carried_from_id:
            states[hit.id] = state(None, outcomes[hit.carried_from_id])
    return states


def _find_earlier(hits: Sequence[Hit]) -> list[Earlier]:
    """Adjudicated hits of these parties and entries with their latest outcome, oldest adjudication first."""
    latest = Adjudication.objects.filter(hit=OuterRef("pk")).order_by("-version")
    rows = Hit.objects.filter(
        party_fingerprint__in={hit.party_fingerprint for hit in hits}, entry_fingerprint__in={hit.entry_fingerprint for hit in hits}
    ).annotate(outcome=Subquery(latest.values("outcome")[:1]), when=Subquery(latest.values("adjudicated_at")[:1]))
    found = rows.exclude(outcome=None).order_by("when", "id").values_list("id", "party_fingerprint", "entry_fingerprint", "outcome")
    return [Earlier(hit, party, entry, Outcome(outcome)) for hit, party, entry, outcome in found]


def _make_event(run: Run, parties: int, hits: int, open_hits: int, now: Instant) -> PartiesScreened:
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
