"""`licet decision show` and `verify`: the record as one file, checked offline."""

from pathlib import Path

import pytest
from tests.world import World
from typer.testing import CliRunner, Result

from licet.cli import decision as group
from licet.decisions.public import Decision
from licet.kernel.actor import system
from licet.kernel.permission import Permission
from licet.ledger import public as ledger


def licet(*arguments: str) -> Result:
    return CliRunner().invoke(group.app, list(arguments))


@pytest.fixture
def record(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The record of a granted case, under a signed checkpoint."""
    world.granted()
    monkeypatch.setattr("django.db.transaction.Atomic._ensure_durability", False, raising=False)
    ledger.sign_checkpoint(actor=system("worker", Permission.CHECKPOINT_SIGN), now=world.now())
    path = tmp_path / "record.json"
    shown = licet("show", Decision.objects.get().reference, "--record", str(path))
    assert shown.exit_code == 0, shown.output
    assert "Officer as decider; Countersigner as countersigner" in shown.output
    return path


def test_record_from_the_command_line_verifies_with_its_place_in_the_log(record: Path) -> None:
    done = licet("verify", str(record))
    assert done.exit_code == 0, done.output
    assert done.output.startswith("The record holds: 2 signatures over ")
    assert " of the log." in done.output


def test_a_changed_record_is_found_wanting_and_a_file_is_never_overwritten(record: Path) -> None:
    record.write_text(record.read_text().replace("Within policy.", "Without policy."))
    assert "Found wanting: texts" in str(licet("verify", str(record)).exception)
    assert "name a new one" in str(licet("show", Decision.objects.get().reference, "--record", str(record)).exception)


def test_an_unknown_decision_or_file_is_absent(db: None, tmp_path: Path) -> None:
    assert "There is no decision “XA-DEC 2031/999999”" in str(licet("show", "XA-DEC 2031/999999").exception)
    assert "There is no such file" in str(licet("verify", str(tmp_path / "nothing")).exception)
