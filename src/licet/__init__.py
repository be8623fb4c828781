"""Licet, an open export-licensing system. The version is stated here and nowhere else."""

__version__ = "0.2.0"
