"""What other modules may use of the ledger."""

from licet.ledger.catalogue import Kind, check_narrowing
from licet.ledger.catalogue import read as event_kinds
from licet.ledger.domain import InternalEntry, Narrowing, Prepared, PublishedEntry
from licet.ledger.events import FieldDisclosed
from licet.ledger.keys import public_key_text, verifier_key
from licet.ledger.selectors.auditing import Audited, audit, audit_signed_log
from licet.ledger.selectors.disclosing import entry, fields_to_open, internal_event, open_field
from licet.ledger.selectors.internal import (
    BatchState,
    batch_state,
    days_with_batches_after,
    find_internal,
    internal_disclosure,
    internal_events,
)
from licet.ledger.selectors.log import (
    SignedCheckpoint,
    checkpoint_latest,
    checkpoint_over,
    consistency_proof,
    days_of,
    disclosure,
    entries,
    find,
    has_record,
    inclusion_proof,
    leaf,
    proof_file,
    published,
    root,
    size,
)
from licet.ledger.services.batches import record_internal_batch
from licet.ledger.services.checkpoints import sign_checkpoint
from licet.ledger.services.entries import append, append_prepared, prepare

__all__ = [
    "Audited",
    "BatchState",
    "FieldDisclosed",
    "InternalEntry",
    "Kind",
    "Narrowing",
    "Prepared",
    "PublishedEntry",
    "SignedCheckpoint",
    "append",
    "append_prepared",
    "audit",
    "audit_signed_log",
    "batch_state",
    "check_narrowing",
    "checkpoint_latest",
    "checkpoint_over",
    "consistency_proof",
    "days_of",
    "days_with_batches_after",
    "disclosure",
    "entries",
    "entry",
    "event_kinds",
    "fields_to_open",
    "find",
    "find_internal",
    "has_record",
    "inclusion_proof",
    "internal_disclosure",
    "internal_event",
    "internal_events",
    "leaf",
    "open_field",
    "prepare",
    "proof_file",
    "public_key_text",
    "published",
    "record_internal_batch",
    "root",
    "sign_checkpoint",
    "size",
    "verifier_key",
]
