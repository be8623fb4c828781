"""Ports to the world with their embedded adapters: clock, ids, files, tasks, mail, PDF, search, outbox, scope queries."""
