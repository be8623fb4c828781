"""Reads of the evidence base."""
