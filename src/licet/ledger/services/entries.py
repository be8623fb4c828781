"""Append to the log: the last act of a transaction, in sets, in a fixed number of queries."""

from collections.abc import Iterable, Sequence

from django.db import connection

from licet.kernel.actor import Actor
from licet.kernel.event import Event
from licet.kernel.instants import Instant
from licet.ledger import rows
from licet.ledger.domain import Leaf, Narrowing, Prepared, prepare_leaf
from licet.ledger.models import InternalEvent
from licet.platform.ids import random_bytes
from licet.platform.locking import take_turn
from licet_verify.tree import leaf_hash

TURN = "licet/ledger"


def prepare(events: Iterable[Event], *, narrowing: Narrowing, pack_version: str) -> Prepared:
    """Make leaves and salts, which needs no lock. `narrowing` and `pack_version` are those of the pack in force.

    Raises Invalid for a leaf over 65,535 bytes, a value that has no canonical form, or a narrowing of a field that
    the event does not have; ValueError when no pack version is named.
    """
    if not pack_version:
        raise ValueError("every leaf names the pack it was published under: pack_version is empty")
    leaves = (prepare_leaf(each, narrowing=narrowing, pack_version=pack_version, random_bytes=random_bytes) for each in events)
    return Prepared(tuple(leaves))


def append(*, actor: Actor, events: Sequence[Event], now: Instant, narrowing: Narrowing, pack_version: str) -> range:
    """Record events in order; returns the positions of the public ones. Last act of the leader's transaction, and only the leader's.

    A public event becomes an entry of the log. An internal one is kept beside the log, until the batch of its hour.
    """
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
    _append_internal([leaf for leaf in prepared.leaves if not leaf.is_public], now, actor.id)
    return _append_public([leaf for leaf in prepared.leaves if leaf.is_public], now, actor.id)


def _append_public(leaves: Sequence[Leaf], now: Instant, by: str) -> range:
    if not leaves:
        return range(0)
    frontier = rows.read_frontier()
    start = frontier.size
    grown = frontier.extend(leaf.data for leaf in leaves)
    rows.insert_entries(start, leaves, grown[0][1], now=now, by=by)
    rows.insert_nodes(grown)
    rows.insert_salts(start, leaves)
    return range(start, frontier.size)


def _append_internal(leaves: Sequence[Leaf], now: Instant, by: str) -> None:
    if not leaves:
        return
    start = next_internal_number()
    hashes = [leaf_hash(leaf.data) for leaf in leaves]
    rows.insert_internal_events(start, leaves, hashes, now=now, by=by)
    rows.insert_internal_salts(start, leaves)


def next_internal_number() -> int:
    """How many internal events there are: the number of the next one."""
    last = InternalEvent.objects.order_by("-number").values_list("number", flat=True).first()
    return 0 if last is None else last + 1
