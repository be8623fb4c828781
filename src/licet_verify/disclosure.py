"""A disclosed field as one file: an event's leaf, and the value and salt that open one of its commitments.

The field of a public event, whose leaf is an entry of the log:

{"format": "licet/disclosure/v1", "leaf": "<the entry's text>", "field": …, "value": …, "salt": "<hexadecimal>",
 "proof": "<a .tlog-proof>"}

The field of an internal event, whose leaf is in the tree of an hourly batch. The log holds the root of that tree:

{"format": "licet/internal-disclosure/v1", "leaf": "<the event's text>", "field": …, "value": …, "salt": "<hexadecimal>",
 "batch": {"leaf": "<the text of the batch's entry>", "index": …, "size": …, "hashes": ["<hexadecimal>", …]},
 "proof": "<a .tlog-proof of the batch's entry>"}
"""

from dataclasses import dataclass

from licet_verify import canonical
from licet_verify.canonical import Json
from licet_verify.commitment import verify_field
from licet_verify.errors import FoundWanting
from licet_verify.note import Checkpoint, VerifierKey
from licet_verify.proof import ProofFile, verify_proof
from licet_verify.prove import verify_inclusion
from licet_verify.tree import leaf_hash

FORMAT = "licet/disclosure/v1"
INTERNAL_FORMAT = "licet/internal-disclosure/v1"
BATCH_KIND = "ledger:internal-batch:recorded"


@dataclass(frozen=True, slots=True)
class FieldChecked:
    """The field and value that the event is committed to; `position` and `checkpoint` if the log was shown to hold it.

    For an internal event, `position` is that of the batch that covers it.
    """

    field: str
    value: Json
    position: int | None = None
    checkpoint: Checkpoint | None = None
    is_internal: bool = False


@dataclass(frozen=True, slots=True)
class InBatch:
    """Where an internal event is in its batch: the text of the batch's entry, and the proof inside the batch's tree."""

    leaf: bytes
    index: int
    size: int
    hashes: tuple[bytes, ...]


def build(*, leaf: bytes, field: str, value: Json, salt: bytes, proof: str | None = None) -> bytes:
    """The file of a disclosure, in canonical form."""
    parts: dict[str, Json] = {
        "format": FORMAT,
        "leaf": leaf.decode(),
        "field": field,
        "value": value,
        "salt": salt.hex(),
    }
    return canonical.dumps(parts if proof is None else parts | {"proof": proof})


def build_internal(*, leaf: bytes, field: str, value: Json, salt: bytes, batch: InBatch | None = None, proof: str | None = None) -> bytes:
    """The file of a disclosure from an internal event, in canonical form. `proof` is that of the batch's entry."""
    parts: dict[str, Json] = {
        "format": INTERNAL_FORMAT,
        "leaf": leaf.decode(),
        "field": field,
        "value": value,
        "salt": salt.hex(),
    }
    if batch is not None:
        hashes: list[Json] = [node.hex() for node in batch.hashes]
        parts["batch"] = {"leaf": batch.leaf.decode(), "index": batch.index, "size": batch.size, "hashes": hashes}
    return canonical.dumps(parts if proof is None else parts | {"proof": proof})


def verify_disclosure(data: bytes, key: VerifierKey | None = None) -> FieldChecked:
    """Check a disclosure's file; with the log's key also that the log holds the event, or the batch that covers it."""
    whole = canonical.loads(data)
    if not isinstance(whole, dict) or whole.get("format") not in (FORMAT, INTERNAL_FORMAT):
        raise FoundWanting(f"this is not a disclosed field: format is neither {FORMAT!r} nor {INTERNAL_FORMAT!r}")
    is_internal = whole["format"] == INTERNAL_FORMAT
    leaf, field, salt = (_text(whole, name) for name in ("leaf", "field", "salt"))
    if "value" not in whole:
        raise FoundWanting("value: absent from the file")
    verify_field(leaf=leaf.encode(), field=field, salt=_bytes(salt, "salt"), value=whole["value"])
    entry = leaf.encode()
    if is_internal and (key is not None or "batch" in whole):
        entry = _verify_in_batch(whole, entry)
    if key is None:
        return FieldChecked(field, whole["value"], is_internal=is_internal)
    proof = ProofFile.parse(_text(whole, "proof"))
    checkpoint = verify_proof(leaf=entry, proof=proof, key=key)
    return FieldChecked(field, whole["value"], proof.index, checkpoint, is_internal)


def _verify_in_batch(whole: dict[str, Json], leaf: bytes) -> bytes:
    """Check that the event is in the batch that the file shows; returns the text of the batch's entry."""
    batch = whole.get("batch")
    if not isinstance(batch, dict):
        raise FoundWanting("batch: absent from the file; an internal event waits for the batch of its hour")
    entry = _text(batch, "leaf")
    index, size, hashes = batch.get("index"), batch.get("size"), batch.get("hashes")
    if type(index) is not int or type(size) is not int or not isinstance(hashes, list):
        raise FoundWanting("batch: its index, size or hashes are absent from the file")
    verify_inclusion(
        index=index,
        size=size,
        leaf_hash=leaf_hash(leaf),
        proof=[_bytes(str(value), "batch.hashes") for value in hashes],
        root=_bytes(_batch_root(entry), "batch.leaf"),
    )
    return entry.encode()


def _batch_root(entry: str) -> str:
    """The root that an entry publishes, if it is the entry of a batch and of nothing else."""
    value = canonical.loads(entry)
    published = value.get("published") if isinstance(value, dict) else None
    if not isinstance(value, dict) or value.get("kind") != BATCH_KIND or not isinstance(published, dict):
        raise FoundWanting(f"batch.leaf: this entry is not of the kind {BATCH_KIND}")
    return _text(published, "root")


def _text(whole: dict[str, Json], name: str) -> str:
    value = whole.get(name)
    if not isinstance(value, str):
        raise FoundWanting(f"{name}: absent from the file")
    return value


def _bytes(text: str, name: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise FoundWanting(f"{name}: not hexadecimal") from error
