"""Fills a store for the tests that kill: a review to be applied and a precaution to be signed, each by one more signature.

Run in a process of the store: `python tests/module/reviews/killed_store.py`."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import django

django.setup()

from tests import world as worlds  # noqa: E402

from licet.platform import clock, outbox  # noqa: E402

worlds.NOW = clock.now().replace(microsecond=0)  # `licet run-due` reads the real clock

from licet.decisions.public import Act, ActKind  # noqa: E402
from licet.kernel.scope import Scope  # noqa: E402
from licet.licences import public as licences  # noqa: E402
from licet.reviews import public as reviews  # noqa: E402
from licet.reviews.public import Outcome, OutcomeSet  # noqa: E402

COUNT = 3


def reviewed(world: worlds.World, references: list[str]) -> Act:
    """One licence is to be revoked, the others suspended."""
    review = reviews.open_review(
        actor=world["manager"],
        question="Do they stand?",
        commissioned_by="the Minister",
        commissioned_on=worlds.NOW.date(),
        scope=Scope.parse("destination=QN"),
        now=world.now(),
    ).reference
    reviews.freeze(actor=world["manager"], review=review, now=world.now())
    sets = [
        OutcomeSet(outcome=Outcome.REVOKE, reasons="It ends.", licences=(references[0],)),
        OutcomeSet(outcome=Outcome.SUSPEND, reasons="Risk."),
    ]
    reviews.decide_outcomes(actor=world["manager"], review=review, sets=sets, now=world.now())
    act = reviews.propose_act(actor=world["manager"], review=review, legal_basis="S. 9.", reasons="Found.", now=world.now())
    world.sign(act, "minister")
    return act


def precaution(world: worlds.World, references: list[str]) -> Act:
    act = licences.propose_status_change(
        actor=world["manager"], kind=ActKind.SUSPEND, licences=references, legal_basis="S. 9.", reasons="Found.", now=world.now()
    )
    world.sign(act, "manager")
    return act


def fill(folder: Path) -> dict[str, str]:
    """The key of each act."""
    world = worlds.build(folder)
    granted = {place: [world.granted(destination=place).reference for _ in range(COUNT)] for place in ("QN", "QP")}
    acts = {"review": reviewed(world, granted["QN"]).pk, "precaution": precaution(world, granted["QP"]).pk}
    outbox.deliver_pending()
    return acts


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(fill(Path(folder))))  # noqa: T201  (what a store's script prints is kept as what it told)
