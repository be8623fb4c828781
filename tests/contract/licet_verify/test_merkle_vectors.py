"""All 518 probes of transparency-dev/merkle: inclusion and consistency, of trees and of subtrees, good and bad."""

import base64
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from licet_verify.errors import ProofError
from licet_verify.prove import verify_consistency, verify_inclusion, verify_subtree_consistency, verify_subtree_inclusion

# Probes that the RFC's bare algorithms accept and this verifier refuses: their roots are not hashes (12 bytes, not 32).
STRICTER = {
    "consistency/additional/sizes-are-equal-one-and-proof-is-empty",
    "subtreeconsistency/additional/sizes-are-equal-one-and-proof-is-empty",
    "subtreeconsistency/additional/subtree-is-empty-sizes-are-equal-one-subtree-root-valid-tree-root-random-proof-is-empty",
    "subtreeconsistency/additional/subtree-is-empty-sizes-are-equal-zero-subtree-root-valid-tree-root-random-proof-is-empty",
}
EXPECTED = {"inclusion": 98, "consistency": 98, "subtreeinclusion": 204, "subtreeconsistency": 118}


@pytest.fixture
def probes(test_data: Path) -> dict[str, dict[str, Any]]:
    folder = test_data / "tlog" / "transparency-dev-merkle"
    return {str(path.relative_to(folder).with_suffix("")): json.loads(path.read_text()) for path in folder.rglob("*.json")}


def _hash(text: str | None) -> bytes:
    return base64.b64decode(text or "")


def _verify(family: str, probe: dict[str, Any]) -> None:
    proof = [_hash(each) for each in probe["proof"] or ()]
    if family in {"inclusion", "subtreeinclusion"}:
        given = {"index": probe["leafIdx"], "leaf_hash": _hash(probe["leafHash"]), "root": _hash(probe["root"]), "proof": proof}
    if family == "inclusion":
        verify_inclusion(size=probe["treeSize"], **given)
    elif family == "subtreeinclusion":
        verify_subtree_inclusion(start=probe["start"], end=probe["end"], **given)
    elif family == "consistency":
        roots = {"old_root": _hash(probe["root1"]), "root": _hash(probe["root2"])}
        verify_consistency(old=probe["size1"], size=probe["size2"], proof=proof, **roots)
    else:
        roots = {"subtree_root": _hash(probe["root1"]), "root": _hash(probe["root2"])}
        verify_subtree_consistency(start=probe["start"], end=probe["end"], size=probe["size"], proof=proof, **roots)


def _refusal(family: str, probe: dict[str, Any]) -> str | None:
    try:
        _verify(family, probe)
    except ProofError as error:
        return str(error)
    return None


def test_every_probe_is_judged_as_its_authors_say_but_the_named(probes: dict[str, dict[str, Any]]) -> None:
    judged = {name: _refusal(name.partition("/")[0], probe) for name, probe in probes.items()}
    assert {name for name, refusal in judged.items() if (refusal is not None) != probes[name]["wantErr"]} == STRICTER
    assert {judged[name] for name in STRICTER} == {"a hash has 32 bytes, not 12"}
    assert Counter(name.partition("/")[0] for name in probes) == EXPECTED
