"""Checkpoints, proofs, the download, disclosures, the audit: made here, verified by `licet_verify`."""

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries
from tests.module.ledger.events import NOW, WORKER, checkpoint, grow

from licet.kernel.actor import system
from licet.kernel.errors import Invalid, NotAllowed, NotFound, Refused
from licet.ledger import public as ledger
from licet.ledger.keys import signer_key
from licet.ledger.models import Checkpoint, Entry, Node, Salt
from licet_verify.disclosure import verify_disclosure
from licet_verify.log import LogChecked, verify_log
from licet_verify.note import Checkpoint as State
from licet_verify.note import open_checkpoint, sign
from licet_verify.proof import ProofFile, verify_proof
from licet_verify.prove import verify_consistency
from licet_verify.tree import node_hash

ANOTHER_HASH = "(SELECT leaf_hash FROM ledger_entry WHERE position = 0)"
pytestmark = pytest.mark.django_db


def test_checkpoint_is_signed_by_the_log() -> None:
    grow(5)
    signed = checkpoint()
    opened = open_checkpoint(signed.note, ledger.verifier_key())
    assert (opened.size, opened.root) == (5, signed.root) == (5, ledger.root(5))
    assert ledger.checkpoint_latest() == signed


def test_empty_log_has_a_checkpoint_too() -> None:
    assert ledger.checkpoint_latest() is None
    assert checkpoint().size == 0
    grow(1)
    assert checkpoint().size == 1


def test_checkpoint_is_signed_once_for_a_size() -> None:
    grow(2)
    assert checkpoint() == checkpoint()
    assert Checkpoint.objects.count() == 1


def test_checkpoint_needs_its_permission() -> None:
    with pytest.raises(NotAllowed):
        ledger.sign_checkpoint(actor=system("stranger"), now=NOW)


def test_log_that_does_not_continue_its_checkpoint_is_not_signed() -> None:
    grow(5)
    Checkpoint.objects.create(size=3, root=bytes(32), note="forged", signed_at=NOW, signed_by=WORKER.id)
    with pytest.raises(Refused, match="does not continue its checkpoint at 3"):
        checkpoint()


def test_log_shorter_than_its_checkpoint_is_not_signed() -> None:
    grow(2)
    Checkpoint.objects.create(size=3, root=bytes(32), note="forged", signed_at=NOW, signed_by=WORKER.id)
    with pytest.raises(Refused, match="entries were removed"):
        checkpoint()


def test_proof_file_of_every_entry_verifies(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    grow(21)
    checkpoint()
    for position in range(21):
        with django_assert_max_num_queries(3):
            proof = str(ledger.proof_file(position))
        verify_proof(leaf=ledger.leaf(position), proof=ProofFile.parse(proof), key=ledger.verifier_key())


def test_no_proof_before_a_checkpoint_covers_the_entry() -> None:
    grow(2)
    checkpoint()
    grow(1)
    for position in (2, 3, -1):
        with pytest.raises(NotFound):
            ledger.proof_file(position)


def test_consistency_between_all_sizes_verifies() -> None:
    grow(13)
    roots = [ledger.root(size) for size in range(14)]
    for size in range(1, 14):
        for old in range(1, size + 1):
            proof = ledger.consistency_proof(old, size)
            verify_consistency(old=old, size=size, old_root=roots[old], root=roots[size], proof=proof)


def test_no_proof_of_what_the_log_has_not() -> None:
    grow(3)
    for ask in (lambda: ledger.inclusion_proof(0, 9), lambda: ledger.consistency_proof(2, 9), lambda: ledger.leaf(3)):
        with pytest.raises(NotFound):
            ask()


def test_download_in_pages_verifies() -> None:
    grow(9)
    lines = [line for start in range(0, 12, 4) for line in ledger.entries(start, 4)]
    grow(1)
    assert verify_log(lines, [open_checkpoint(checkpoint_of(9), ledger.verifier_key())]) == LogChecked(9, 0)


def checkpoint_of(size: int) -> str:
    return sign(State(signer_key().name, size, ledger.root(size)).text(), [signer_key()])


def test_published_follows_a_position() -> None:
    grow(5)
    assert [each.position for each in ledger.published()] == [0, 1, 2, 3, 4]
    assert [each.position for each in ledger.published(2)] == [3, 4]
    assert [each.position for each in ledger.published(0, 2)] == [1, 2]
    first = next(iter(ledger.published()))
    assert first.published == {"number": 0, "countries": ["QM"]}
    assert first.withheld == ("exporter", "note")


def test_find_gives_every_entry_about_a_reference() -> None:
    grow(3)
    grow(2)
    assert [each.position for each in ledger.find("T 1")] == [1, 4]
    assert ledger.find("T 9") == []


def test_disclosed_field_verifies() -> None:
    grow(3)
    assert verify_disclosure(ledger.disclosure(1, "exporter", "Orlan Optics")).value == "Orlan Optics"
    checkpoint()
    checked = verify_disclosure(ledger.disclosure(1, "exporter", "Orlan Optics"), ledger.verifier_key())
    assert (checked.position, checked.value) == (1, "Orlan Optics")


def test_wrong_value_is_never_disclosed() -> None:
    grow(1)
    with pytest.raises(Invalid, match="exporter"):
        ledger.disclosure(0, "exporter", "Somebody else")


def test_field_whose_salt_was_destroyed_stays_closed_and_the_log_whole() -> None:
    grow(3)
    Salt.objects.filter(entry_id=1).delete()
    with pytest.raises(NotFound):
        ledger.disclosure(1, "exporter", "Orlan Optics")
    assert ledger.audit().entries == 3


def test_audit_of_an_untouched_log_holds() -> None:
    assert ledger.audit().entries == 0
    for count in (3, 4, 1200):
        grow(count)
        checkpoint()
    grow(1)
    held = ledger.audit()
    assert (held.entries, held.root, held.checkpoints) == (1208, ledger.root(1208), 3)


@pytest.fixture
def unguarded() -> None:
    """Somebody who owns the database takes the triggers away first."""
    drop = {"sqlite": "DROP TRIGGER {table}_{verb}", "postgresql": "DROP TRIGGER {table}_{verb} ON {table}"}[connection.vendor]
    with connection.cursor() as cursor:
        for table in ("ledger_entry", "ledger_node"):
            for verb in ("update", "delete"):
                cursor.execute(drop.format(table=table, verb=verb))


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("UPDATE ledger_entry SET leaf = substr(leaf, 2) WHERE position = 3", "entry 3 was changed"),
        ("UPDATE ledger_entry SET leaf = 'text' WHERE position = 3", "entry 3 was changed"),
        ("DELETE FROM ledger_salt WHERE entry_id = 2; DELETE FROM ledger_entry WHERE position = 2", "entry 2 is missing"),
        ("UPDATE ledger_entry SET ref = 'T 77' WHERE position = 4", "entry 4 is filed under another"),
        (
            "UPDATE ledger_node SET hash = (SELECT leaf_hash FROM ledger_entry WHERE position = 0) WHERE number = 3",
            "the stored node over the entries 0 to 3",
        ),
        ("DELETE FROM ledger_node WHERE number = 9", "the stored node over the entries 4 to 5"),
    ],
)
def test_audit_names_the_place_of_a_change(statement: str, place: str) -> None:
    grow(7)
    checkpoint()
    with connection.cursor() as cursor:
        for each in statement.split(";"):
            cursor.execute(each)
    with pytest.raises(Refused, match=place):
        ledger.audit()


@pytest.mark.usefixtures("unguarded")
def test_audit_finds_an_entry_rewritten_with_its_nodes() -> None:
    grow(2)
    checkpoint()
    one, other = (Entry.objects.get(position=place) for place in (0, 1))
    Entry.objects.filter(position=0).update(leaf=other.leaf, leaf_hash=other.leaf_hash, ref=other.ref)
    Entry.objects.filter(position=1).update(leaf=one.leaf, leaf_hash=one.leaf_hash, ref=one.ref)
    Node.objects.filter(number=1).update(hash=node_hash(bytes(other.leaf_hash), bytes(one.leaf_hash)))
    salts = list(Salt.objects.filter(entry_id__in=[0, 1]).values_list("entry_id", "field", "salt"))
    Salt.objects.all().delete()
    Salt.objects.bulk_create(Salt(entry_id=1 - position, field=field, salt=salt) for position, field, salt in salts)
    with pytest.raises(Refused, match="not the one that the checkpoint at 2"):
        ledger.audit()
