"""Reads of deciding."""
