"""From what selectors give to words and links: plain functions, no queries."""
