"""Commands of the log: `append` as the last act of a transaction; `record_internal_batch` and `sign_checkpoint` outside any."""

from licet.ledger.services.batches import record_internal_batch
from licet.ledger.services.checkpoints import sign_checkpoint
from licet.ledger.services.entries import append, append_prepared, prepare

__all__ = ["append", "append_prepared", "prepare", "record_internal_batch", "sign_checkpoint"]
