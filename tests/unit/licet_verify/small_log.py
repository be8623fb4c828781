"""A small log with its key, its checkpoint and its download."""

from dataclasses import dataclass

from licet_verify import canonical
from licet_verify.commitment import commit
from licet_verify.log import format_line
from licet_verify.note import Checkpoint, SignerKey, VerifierKey, sign
from licet_verify.proof import ProofFile
from licet_verify.tree import Frontier, carry_out, leaf_hash, plan_inclusion

SIGNER = SignerKey("log.example/ledger", bytes(range(32)))
SALT = bytes(range(32))


@dataclass(frozen=True)
class SmallLog:
    """Eleven entries; each seals `exporter`."""

    leaves: tuple[bytes, ...]

    @property
    def key(self) -> VerifierKey:
        return SIGNER.verifier()

    def checkpoint(self, size: int | None = None) -> str:
        tree = Frontier()
        tree.extend(self.leaves[:size])
        return sign(Checkpoint(SIGNER.name, tree.size, tree.root()).text(), [SIGNER])

    def lines(self) -> list[bytes]:
        return [format_line(place, leaf, leaf_hash(leaf)) for place, leaf in enumerate(self.leaves)]

    def proof(self, position: int) -> ProofFile:
        hashes = {
            (level, first + place): value
            for level, (first, made) in enumerate(Frontier().extend(self.leaves))
            for place, value in enumerate(made)
        }
        found = carry_out(plan_inclusion(position, len(self.leaves)), hashes)
        return ProofFile(position, tuple(found), self.checkpoint())


def make_leaf(number: int, **published: canonical.Json) -> bytes:
    return canonical.dumps(
        {
            "v": 1,
            "kind": "test:thing:done",
            "on": "2031-05-02",
            "ref": f"T {number}",
            "pack": "test@1",
            "published": {"number": number, **published},
            "sealed": {"exporter": commit(SALT, f"exporter {number}")},
        }
    )
