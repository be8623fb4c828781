"""`licet log disclose`: one sealed field opened to somebody, checked by them alone, and recorded."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from tests.internal import internal_count, internal_events
from tests.module.ledger.events import NOW, WORKER, checkpoint

from licet.cli.log import disclose, events
from licet.decisions.events import ActSigned
from licet.kernel.actor import system
from licet.kernel.errors import Invalid, MissingReasons, NotAllowed, NotFound, Refused
from licet.ledger import public as ledger
from licet.ledger.models import InternalSalt
from licet.licences.events import LicenceStatusChanged
from licet.policy import public as policy
from licet_verify.cli import main

pytestmark = pytest.mark.django_db
ACT, LICENCE, DAY = "XA-ACT 2031/000001", "XA-LIC 2031/000001", date(2031, 5, 2)


@pytest.fixture(autouse=True)
def recorded() -> None:
    """Two signatures of one kind on one day (internal events 0 and 1), and a suspension (entry 0), under a batch and a checkpoint."""
    signed = [ActSigned(on=DAY, ref=ACT, role="officer", digest="d", means="password", signed_by=f"user:{name}") for name in ("a", "b")]
    suspended = LicenceStatusChanged(
        on=DAY, ref=LICENCE, source="in force", target="suspended", decision="XA-DEC 2031/000002", act=ACT, exporter="Orlan Optics"
    )
    with transaction.atomic():
        policy.record_events(actor=WORKER, events=[*signed, suspended], now=NOW)
    policy.record_internal_batch(actor=WORKER, now=NOW)
    checkpoint()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "field.json"


def opened(file: Path, field: str, **which: int) -> None:
    disclose(field=field, file=file, recipient="The auditor", reasons="Audit 7", **which)


@pytest.mark.parametrize(
    ("which", "field", "value"),
    [({"internal": 0}, "signed_by", "user:a"), ({"internal": 1}, "signed_by", "user:b"), ({"entry": 0}, "exporter", "Orlan Optics")],
)
def test_an_opened_field_is_checked_from_outside_down_to_the_checkpoint(
    file: Path, tmp_path: Path, which: dict[str, int], field: str, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    opened(file, field, **which)
    capsys.readouterr()
    assert main(["field", str(file), "--key", str(ledger.verifier_key())]) == 0
    assert f"{field} is {value!r}" in capsys.readouterr().out
    others = {"user:a", "user:b", "Orlan Optics"} - {value}
    assert not {other for other in others if other in file.read_text()}


def test_to_whom_and_why_is_recorded_and_is_not_public(file: Path) -> None:
    size = ledger.size()
    opened(file, "exporter", entry=0)
    event = internal_events()[-1]
    assert (event.kind, event.ref, event.clear) == ("ledger:field:disclosed", LICENCE, {})
    for field, value in {"field": "exporter", "position": 0, "recipient": "The auditor", "reasons": "Audit 7"}.items():
        assert ledger.internal_disclosure(event.number, field, value)
    assert ledger.size() == size


def test_what_cannot_be_opened_is_refused_and_nothing_is_written(file: Path) -> None:
    InternalSalt.objects.filter(event_id=1, field="means").delete()
    before = internal_count()
    refusals: list[tuple[type[Exception], str, dict[str, Any]]] = [
        (Invalid, "either --entry or --internal", {}),
        (Invalid, "either --entry or --internal", {"entry": 0, "internal": 0}),
        (Invalid, "does not seal signed_at. Its sealed fields: digest, means, role, signed_by", {"internal": 0, "field": "signed_at"}),
        (NotFound, "it was destroyed", {"internal": 1, "field": "means"}),
        (NotFound, "entry of the log", {"entry": 99}),
        (NotFound, "internal event", {"internal": 99}),
        (MissingReasons, "Say the recipient", {"internal": 0, "recipient": " "}),
        (MissingReasons, "Say the reasons", {"internal": 0, "reasons": ""}),
    ]
    given: dict[str, Any] = {"field": "signed_by", "file": file, "recipient": "The auditor", "reasons": "Audit 7"}
    for error, words, changes in refusals:
        with pytest.raises(error, match=words):
            disclose(**given | changes)
    assert (file.exists(), internal_count()) == (False, before)


def test_an_event_that_nobody_could_check_yet_is_not_opened(file: Path) -> None:
    """Neither the batch of the hour nor a checkpoint covers what was recorded a moment ago."""
    recent = ActSigned(on=DAY, ref=ACT, role="officer", digest="d", means="password", signed_by="user:c")
    suspended = LicenceStatusChanged(
        on=DAY, ref=LICENCE, source="in force", target="suspended", decision="XA-DEC 2031/000003", act=ACT, exporter="Orlan Optics"
    )
    with transaction.atomic():
        policy.record_events(actor=WORKER, events=[recent, suspended], now=NOW)
    before = internal_count()
    with pytest.raises(Refused, match="Internal event 2 is not in a signed batch yet"):
        opened(file, "signed_by", internal=2)
    with pytest.raises(Refused, match="No checkpoint covers entry"):
        opened(file, "exporter", entry=ledger.size() - 1)
    assert (file.exists(), internal_count()) == (False, before)


def test_where_the_file_cannot_be_made_nothing_is_recorded(file: Path) -> None:
    file.write_text("mine")
    before = internal_count()
    for target, words in {
        file: "exists: name a new file",
        file.parent / "no such folder" / "field.json": "cannot be written: No such file or directory",
        file.parent / ("f" * 300): "cannot be written: File name too long",
    }.items():
        with pytest.raises(Refused, match=words):
            opened(target, "exporter", entry=0)
    assert (file.read_text(), internal_count()) == ("mine", before)


def test_only_the_command_line_opens_a_field() -> None:
    with pytest.raises(NotAllowed):
        policy.disclose_field(actor=system("web"), event=ledger.entry(0), field="exporter", recipient="x", reasons="y", now=NOW)


def test_events_about_a_reference_are_listed_with_what_can_be_opened(capsys: pytest.CaptureFixture[str]) -> None:
    events(ACT, as_json=True)
    rows = json.loads(capsys.readouterr().out)
    assert [(row["entry"], row["internal"], row["fields"]) for row in rows] == [
        (None, number, ["digest", "means", "role", "signed_by"]) for number in (0, 1)
    ]
    events(LICENCE)
    assert "exporter" in capsys.readouterr().out
