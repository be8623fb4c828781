"""Commands of triggers and reviews."""
