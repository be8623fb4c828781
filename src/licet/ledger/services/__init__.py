"""Commands of the log: `append` as the last act of a transaction, `sign_checkpoint` outside any."""

from licet.ledger.services.checkpoints import sign_checkpoint
from licet.ledger.services.entries import append, append_prepared, prepare

__all__ = ["append", "append_prepared", "prepare", "sign_checkpoint"]
