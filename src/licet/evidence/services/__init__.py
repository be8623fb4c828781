"""Commands of the evidence base."""
