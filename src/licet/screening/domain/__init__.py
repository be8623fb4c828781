"""Names, listed entries, matching and what was found of a hit: pure, and the same everywhere."""
