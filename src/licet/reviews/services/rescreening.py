"""Comparing again whoever is on a pending case or a live licence: the highest module that knows both says who that is."""

from collections.abc import Callable, Sequence
from itertools import batched

from licet.kernel.actor import Actor
from licet.kernel.instants import Instant
from licet.reviews.selectors.matches import of_live_licences, of_pending_cases
from licet.screening import public as screening
from licet.screening.public import Rescreened

_AT_ONCE = 1_000


def rescreen(*, actor: Actor, now: Instant, progress: Callable[[int, int], None] | None = None) -> Rescreened:
    """Of all that is due, cases still worked on first, whose gate waits for it, then live licences. Again it finds nothing to do.

    What is due is read from an index, so a round with nothing to do costs the same however many licences are live. A subject that is
    on neither has ended, which no transition takes back (``tests/unit/reviews/test_ended.py``), and is not asked about again.
    Screening leads, set by set. ``progress`` is told how many of how many were seen.
    """
    due = screening.subjects_due(actor=actor, now=now)
    wanted, ended = _sorted_out(due)
    if ended:
        screening.stop_watching(actor=actor, subject_refs=ended)
    told = (lambda seen: progress(seen, len(wanted))) if progress else None
    return screening.rescreen(actor=actor, subject_refs=wanted, now=now, progress=told)


def _sorted_out(due: Sequence[str]) -> tuple[list[str], list[str]]:
    """Those to compare, pending cases first; and those that have ended.

    Pending cases are asked for first: a licence that is granted meanwhile is found by one question or the other.
    """
    pending, live, ended = list[str](), list[str](), list[str]()
    for some in batched(due, _AT_ONCE):
        on_cases = of_pending_cases(some)
        on_licences = of_live_licences(some)
        for subject in some:
            (pending if subject in on_cases else live if subject in on_licences else ended).append(subject)
    return [*pending, *live], ended
