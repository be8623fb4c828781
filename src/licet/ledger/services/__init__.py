"""Commands of the log: `append` as the last act of a transaction; `record_internal_batch` and `sign_checkpoint` outside any."""
