"""What the surfaces use of the demonstration."""

from licet.demo.domain.tour import people, tour
from licet.demo.services import load, walkthrough

__all__ = ["load", "people", "tour", "walkthrough"]
