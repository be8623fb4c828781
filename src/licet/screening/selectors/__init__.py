"""Reads: lists in force, the corpus that is screened against, hits and how a subject stands."""
