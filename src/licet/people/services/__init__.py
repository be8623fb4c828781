"""Commands on organisations, people, roles and lists. Each leads its own transaction."""
