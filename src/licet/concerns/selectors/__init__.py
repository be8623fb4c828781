"""Reads: who may open a concern, and what they then see."""
