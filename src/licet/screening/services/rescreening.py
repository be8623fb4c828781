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
from licet.policy.public import tell
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
    begins: nobody waits for that (joints 1). Subjects without a run have no parties here and are left alone.
    """
    actor.require(Permission.RUN_MAKE)
    comparing = Comparing(now)
    if not comparing.lists:
        return Rescreened((), len(subject_refs))
    compared = runs = seen = 0
    for some in batched(subject_refs, AT_ONCE):
        if looked := _look(comparing, some):
            done = _write(actor, comparing, looked, now)
            compared, runs = compared + done[0], runs + done[1]
        seen += len(some)
        if progress:
            progress(seen)
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
    for some in batched(subject_refs, AT_ONCE):
        take_turns([turn_of(subject) for subject in some])
        Compared.objects.filter(run__subject_ref__in=some, watched=True).update(watched=False)
        UnsettledHit.objects.filter(subject_ref__in=some).delete()


@dataclass(frozen=True, slots=True)
class _Looked:
    run: Run
    parties: Sequence[RunParty]
    differs: bool


def _look(comparing: Comparing, subject_refs: Sequence[str]) -> list[_Looked]:
    """Those that are due, each with whether its matches are other ones. Three queries, one where none is due."""
    runs = list(comparing.due(subject_refs).select_related("compared__basis"))
    if not runs:
        return []
    parties, pairs = _parties(runs), _pairs(runs)
    return [_Looked(run, parties[run.id], comparing.differs(run, parties[run.id], pairs[run.id])) for run in runs]


def _parties(runs: Sequence[Run]) -> Mapping[str, list[RunParty]]:
    found = defaultdict(list)
    for row in RunParty.objects.filter(run__in=runs).order_by("run", "id"):
        found[row.run_id].append(row)
    return found


def _pairs(runs: Sequence[Run]) -> Mapping[str, list[Pair]]:
    found = defaultdict(list)
    rows = Hit.objects.filter(run__in=runs).order_by().values_list("run", "party__party_ref", "entry_fingerprint")
    for run, party, entry in rows:
        found[run].append((party, entry))
    return found


@transaction.atomic
def _write(actor: Actor, comparing: Comparing, looked: Sequence[_Looked], now: Instant) -> tuple[int, int]:
    """How many were compared, and how many got a run. What somebody else compared or screened meanwhile is left to them."""
    take_turns([turn_of(each.run.subject_ref) for each in looked])
    due = set(comparing.due([each.run.subject_ref for each in looked]).values_list("pk", flat=True))
    mine = [each for each in looked if each.run.id in due]
    drafts = [_draft(comparing, each) for each in mine if each.differs]
    note_compared(actor=actor, runs=[each.run.id for each in mine if not each.differs], basis=comparing.basis, now=now)
    if drafts:
        written = write_runs(actor=actor, drafts=drafts, basis=comparing.basis, now=now)
        tell(actor=actor, events=[each.event for each in written], now=now)
    return len(mine), len(drafts)


def _draft(comparing: Comparing, looked: _Looked) -> RunDraft:
    parties = [party.to_domain() for party in looked.parties]
    matches = [comparing.matches_of(party) for party in looked.parties]
    return RunDraft(looked.run.subject_ref, looked.run.number + 1, parties, matches)
