"""`licet log` in a store of its own; what it prints, `licet_verify` accepts."""

import json
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection
from tests.module.ledger.events import advised, checkpoint, grow, record_batch
from tests.stores import Store

from licet.cli.log import verify
from licet.ledger.models import InternalBatch
from licet.ledger.selectors import auditing
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
        "checkpoints_kept_elsewhere": 0,
        "internal_events": 0,
        "internal_batches": 0,
        "internal_waiting": 0,
        "internal_waiting_since": None,
        "batches_set_back": [],
        "destroyed_salts": 0,
        "events_with_destroyed_salts": [],
    }


def test_a_log_without_any_checkpoint_is_not_called_whole(store_copy: Store, tmp_path: Path) -> None:
    assert store_copy.python("-c", GROW, timeout=60).returncode == 0
    refused = store_copy.licet("log", "verify")
    assert refused.returncode == 1
    assert "5 entries and no signed checkpoint" in refused.stderr
    kept = tmp_path / "checkpoint"
    kept.write_text(store_copy.licet("log", "checkpoint", "--sign").stdout)
    assert "1 checkpoints and 1 kept elsewhere" in store_copy.licet("log", "verify", "--checkpoint", str(kept)).stdout
    kept.write_text(kept.read_text().replace("\n5\n", "\n4\n"))
    refused = store_copy.licet("log", "verify", "--checkpoint", str(kept))
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "is not a checkpoint of this log" in refused.stderr


def test_proof_of_what_is_not_there_is_refused_in_a_sentence(store_copy: Store) -> None:
    refused = store_copy.licet("log", "prove", "7")
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1


def test_what_is_recorded_while_the_log_is_verified_is_not_called_tampering(
    committed_store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The batch of the hour comes between reading the entries of the log and reading the list of batches."""
    check_internal_events = auditing._check_internal_events

    def record() -> None:
        try:
            grow(0, advised(1, first=3))
            record_batch(1)
        finally:
            connection.close()

    def check_later(*arguments: object) -> tuple[int, int, tuple[int, ...]]:
        recorder = Thread(target=record)
        recorder.start()
        recorder.join(20)
        assert not recorder.is_alive(), "the check keeps a writer waiting"
        return check_internal_events(*arguments)  # type: ignore[arg-type]

    grow(0, advised(3))
    record_batch(0)
    checkpoint()
    monkeypatch.setattr(auditing, "_check_internal_events", check_later)
    verify(as_json=True)
    assert json.loads(capsys.readouterr().out)["internal_batches"] == 1
    assert InternalBatch.objects.count() == 2
