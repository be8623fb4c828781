"""What other modules may use of the ledger."""

from licet.ledger.catalogue import Kind, check_narrowing
from licet.ledger.catalogue import read as event_kinds
from licet.ledger.domain import Narrowing, Prepared, PublishedEntry
from licet.ledger.keys import verifier_key
from licet.ledger.selectors import (
    Audited,
    SignedCheckpoint,
    audit,
    checkpoint_latest,
    checkpoint_over,
    consistency_proof,
    disclosure,
    entries,
    find,
    inclusion_proof,
    leaf,
    proof_file,
    published,
    root,
    size,
)
from licet.ledger.services import append, append_prepared, prepare, sign_checkpoint

__all__ = [
    "Audited",
    "Kind",
    "Narrowing",
    "Prepared",
    "PublishedEntry",
    "SignedCheckpoint",
    "append",
    "append_prepared",
    "audit",
    "check_narrowing",
    "checkpoint_latest",
    "checkpoint_over",
    "consistency_proof",
    "disclosure",
    "entries",
    "event_kinds",
    "find",
    "inclusion_proof",
    "leaf",
    "prepare",
    "proof_file",
    "published",
    "root",
    "sign_checkpoint",
    "size",
    "verifier_key",
]
