"""What one round compares with, and what it found of each party: whoever is on many subjects is matched once."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from django.db.models import Q, QuerySet

from licet.kernel.instants import Instant
from licet.screening.domain.changes import Changes, changes
from licet.screening.domain.matching import RULE_VERSION, Match, screen
from licet.screening.models import Basis, Compared, Run, RunParty
from licet.screening.selectors.hits import latest_runs
from licet.screening.selectors.lists import corpus, entry_keys, lists_in_force, matches
from licet.screening.selectors.policy import authority_threshold, rescreen_after
from licet.screening.services.runs import basis_of

type Pair = tuple[str, str]
"""A party by its reference, and the fingerprint of an entry that it matched."""


class Comparing:
    """Lists in force, threshold and rule, as they are when the round begins."""

    def __init__(self, now: Instant) -> None:
        self.lists = lists_in_force()
        self.basis = basis_of(self.lists, authority_threshold())
        self.old = now - timedelta(days=rescreen_after())
        self._changes: dict[str, Changes] = {}
        self._found: dict[str, Sequence[Match]] = {}
        self._new_to: dict[Pair, bool] = {}

    def due(self, subject_refs: Collection[str]) -> QuerySet[Run, Run]:
        """Latest runs of these subjects that were not compared with just this, or too long ago. One query."""
        fresh = Q(compared__basis=self.basis.id, compared__compared_at__gt=self.old)
        return latest_runs(subject_refs).filter(~fresh).order_by("subject_ref")

    def due_anywhere(self) -> list[str]:
        """Subjects, each once, of all watched runs that were not compared with just this, or too long ago.

        Three queries, each for a range of one index: SQLite would read all of the index for the three together.
        """
        basis = self.basis.id
        ranges = (Q(basis__lt=basis), Q(basis__gt=basis), Q(basis=basis, compared_at__lte=self.old))
        watched = Compared.objects.filter(watched=True).order_by("basis", "compared_at")
        return list(dict.fromkeys(ref for due in ranges for ref in watched.filter(due).values_list("run__subject_ref", flat=True)))

    def matches_of(self, party: RunParty) -> Sequence[Match]:
        """Its matches on every list in force."""
        if party.fingerprint not in self._found:
            [found] = matches([party.to_domain()], self.lists, self.basis.threshold)
            self._found[party.fingerprint] = found or ()
        return self._found[party.fingerprint]

    def differs(self, run: Run, parties: Sequence[RunParty], pairs: Collection[Pair]) -> bool:
        """Whether its matches are other ones now. ``pairs`` are those of the run. What was compared over no list never was."""
        if not run.lists:
            return True
        if self._compared_well(run) and not self._is_touched(run.compared.basis_id, parties, pairs):
            return False
        return set(pairs) != {(party.party_ref, match.listed.fingerprint) for party in parties for match in self.matches_of(party)}

    def _compared_well(self, run: Run) -> bool:
        """Whether it is enough to look at what changed since: the same rule and threshold, not too long ago."""
        compared = getattr(run, "compared", None)
        if compared is None or compared.compared_at <= self.old:
            return False
        same: bool = (compared.basis.threshold, compared.basis.rule_version) == (self.basis.threshold, RULE_VERSION)
        return same

    def _is_touched(self, basis: str, parties: Sequence[RunParty], pairs: Collection[Pair]) -> bool:
        """Whether an entry that it matched was changed or taken off, or a new or changed one is like a party."""
        if basis not in self._changes:
            self._changes[basis] = self._load_changes(Basis.objects.get(pk=basis))
        kept = self._changes[basis].kept
        return any(entry not in kept for _, entry in pairs) or any(self._is_new_to(basis, party) for party in parties)

    def _load_changes(self, basis: Basis) -> Changes:
        before = [key for each in basis.lists for key in entry_keys(each["id"])]
        return changes(before, [corpus(each.id) for each in self.lists])

    def _is_new_to(self, basis: str, party: RunParty) -> bool:
        key = (party.fingerprint, basis)
        if key not in self._new_to:
            self._new_to[key] = any(screen([party.to_domain()], self._changes[basis].added, self.basis.threshold))
        return self._new_to[key]
