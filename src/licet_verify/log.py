"""A downloaded log: one line an entry, checked against a checkpoint.

A line is canonical JSON, `{"hash":"<64 hexadecimal digits>","leaf":{…},"position":N}`: the entry exactly as it was
hashed, between its own leaf hash and its own place. So a damaged copy is not only found to differ from the signed
root, but told where: the changed entry, the gap, the pair that changed places.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from licet_verify.errors import FoundWanting
from licet_verify.note import Checkpoint
from licet_verify.tree import Frontier, leaf_hash

_LINE = re.compile(rb'\{"hash":"([0-9a-f]{64})","leaf":(\{.*\}),"position":(0|[1-9][0-9]{0,18})\}')
_BATCH = 4096


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a downloaded log."""

    position: int
    leaf: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class LogChecked:
    """What was verified: `entries` covered by the newest checkpoint, and `beyond` it entries that none covers yet."""

    entries: int
    beyond: int


def format_line(position: int, leaf: bytes, hash_: bytes) -> bytes:
    """The line of one entry, newline included. A canonical leaf holds no newline of its own."""
    return b'{"hash":"%s","leaf":%s,"position":%d}\n' % (hash_.hex().encode(), leaf, position)


def parse_line(line: bytes, number: int) -> Line:
    """Read line `number` (from 1, for the message)."""
    found = _LINE.fullmatch(line.removesuffix(b"\n"))
    if found is None:
        raise FoundWanting(f"line {number}: not an entry of a log")
    return Line(int(found[3]), found[2], bytes.fromhex(found[1].decode()))


def verify_log(lines: Iterable[bytes], checkpoints: Iterable[Checkpoint]) -> LogChecked:
    """Check a whole log, from entry 0, against one or more checkpoints of it.

    Raises FoundWanting naming the position: of an entry that was changed, of one that is missing, of two that changed
    places. If somebody rewrote an entry together with its hash, the copy itself cannot say where: the message then
    names the range between the last checkpoint that holds and the first that does not.
    """
    expected = sorted(checkpoints, key=lambda each: each.size)
    if not expected:
        raise FoundWanting("a log is checked against at least one checkpoint")
    tree, held = Frontier(), 0
    read = _in_order(lines)
    for checkpoint in expected:
        for batch in _batches(read, checkpoint.size - tree.size):
            tree.extend_hashes(batch)
        if tree.size < checkpoint.size:
            raise FoundWanting(f"entry {tree.size} is missing: the log ends there, its checkpoint has {checkpoint.size}")
        if tree.root() != checkpoint.root:
            raise FoundWanting(
                f"the {checkpoint.size} entries do not have the root of the checkpoint: "
                f"at least one of the entries {held} to {checkpoint.size - 1} was rewritten together with its hash"
            )
        held = checkpoint.size
    return LogChecked(held, sum(1 for _ in read))


def _batches(read: Iterator[bytes], count: int) -> Iterator[list[bytes]]:
    while count > 0:
        batch = list(islice(read, min(count, _BATCH)))
        if not batch:
            return
        count -= len(batch)
        yield batch


def _in_order(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The leaf hash of each line, once it is shown to be that of its leaf and to stand at its place."""
    read = iter(lines)
    for place, raw in enumerate(read):
        line = _at(raw, place)
        if line.position != place:
            raise FoundWanting(_misplaced(place, line.position, read))
        if leaf_hash(line.leaf) != line.hash:
            raise FoundWanting(f"entry {place} was changed: its bytes no longer have the hash beside them")
        yield line.hash


def _at(raw: bytes, place: int) -> Line:
    try:
        return parse_line(raw, place + 1)
    except FoundWanting as error:
        raise FoundWanting(f"entry {place} was changed: line {place + 1} is not an entry of a log") from error


def _misplaced(place: int, found: int, rest: Iterator[bytes]) -> str:
    """Say what happened at `place`, where entry `found` stands instead."""
    if found < place:
        return f"entry {found} stands again at place {place}"
    for there, raw in enumerate(rest, start=place + 1):
        if there > found:
            break
        line = _LINE.fullmatch(raw.removesuffix(b"\n"))
        if there == found and line and int(line[3]) == place:
            return f"entries {place} and {found} changed places"
        if there == place + 1 and line and int(line[3]) == found + 1:
            break
    missing = f"entry {place} is" if found == place + 1 else f"entries {place} to {found - 1} are"
    return f"{missing} missing: entry {found} stands in its place"
