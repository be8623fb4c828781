"""Reads of assessments: what is in force, as of a day and as known on another; what they stand on; what changed."""
