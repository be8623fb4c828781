"""What newer lists change for parties that were compared with older ones.

Whether a party matches an entry follows from the two of them, the threshold and the rule. So whoever matched before and
whom nothing new is like need not be compared with all the rest again (decision 0198).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from licet.screening.domain.matching import Corpus, ListedName

type EntryKey = tuple[str, frozenset[str]]
"""An entry as a comparison sees it: its fingerprint, and the codes of its countries, which follow from the destinations known
when the list was loaded."""


@dataclass(frozen=True, slots=True)
class Changes:
    """``added``: names of entries that are new or changed. ``kept``: fingerprints of those that stand as they stood."""

    added: Corpus
    kept: frozenset[str]


def key_of(name: ListedName) -> EntryKey:
    return name.fingerprint, name.countries


def changes(before: Collection[EntryKey], now: Iterable[Corpus]) -> Changes:
    """From the entries of all lists compared with before to those of all lists in force."""
    known = frozenset(before)
    listed = [pair for corpus in now for pair in zip(corpus.forms, corpus.names, strict=True)]
    added = [(form, name) for form, name in listed if key_of(name) not in known]
    standing = {key_of(name) for _, name in listed}
    # two lists may have the same entry, with countries read otherwise: of such a one neither may come or go
    moved = {fingerprint for fingerprint, _ in known ^ standing}
    kept = frozenset(fingerprint for fingerprint, _ in standing) - moved
    return Changes(Corpus(tuple(form for form, _ in added), tuple(name for _, name in added)), kept)
