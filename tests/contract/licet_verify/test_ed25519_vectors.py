"""The 914 Ed25519 edge cases of CCTV: which signatures this verifier accepts is a rule, not an accident.

The rule is written down in docs/decisions/0011-ed25519-rules.md.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from licet_verify.note import VerifierKey

REFUSED = {"non_canonical_R", "low_order_residue"}


@pytest.fixture
def vectors(test_data: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((test_data / "tlog" / "cctv-ed25519" / "ed25519vectors.json").read_text())
    return found


def _accepts(vector: dict[str, Any]) -> bool:
    key = VerifierKey("edge.example", bytes.fromhex(vector["key"]))
    return key.accepts(bytes.fromhex(vector["sig"]), vector["msg"].encode())


def test_signatures_are_refused_for_two_flags_and_for_nothing_else(vectors: list[dict[str, Any]]) -> None:
    assert len(vectors) == 914
    wrong = [vector["number"] for vector in vectors if _accepts(vector) == bool(REFUSED & set(vector["flags"] or ()))]
    assert wrong == []
