"""Pure values of licensing: no Django, no input or output, no clock, no randomness."""
