"""The rules of central assessments, pure."""

from licet.assessments.domain.conclusions import ConclusionFacts, ConclusionFinding, Coverage, StaleWhy, stale

__all__ = ["ConclusionFacts", "ConclusionFinding", "Coverage", "StaleWhy", "stale"]
