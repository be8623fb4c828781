"""Loading the demonstration, and playing the walkthrough."""

from licet.demo.services.load import load
from licet.demo.services.walkthrough import walkthrough

__all__ = ["load", "walkthrough"]
