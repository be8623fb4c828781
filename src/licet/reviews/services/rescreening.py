"""Comparing again whoever is on a pending case or a live licence: the highest module that knows both says who that is."""

from collections.abc import Callable

from licet.kernel.actor import Actor
from licet.kernel.instants import Instant
from licet.reviews.selectors.matches import versions_live, versions_pending
from licet.screening import public as screening
from licet.screening.public import Rescreened


def rescreen(*, actor: Actor, now: Instant, progress: Callable[[int, int], None] | None = None) -> Rescreened:
    """Cases still worked on first, whose gate waits for it, then live licences. Again it finds nothing to do.

    Screening leads, set by set. ``progress`` is told how many of how many were seen.
    """
    subjects = list(dict.fromkeys([*versions_pending(), *versions_live()]))
    told = (lambda seen: progress(seen, len(subjects))) if progress else None
    return screening.rescreen(actor=actor, subject_refs=subjects, now=now, progress=told)
