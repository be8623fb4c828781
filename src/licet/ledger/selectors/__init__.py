"""Reads of the ledger: the public log, internal events, and the audit of both."""
