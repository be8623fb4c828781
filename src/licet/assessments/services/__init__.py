"""Commands on assessments: open, draft, accept, conclude. Each leads: outbox, then ledger, last."""
