"""`licet pack check`, as a process."""

from __future__ import annotations

import json
from pathlib import Path

from tests.stores import ROOT, Store

DEMONSTRATION = ROOT / "src/licet/policy/packs/authority/demo.toml"


def test_pack_that_can_be_served_is_named(any_store: Store, tmp_path: Path) -> None:
    own = tmp_path / "authority.toml"
    own.write_text(DEMONSTRATION.read_text().replace("demonstration = true", "demonstration = false"))
    done = any_store.licet("pack", "check", str(own))
    assert done.returncode == 0, done.stderr
    assert "it can be served" in done.stdout
    as_json = json.loads(any_store.licet("pack", "check", str(own), "--json").stdout)
    assert as_json["demonstration"] is False
    assert as_json["version"] in done.stdout


def test_demonstration_is_said_to_be_one(any_store: Store) -> None:
    done = any_store.licet("pack", "check", str(DEMONSTRATION))
    assert "a production start refuses it" in done.stdout


def test_fault_is_refused_with_its_place(any_store: Store, tmp_path: Path) -> None:
    own = tmp_path / "authority.toml"
    own.write_text(DEMONSTRATION.read_text() + "\n[[departments]\n")
    for file in (own, tmp_path / "absent.toml"):
        done = any_store.licet("pack", "check", str(file))
        assert done.returncode == 1
        assert file.name in done.stderr
        assert "Traceback" not in done.stderr
