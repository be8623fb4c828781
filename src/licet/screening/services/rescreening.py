"""Compare the parties of many subjects again, in sets: a run is written only where its matches are other ones (decision 0198)."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched

from django.db import transaction

from licet.kernel.actor import Actor
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.platform.locking import take_turns
from licet.policy.public import record_events
from licet.screening.models import Compared, Hit, Run, RunParty, UnsettledHit
from licet.screening.selectors.lists import ListInForce
from licet.screening.services.comparing import Comparing, Pair
from licet.screening.services.runs import RunDraft, note_compared, turn_of, write_runs

AT_ONCE = 500

type Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Rescreened:
    """``compared`` of the ``subjects`` were due; ``runs`` of them have other matches now, and a new run.

    ``lists`` empty: none is loaded, and nothing was compared.
    """

    lists: tuple[ListInForce, ...]
    subjects: int
    compared: int = 0
    runs: int = 0


def rescreen(*, actor: Actor, subject_refs: Sequence[str], now: Instant, progress: Progress | None = None) -> Rescreened:
    """Compare the parties of each subject's latest run with the lists in force, unless that was done lately. Leads.

    Each set is a transaction of its own, so one that ends early is gone on with by the next. Parties are matched before it
    begins: nobody waits for that. Subjects without a run have no parties here and are left alone.
    """
    actor.require(Permission.RUN_MAKE)
    comparing = Comparing(now)
    if not comparing.lists:
        return Rescreened((), len(subject_refs))
    compared = runs = handled = 0
    for batch in batched(subject_refs, AT_ONCE):
        if compared_runs := _compare_due(comparing, batch):
            compared_now, runs_now = _write_set(actor, comparing, compared_runs, now)
            compared, runs = compared + compared_now, runs + runs_now
        handled += len(batch)
        if progress:
            progress(handled)
    return Rescreened(comparing.lists, len(subject_refs), compared, runs)


def subjects_due(*, actor: Actor, now: Instant) -> list[str]:
    """Subjects to compare again: not compared yet with the lists in force, or too long ago. None where no list is loaded.

    One query besides those for the lists, from an index of what is due: it costs nothing where nothing is.
    """
    actor.require(Permission.RUN_MAKE)
    comparing = Comparing(now)
    return comparing.due_anywhere() if comparing.lists else []


@transaction.atomic
def stop_watching(*, actor: Actor, subject_refs: Sequence[str]) -> None:
    """These subjects are never to be compared again: the caller knows that what they were about has ended for good."""
    actor.require(Permission.RUN_MAKE)
    for batch in batched(subject_refs, AT_ONCE):
        take_turns([turn_of(subject) for subject in batch])
        Compared.objects.filter(run__subject_ref__in=batch, watched=True).update(watched=False)
        UnsettledHit.objects.filter(subject_ref__in=batch).delete()


@dataclass(frozen=True, slots=True)
class _ComparedRun:
    run: Run
    parties: Sequence[RunParty]
    differs: bool


def _compare_due(comparing: Comparing, subject_refs: Sequence[str]) -> list[_ComparedRun]:
    """Those that are due, each with whether its matches are other ones. Three queries, one where none is due."""
    runs = list(comparing.due(subject_refs).select_related("compared__basis"))
    if not runs:
        return []
    parties, pairs = _load_parties(runs), _load_pairs(runs)
    return [_ComparedRun(run, parties[run.id], comparing.differs(run, parties[run.id], pairs[run.id])) for run in runs]


def _load_parties(runs: Sequence[Run]) -> Mapping[str, list[RunParty]]:
    parties = defaultdict(list)
    for party in RunParty.objects.filter(run__in=runs).order_by("run", "id"):
        parties[party.run_id].append(party)
    return parties


def _load_pairs(runs: Sequence[Run]) -> Mapping[str, list[Pair]]:
    pairs = defaultdict(list)
    hits = Hit.objects.filter(run__in=runs).order_by().values_list("run", "party__party_ref", "entry_fingerprint")
    for run, party, entry in hits:
        pairs[run].append((party, entry))
    return pairs


@transaction.atomic
def _write_set(actor: Actor, comparing: Comparing, compared_runs: Sequence[_ComparedRun], now: Instant) -> tuple[int, int]:
    """How many were compared, and how many got a run. What somebody else compared or screened meanwhile is left to them."""
    subjects = [compared.run.subject_ref for compared in compared_runs]
    take_turns([turn_of(subject) for subject in subjects])
    still_due = set(comparing.due(subjects).values_list("pk", flat=True))
    due_runs = [compared for compared in compared_runs if compared.run.id in still_due]
    drafts = [_draft_run(comparing, compared) for compared in due_runs if compared.differs]
    note_compared(actor=actor, runs=[compared.run.id for compared in due_runs if not compared.differs], basis=comparing.basis, now=now)
    if drafts:
        written = write_runs(actor=actor, drafts=drafts, basis=comparing.basis, now=now)
        record_events(actor=actor, events=[each.event for each in written], now=now)
    return len(due_runs), len(drafts)


def _draft_run(comparing: Comparing, compared: _ComparedRun) -> RunDraft:
    parties = [party.to_domain() for party in compared.parties]
    matches = [comparing.matches_of(party) for party in compared.parties]
    return RunDraft(compared.run.subject_ref, compared.run.number + 1, parties, matches)
