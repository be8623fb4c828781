"""The `.tlog-proof` file."""

import pytest
from tests.unit.licet_verify.small_log import SmallLog

from licet_verify.errors import FoundWanting, ProofError
from licet_verify.proof import ProofFile, verify_proof


def test_proof_of_every_entry_holds(small_log: SmallLog) -> None:
    for position, leaf in enumerate(small_log.leaves):
        proof = ProofFile.parse(str(small_log.proof(position)))
        assert verify_proof(leaf=leaf, proof=proof, key=small_log.key).size == 11


def test_proof_reads_what_it_writes(small_log: SmallLog) -> None:
    plain = small_log.proof(3)
    extra = ProofFile(plain.index, plain.hashes, plain.checkpoint, b"\x00more")
    assert ProofFile.parse(str(plain)) == plain
    assert ProofFile.parse(str(extra).encode()) == extra


def test_proof_of_another_leaf_or_place_is_refused(small_log: SmallLog) -> None:
    proof = small_log.proof(3)
    with pytest.raises(ProofError):
        verify_proof(leaf=small_log.leaves[4], proof=proof, key=small_log.key)
    moved = ProofFile(4, proof.hashes, proof.checkpoint)
    with pytest.raises(ProofError):
        verify_proof(leaf=small_log.leaves[3], proof=moved, key=small_log.key)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("@v1", "@v2"),
        ("index 3", "index 03"),
        ("index 3", "index -3"),
        ("index 3", "3"),
        ("index 3\n", ""),
        ("index 3\n", "index 3\n!\n"),
        ("index 3\n", "index 3\nAAAA\n"),
        ("index 3\n", "index 3\n" + ("A" * 43 + "=\n") * 64),
        ("index 3\n", "extra !\nindex 3\n"),
    ],
)
def test_proof_with_a_wrong_line_is_refused(small_log: SmallLog, old: str, new: str) -> None:
    text = str(small_log.proof(3))
    assert old in text
    with pytest.raises(FoundWanting):
        verify_proof(leaf=small_log.leaves[3], proof=ProofFile.parse(text.replace(old, new, 1)), key=small_log.key)


def test_proof_that_is_not_text_is_refused() -> None:
    with pytest.raises(ProofError):
        ProofFile.parse(b"\xff")
    with pytest.raises(ProofError):
        ProofFile.parse("")
