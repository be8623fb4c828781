"""Commands of deciding."""
