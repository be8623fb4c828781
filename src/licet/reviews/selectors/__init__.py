"""Reads of triggers and reviews."""
