"""That something was filed by a day, for whoever holds it: from a step's commitment to the root that the log entered.

The raiser can show this outside without showing what they wrote: the commitment is over the sealed bytes."""

from collections.abc import Iterable, Iterator
from datetime import date

from licet.concerns.models import Batch, Step
from licet.concerns.selectors.seen import Proof
from licet_verify.tree import Frontier, Node, carry_out, plan_inclusion

DIGEST = 32
FULL = 16
"""A batch has a multiple of this many leaves, chance ones among them: how long a proof is tells little of how much was filed."""


def reference(day: date) -> str:
    """The reference under which the log holds a batch."""
    return f"concerns {day.isoformat()}"


def leaves_of(batch: Batch) -> list[bytes]:
    raw = bytes(batch.leaves)
    return [raw[start : start + DIGEST] for start in range(0, len(raw), DIGEST)]


def root_of(leaves: Iterable[bytes]) -> bytes:
    frontier = Frontier()
    frontier.extend(leaves)
    return frontier.root()


def proofs_of(steps: Iterable[Step]) -> Iterator[Proof]:
    """A proof for each step whose batch the log has entered."""
    steps = [step for step in steps if step.carried_on]
    batches = {batch.day: batch for batch in Batch.objects.filter(day__in={step.carried_on for step in steps}, entered=True)}
    for step in steps:
        if (batch := batches.get(step.carried_on or step.day)) is not None:
            yield _proof(batch, bytes(step.commitment))


def _proof(batch: Batch, commitment: bytes) -> Proof:
    leaves = leaves_of(batch)
    index = leaves.index(commitment)
    frontier = Frontier()
    grown = frontier.extend(leaves)
    hashes: dict[Node, bytes] = {
        (level, first + place): value for level, (first, made) in enumerate(grown) for place, value in enumerate(made)
    }
    path = carry_out(plan_inclusion(index, len(leaves)), hashes)
    return Proof(
        batch.day, reference(batch.day), commitment.hex(), index, len(leaves), tuple(value.hex() for value in path), bytes(batch.root).hex()
    )
