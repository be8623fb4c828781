"""`licet log` in a store of its own; what it prints, `licet_verify` accepts."""

import json
from pathlib import Path

from tests.stores import Store

from licet_verify.cli import main

GROW = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "licet.project.settings"
import django
django.setup()
from tests.module.ledger.events import grow
grow(5)
"""


def test_commands_sign_prove_and_verify(store_copy: Store, tmp_path: Path) -> None:
    assert store_copy.python("-c", GROW, timeout=60).returncode == 0
    signed = json.loads(store_copy.licet("log", "checkpoint", "--sign", "--json").stdout)
    assert signed["size"] == 5
    assert store_copy.licet("log", "checkpoint").stdout == signed["note"]
    proven = json.loads(store_copy.licet("log", "prove", "3", "--json").stdout)
    (tmp_path / "leaf").write_text(proven["leaf"])
    (tmp_path / "proof").write_text(store_copy.licet("log", "prove", "3").stdout)
    assert main(["proof", str(tmp_path / "proof"), "--leaf", str(tmp_path / "leaf"), "--key", signed["key"]]) == 0
    assert json.loads(store_copy.licet("log", "verify", "--json").stdout) == {
        "holds": True,
        "entries": 5,
        "root": signed["root"],
        "checkpoints": 1,
        "internal_events": 0,
        "internal_batches": 0,
        "internal_waiting": 0,
    }


def test_proof_of_what_is_not_there_is_refused_in_a_sentence(store_copy: Store) -> None:
    refused = store_copy.licet("log", "prove", "7")
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
