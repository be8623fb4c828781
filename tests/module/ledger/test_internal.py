"""Internal events: kept beside the log, covered by an hourly batch, checked by the audit, opened field by field."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from tests.module.ledger.events import Advised, advised, checkpoint, granted, grow, record_batch

from licet.kernel.actor import system
from licet.kernel.errors import Invalid, NotAllowed, NotFound, Refused
from licet.kernel.event import Event
from licet.ledger import public as ledger
from licet.ledger.domain import SMALLEST_BATCH, Leaf, prepare_leaf
from licet.ledger.models import Checkpoint, Entry, InternalBatch, InternalEvent, InternalSalt, Node, Salt
from licet.ledger.services import entries
from licet_verify import canonical
from licet_verify.disclosure import BATCH_KIND, verify_disclosure
from licet_verify.errors import FoundWanting
from licet_verify.note import open_checkpoint
from licet_verify.tree import leaf_hash

pytestmark = pytest.mark.django_db


def test_an_internal_event_adds_nothing_to_the_log() -> None:
    assert grow(0, [*advised(2), *granted(1), *advised(1, first=2)]) == range(1)
    assert [entry.kind for entry in ledger.published()] == ["test:licence:granted"]
    assert [(event.number, event.ref, event.clear) for event in ledger.internal_events()] == [
        (0, "C 0", {"number": 0}),
        (1, "C 1", {"number": 1}),
        (2, "C 2", {"number": 2}),
    ]
    assert [event.number for event in ledger.internal_events(after=1)] == [2]


def test_a_store_with_internal_events_alone_has_a_record() -> None:
    assert not ledger.has_record()
    grow(0, advised(1))
    assert (ledger.has_record(), ledger.size()) == (True, 0)


def test_what_is_public_and_what_is_internal_are_found_apart() -> None:
    grow(0, [Advised(on=granted(1)[0].on, ref="T 0", number=1), *granted(1)])
    assert [entry.kind for entry in ledger.find("T 0")] == ["test:licence:granted"]
    assert [event.kind for event in ledger.find_internal("T 0")] == ["test:advice:given"]
    assert ledger.find_internal("T 9") == []


def fail_after_recording() -> None:
    with transaction.atomic():
        grow(0, advised(3))
        raise ZeroDivisionError


def test_an_act_that_fails_leaves_no_internal_event() -> None:
    with pytest.raises(ZeroDivisionError):
        fail_after_recording()
    grow(0, advised(1))
    assert list(InternalEvent.objects.values_list("number", flat=True)) == [0]
    assert InternalSalt.objects.count() == 1


def test_equal_internal_events_have_different_leaves() -> None:
    """Each leaf has a nonce, so that a neighbour in somebody's proof cannot be guessed."""
    grow(0, [*advised(1), *advised(1)])
    one, other = InternalEvent.objects.values_list("leaf_hash", flat=True)
    assert bytes(one) != bytes(other)


def test_every_hour_has_one_batch_whether_anything_happened_or_not() -> None:
    grow(0, advised(3))
    assert [record_batch(0), record_batch(0), record_batch(1), record_batch(1)] == [0, None, 1, None]
    entries = list(ledger.published())
    assert [entry.ref for entry in entries] == [
        "internal events until 2031-05-02 09:00 UTC",
        "internal events until 2031-05-02 10:00 UTC",
    ]
    assert [set(entry.published) for entry in entries] == [{"root"}, {"root"}]
    assert [entry.withheld for entry in entries] == [("count",), ("count",)]
    assert len({len(ledger.leaf(position)) for position in (0, 1)}) == 1, "an empty hour looks otherwise than a full one"
    assert list(InternalBatch.objects.order_by("entry_id").values_list("first", "count")) == [(0, 3), (3, 0)]


def test_two_empty_hours_do_not_look_alike() -> None:
    record_batch(0)
    record_batch(1)
    one, other = (entry.published["root"] for entry in ledger.published())
    assert one != other


def test_one_batch_catches_up_after_a_pause() -> None:
    record_batch(0)
    grow(0, advised(2))
    assert record_batch(30) == 1
    batch = InternalBatch.objects.get(entry_id=1)
    assert (batch.first, batch.count, batch.until) == (0, 2, datetime(2031, 5, 3, 15, tzinfo=UTC))


def test_a_clock_that_was_ahead_stops_no_batch_and_is_told_of(caplog: pytest.LogCaptureFixture) -> None:
    record_batch(24 * 365)
    grow(0, advised(2))
    assert ledger.batch_state().newest_hour == datetime(2032, 5, 1, 9, tzinfo=UTC)
    assert not caplog.records
    assert [record_batch(0), record_batch(0), record_batch(1)] == [1, None, 2]
    assert ["clock went back" in record.getMessage() for record in caplog.records] == [True]
    assert list(InternalBatch.objects.order_by("entry_id").values_list("first", "count")) == [(0, 0), (0, 2), (2, 0)]
    assert ledger.batch_state() == ledger.BatchState(datetime(2031, 5, 2, 10, tzinfo=UTC), None)
    assert ledger.audit().set_back == (1,)


def test_batch_is_recorded_by_the_system_only() -> None:
    with pytest.raises(NotAllowed):
        ledger.record_internal_batch(
            actor=system("stranger"), on=granted(1)[0].on, now=datetime(2031, 5, 2, 9, tzinfo=UTC), pack_version="x"
        )


def test_audit_counts_internal_events_and_those_that_wait() -> None:
    grow(0, advised(20))
    record_batch(0)
    grow(0, [*advised(2, first=20), *granted(1)])
    checkpoint()
    held = ledger.audit()
    assert (held.entries, held.internal, held.batches, held.waiting) == (2, 22, 1, 2)


@pytest.fixture
def unguarded() -> None:
    """Somebody who owns the database takes the triggers away first."""
    drop = {"sqlite": "DROP TRIGGER {table}_{verb}", "postgresql": "DROP TRIGGER {table}_{verb} ON {table}"}[connection.vendor]
    with connection.cursor() as cursor:
        for table in ("ledger_internalevent", "ledger_internalbatch", "ledger_entry", "ledger_node", "ledger_checkpoint"):
            for verb in ("update", "delete"):
                cursor.execute(drop.format(table=table, verb=verb))


def rewrite(number: int, **changes: object) -> None:
    """Give an internal event other bytes, with the hash that belongs to them."""
    event = InternalEvent.objects.get(number=number)
    data = json.dumps(json.loads(bytes(event.leaf)) | changes, separators=(",", ":"), sort_keys=True).encode()
    InternalEvent.objects.filter(number=number).update(leaf=data, leaf_hash=leaf_hash(data))


def remove(number: int) -> None:
    InternalSalt.objects.filter(event_id=number).delete()
    InternalEvent.objects.filter(number=number).delete()


def replace_salt(table: type[Salt] | type[InternalSalt], **row: object) -> None:
    table.objects.filter(**row).delete()
    table.objects.create(**row, salt=bytes(32))


CHANGES: dict[str, tuple[Callable[[], object], str]] = {
    "bytes": (lambda: InternalEvent.objects.filter(number=3).update(leaf=b"{}"), "internal event 3 was changed"),
    "bytes and hash": (lambda: rewrite(3, published={"number": 33}), "internal events 0 to 4 are not what it was then"),
    "a waiting event's column": (
        lambda: InternalEvent.objects.filter(number=6).update(ref="C 66"),
        "internal event 6 is filed under another",
    ),
    "one from the middle": (lambda: remove(2), "internal event 2 is missing"),
    "the count of a batch": (lambda: InternalBatch.objects.filter(entry_id=0).update(count=6), "internal events 0 to 5 are not"),
    "the filler of an empty batch": (lambda: InternalBatch.objects.filter(entry_id=1).update(filler=bytes(32)), "its filler is not"),
    "a batch": (lambda: InternalBatch.objects.filter(entry_id=1).delete(), "entry 1 is in the log, but not in the list of batches"),
    "the hour of a batch": (
        lambda: InternalBatch.objects.filter(entry_id=1).update(until=datetime(2099, 1, 1, tzinfo=UTC)),
        "the batch in entry 1 is filed under another hour",
    ),
    "a salt of an entry": (lambda: replace_salt(Salt, entry_id=1, field="count"), "a salt of entry 1 was replaced"),
    "a salt of an internal event": (
        lambda: replace_salt(InternalSalt, event_id=3, field="reasons"),
        "a salt of internal event 3 was replaced",
    ),
    "a salt too many": (
        lambda: InternalSalt.objects.create(event_id=6, field="number", salt=bytes(32)),
        "internal event 6 has a salt for number, which it does not seal",
    ),
    "where a batch begins": (lambda: InternalBatch.objects.filter(entry_id=1).update(first=4), "begins at internal event 4 instead of 5"),
}


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize("what", CHANGES)
def test_audit_names_what_was_changed(what: str) -> None:
    change, words = CHANGES[what]
    grow(0, advised(5))
    record_batch(0)
    record_batch(1)
    grow(0, advised(2, first=5))
    change()
    with pytest.raises(Refused, match=words):
        ledger.audit()


@pytest.mark.usefixtures("unguarded")
def test_audit_finds_that_the_last_covered_events_were_removed() -> None:
    grow(0, advised(5))
    record_batch(0)
    remove(4)
    with pytest.raises(Refused, match="internal events are missing: 1 of those that the batch in entry 0 covers"):
        ledger.audit()


@pytest.mark.usefixtures("unguarded")
def test_a_checkpoint_kept_elsewhere_finds_what_deleted_checkpoints_hide() -> None:
    """Somebody removes the newest entry with every checkpoint: what is left agrees with itself."""
    grow(4)
    kept = open_checkpoint(checkpoint().note, ledger.verifier_key())
    grow(1)
    checkpoint()
    assert ledger.audit([kept]).checkpoints == 2
    Checkpoint.objects.all().delete()
    assert ledger.audit([kept]).checkpoints == 0
    Salt.objects.filter(entry_id__gte=3).delete()
    Entry.objects.filter(position__gte=3).delete()
    Node.objects.filter(number__gte=3).delete()
    assert ledger.audit().entries == 3
    with pytest.raises(Refused, match="it has 3 entries, and the checkpoint that was kept elsewhere 4: entries were removed"):
        ledger.audit([kept])
    grow(2)
    with pytest.raises(Refused, match="not the one that the checkpoint at 4, which was kept elsewhere, was signed for"):
        ledger.audit([kept])


def leaf_of_the_version_before(event: Event, **options: Any) -> Leaf:
    leaf = prepare_leaf(event, **options)
    value = dict(json.loads(leaf.data)) | {"v": 1}
    del value["salts"]
    return replace(leaf, data=canonical.dumps(value))


def test_leaves_without_a_digest_of_their_salts_still_verify(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr(entries, "prepare_leaf", leaf_of_the_version_before)
        grow(0, [*granted(1), *advised(2)])
    grow(0, [*granted(1), *advised(2)])
    record_batch(0)
    checkpoint()
    held = ledger.audit()
    assert (held.entries, held.internal, held.destroyed_salts) == (3, 4, 0)
    for number in (0, 3):
        data = ledger.internal_disclosure(number, "reasons", "No objection.")
        assert verify_disclosure(data, ledger.verifier_key()).position == 2


def test_log_stays_whole_when_the_count_of_a_batch_is_closed_for_ever() -> None:
    """The root alone vouches for the events."""
    grow(0, advised(5))
    record_batch(0)
    Salt.objects.filter(entry_id=0, field="count").delete()
    held = ledger.audit()
    assert (held.internal, held.destroyed_salts, held.closed_events) == (5, 1, ("entry 0 (count)",))


@pytest.mark.parametrize("events", [1, 15, 16, 40])
def test_field_of_an_internal_event_verifies_down_to_the_checkpoint(events: int) -> None:
    grow(0, advised(events))
    record_batch(0)
    grow(2)
    checkpoint()
    for number in {0, events - 1}:
        data = ledger.internal_disclosure(number, "reasons", "No objection.")
        checked = verify_disclosure(data, ledger.verifier_key())
        assert (checked.value, checked.position, checked.is_internal) == ("No objection.", 0, True)
        assert json.loads(data)["batch"]["size"] >= max(SMALLEST_BATCH, events + 1)


def test_field_of_an_event_that_waits_is_opened_without_a_place_in_the_log() -> None:
    grow(0, advised(1))
    data = ledger.internal_disclosure(0, "reasons", "No objection.")
    assert verify_disclosure(data).value == "No objection."
    with pytest.raises(FoundWanting, match="waits for the batch of its hour"):
        verify_disclosure(data, ledger.verifier_key())


def test_wrong_value_and_destroyed_salt_of_an_internal_event_open_nothing() -> None:
    grow(0, advised(2))
    with pytest.raises(Invalid, match="Internal event 0"):
        ledger.internal_disclosure(0, "reasons", "Objection.")
    InternalSalt.objects.filter(event_id=1).delete()
    with pytest.raises(NotFound):
        ledger.internal_disclosure(1, "reasons", "No objection.")
    held = ledger.audit()
    assert (held.waiting, held.destroyed_salts) == (2, 1)


def disclosed() -> dict[str, object]:
    grow(0, advised(3))
    record_batch(0)
    grow(1)
    checkpoint()
    return dict(json.loads(ledger.internal_disclosure(1, "reasons", "No objection.")))


def verified(file: dict[str, object]) -> None:
    data = json.dumps(file, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()
    verify_disclosure(data, ledger.verifier_key())


def test_every_part_of_a_disclosure_from_an_internal_event_is_checked() -> None:
    file = disclosed()
    verified(file)
    batch = dict(file["batch"])  # type: ignore[call-overload]
    other_entry = ledger.leaf(1).decode()
    forged = json.dumps(json.loads(batch["leaf"]) | {"kind": "test:other:kind"}, separators=(",", ":"), sort_keys=True)
    for changed, words in (
        ({"batch": batch | {"index": 2}}, "entry 2 is not what"),
        ({"batch": batch | {"index": True}}, "index, size or hashes are absent"),
        ({"batch": batch | {"hashes": batch["hashes"][:-1]}}, "shorter than the tree"),
        ({"batch": batch | {"hashes": ["zz"]}}, "batch.hashes: not hexadecimal"),
        ({"batch": batch | {"leaf": other_entry}}, f"not of the kind {BATCH_KIND}"),
        ({"batch": batch | {"leaf": forged}}, f"not of the kind {BATCH_KIND}"),
        ({"batch": None}, "waits for the batch"),
        ({"leaf": str(file["leaf"]).replace("C 1", "C 2")}, "entry 1 is not what"),
        ({"value": "Objection."}, "not what this entry committed to"),
        ({"format": "licet/disclosure/v1"}, "is not what the tree"),
    ):
        with pytest.raises(FoundWanting, match=words):
            verified(file | changed)


def test_a_batch_entry_whose_root_was_exchanged_is_not_in_the_log() -> None:
    file = disclosed()
    batch = dict(file["batch"])  # type: ignore[call-overload]
    entry = json.loads(batch["leaf"])
    entry["published"]["root"] = leaf_hash(str(file["leaf"]).encode()).hex()
    forged = batch | {"leaf": json.dumps(entry, separators=(",", ":"), sort_keys=True), "index": 0, "size": 1, "hashes": []}
    with pytest.raises(FoundWanting, match="not what the tree with this root holds"):
        verified(file | {"batch": forged})
