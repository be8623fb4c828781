"""Licences and what happens to them: issued, suspended, reinstated, revoked, expired; customs told."""
