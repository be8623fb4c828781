"""Append to the log: the last act of a transaction, in sets, in a fixed number of queries (joints 1, 19, 20)."""

from collections.abc import Iterable, Sequence

from django.db import connection

from licet.kernel.actor import Actor
from licet.kernel.event import Event
from licet.kernel.instants import Instant
from licet.ledger import rows
from licet.ledger.domain import Narrowing, Prepared, prepare_leaf
from licet.platform.ids import random_bytes
from licet.platform.locking import take_turn

TURN = "licet/ledger"


def prepare(events: Iterable[Event], *, narrowing: Narrowing, pack_version: str) -> Prepared:
    """Make leaves and salts, which needs no lock. `narrowing` and `pack_version` are those of the pack in force.

    Raises Invalid for a leaf over 65,535 bytes, a value that has no canonical form, or a narrowing of a field that
    the event does not have; ValueError when no pack version is named.
    """
    if not pack_version:
        raise ValueError("every leaf names the pack it was published under (joints 19): pack_version is empty")
    leaves = (prepare_leaf(each, narrowing=narrowing, pack_version=pack_version, random_bytes=random_bytes) for each in events)
    return Prepared(tuple(leaves))


def append(*, actor: Actor, events: Sequence[Event], now: Instant, narrowing: Narrowing, pack_version: str) -> range:
    """Append events in order; returns their positions. Last act of the leader's transaction, and only the leader's."""
    return append_prepared(actor=actor, prepared=prepare(events, narrowing=narrowing, pack_version=pack_version), now=now)


def append_prepared(*, actor: Actor, prepared: Prepared, now: Instant) -> range:
    """As `append`, from leaves made before the transaction began.

    The position is the size of the tree under the lock, so the log has no holes: a transaction that fails gives its
    places back. Raises RuntimeError outside a transaction, where the act and its entry could part.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("ledger.append is the last act of a transaction: call it inside transaction.atomic()")
    if not prepared.leaves:
        return range(0)
    take_turn(TURN)
    frontier = rows.read_frontier()
    start = frontier.size
    grown = frontier.extend(leaf.data for leaf in prepared.leaves)
    rows.insert_entries(start, prepared.leaves, grown[0][1], now=now, by=actor.id)
    rows.insert_nodes(grown)
    rows.insert_salts(start, prepared.leaves)
    return range(start, frontier.size)
