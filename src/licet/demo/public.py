"""What the surfaces use of the demonstration."""

from licet.demo.domain.tour import people, tour
from licet.demo.services.load import load
from licet.demo.services.walkthrough import walkthrough

__all__ = ["load", "people", "tour", "walkthrough"]
