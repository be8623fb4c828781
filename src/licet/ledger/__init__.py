"""The append-only record: entries, Merkle tree, signed checkpoints, proofs."""
