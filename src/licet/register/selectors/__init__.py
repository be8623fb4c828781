"""Reads of the register. All of it is public."""
