"""The log verifies after any sequence of acts, kept and given up."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.module.ledger.events import checkpoint, granted, grow

from licet.ledger import public as ledger
from licet_verify.errors import FoundWanting
from licet_verify.log import verify_log
from licet_verify.note import open_checkpoint
from licet_verify.prove import verify_consistency

pytestmark = pytest.mark.django_db
APPEND, GIVE_UP = (st.tuples(st.just(name), st.integers(0, 6)) for name in ("append", "give up"))
STEPS = st.lists(APPEND | GIVE_UP | st.just(("sign", 0)), max_size=10)


@contextmanager
def _given_back() -> Iterator[None]:
    """Undo an example's rows. No `atomic`: a checkpoint refuses to be signed inside somebody's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT example")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK TO SAVEPOINT example")
            cursor.execute("RELEASE SAVEPOINT example")


def _play(steps: list[tuple[str, int]]) -> list[ledger.SignedCheckpoint]:
    signed = []
    for step, count in steps:
        if step == "sign":
            signed.append(checkpoint())
            continue
        with transaction.atomic():
            grow(0, granted(count, first=ledger.size()))
            transaction.set_rollback(step == "give up")
    return [*signed, checkpoint()]


@given(STEPS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_log_verifies_after_any_sequence(steps: list[tuple[str, int]]) -> None:
    with _given_back():
        signed = _play(steps)
        key = ledger.verifier_key()
        checked = verify_log(ledger.entries(0), [open_checkpoint(each.note, key) for each in signed])
        assert checked.entries == ledger.audit().entries == sum(count for step, count in steps if step == "append")
        for old, new in pairwise(signed):
            if old.size:
                proof = ledger.consistency_proof(old.size, new.size)
                verify_consistency(old=old.size, size=new.size, old_root=old.root, root=new.root, proof=proof)


@given(STEPS, st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_single_change_of_the_download_is_found(steps: list[tuple[str, int]], data: st.DataObject) -> None:
    with _given_back():
        grow(2)
        signed = _play(steps)[-1]
        lines = list(ledger.entries(0))
    change = data.draw(st.sampled_from(["flip", "remove", "swap"]))
    one, other = sorted(data.draw(st.lists(st.integers(0, len(lines) - 1), min_size=2, max_size=2, unique=True)))
    if change == "flip":
        byte = data.draw(st.integers(0, len(lines[one]) - 1))
        lines[one] = lines[one][:byte] + bytes([lines[one][byte] ^ 1]) + lines[one][byte + 1 :]
    elif change == "remove":
        del lines[one]
    else:
        lines[one], lines[other] = lines[other], lines[one]
    with pytest.raises(FoundWanting, match=rf"\b{one}\b"):
        verify_log(lines, [open_checkpoint(signed.note, ledger.verifier_key())])
