"""Signed checkpoints: made by the worker, outside every other transaction."""

from django.db import transaction

from licet.kernel.actor import Actor
from licet.kernel.errors import Refused
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.ledger.keys import signer_key
from licet.ledger.models import Checkpoint
from licet.ledger.selectors import log
from licet_verify.errors import ProofError
from licet_verify.note import Checkpoint as SignedState
from licet_verify.note import sign
from licet_verify.prove import verify_consistency


def sign_checkpoint(*, actor: Actor, now: Instant) -> log.SignedCheckpoint:
    """Sign the log as it stands; returns the newest checkpoint, which is the old one when nothing was appended.

    Begins a transaction of its own and refuses to run inside another, where it could sign what is then rolled back.
    Raises Refused when the log no longer continues its last checkpoint: two that contradict each other are never signed.
    """
    actor.require(Permission.CHECKPOINT_SIGN)
    with transaction.atomic(durable=True):
        latest = log.checkpoint_latest()
        size = log.size()
        if latest and latest.size == size:
            return latest
        root = log.root(size)
        if latest:
            _require_continuation(latest, size, root)
        key = signer_key()
        note = sign(SignedState(key.name, size, root).text(), [key])
        row = Checkpoint(size=size, root=root, note=note, signed_at=now, signed_by=actor.id)
        Checkpoint.objects.bulk_create([row], ignore_conflicts=True)  # another worker may sign the same size: the same note
    return log.SignedCheckpoint(size, root, note, now)


def _require_continuation(latest: log.SignedCheckpoint, size: int, root: bytes) -> None:
    if latest.size > size:
        raise Refused(f"The log has {size} entries, its last checkpoint {latest.size}: entries were removed. Nothing was signed.")
    if not latest.size:
        return
    proof = log.consistency_proof(latest.size, size)
    try:
        verify_consistency(old=latest.size, size=size, old_root=latest.root, root=root, proof=proof)
    except ProofError as error:
        raise Refused(f"The log does not continue its checkpoint at {latest.size}: {error}. Nothing was signed.") from error
