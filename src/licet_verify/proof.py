"""The `.tlog-proof` file: one entry's place in the log, with the checkpoint that vouches for it (C2SP tlog-proof)."""

import base64
from dataclasses import dataclass

from licet_verify.errors import ProofError
from licet_verify.note import Checkpoint, VerifierKey, b64decode, open_checkpoint
from licet_verify.prove import verify_inclusion
from licet_verify.tree import leaf_hash

HEADER = "c2sp.org/tlog-proof@v1"
MAX_HASHES = 63


@dataclass(frozen=True, slots=True)
class ProofFile:
    """`index` of the entry, hashes from the leaf's side up, and the signed checkpoint exactly as published."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    extra: bytes | None = None

    def __str__(self) -> str:
        lines = [HEADER]
        if self.extra is not None:
            lines.append(f"extra {base64.b64encode(self.extra).decode()}")
        lines += [f"index {self.index}", *(base64.b64encode(value).decode() for value in self.hashes)]
        return "\n".join(lines) + "\n\n" + self.checkpoint

    @classmethod
    def parse(cls, data: str | bytes) -> "ProofFile":
        """Read the file; raises ProofError or NoteError naming the line that is wrong."""
        try:
            text = data if isinstance(data, str) else data.decode()
        except UnicodeDecodeError as error:
            raise ProofError("the proof is not UTF-8") from error
        head, border, checkpoint = text.partition("\n\n")
        lines = head.split("\n")
        if lines.pop(0) != HEADER or not border:
            raise ProofError(f"a proof starts with the line {HEADER} and ends with a checkpoint after a blank line")
        extra = b64decode(lines.pop(0)[6:], "the extra line") if lines and lines[0].startswith("extra ") else None
        index = _index(lines.pop(0) if lines else "")
        if len(lines) > MAX_HASHES:
            raise ProofError(f"the proof has {len(lines)} hashes; no tree is higher than {MAX_HASHES}")
        hashes = [b64decode(line, f"hash {number} of the proof") for number, line in enumerate(lines, start=1)]
        return cls(index, tuple(hashes), checkpoint, extra)


def verify_proof(*, leaf: bytes, proof: ProofFile, key: VerifierKey) -> Checkpoint:
    """Check that the log of this key holds `leaf` where the proof says; returns the checkpoint it rests on."""
    checkpoint = open_checkpoint(proof.checkpoint, key)
    verify_inclusion(
        index=proof.index,
        size=checkpoint.size,
        leaf_hash=leaf_hash(leaf),
        proof=proof.hashes,
        root=checkpoint.root,
    )
    return checkpoint


def _index(line: str) -> int:
    number = line.removeprefix("index ")
    plain = number.isascii() and number.isdigit() and (number == "0" or number[0] != "0") and len(number) < 20
    if number == line or not plain:
        raise ProofError(f"the proof says {line[:40]!r} where its index should stand")
    return int(number)
