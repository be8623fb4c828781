"""Central assessments in words, tables and pictures."""
