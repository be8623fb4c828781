"""The rules of the evidence base, pure."""

from licet.evidence.domain.law import RULES, IhlRule, ObjectHit, RuleInfo, Theme

__all__ = ["RULES", "IhlRule", "ObjectHit", "RuleInfo", "Theme"]
