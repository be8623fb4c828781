"""The story of a case, from the exporter's form to as far as its plan says."""

from licet.demo.domain import Ending
from licet.demo.services.stories.arriving import arrive, handle, withdraw
from licet.demo.services.stories.concluding import conclude
from licet.demo.services.stories.finding import find
from licet.demo.services.stories.telling import COUNTERSIGNERS, OFFICERS, Telling
from licet.demo.services.timeline import Story

__all__ = ["COUNTERSIGNERS", "OFFICERS", "Telling", "story"]


def story(t: Telling) -> Story:
    """Tell one case."""
    yield from arrive(t)
    if t.plan.ending is Ending.SUBMITTED:
        return
    yield from handle(t)
    if t.plan.ending is Ending.WITHDRAWN:
        yield from withdraw(t)
    elif t.plan.ending is not Ending.UNRATED:
        yield from find(t)
        yield from conclude(t)
