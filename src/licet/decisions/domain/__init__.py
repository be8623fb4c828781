"""The law of deciding, pure: the gate, acts and signatures, open concerns."""

from licet.decisions.domain.acts import (
    ACT_TRANSITIONS,
    GRANTS,
    SIGNING_PERMISSION,
    ActKind,
    ActStatus,
    LineDecision,
    Outcome,
    SignatureFacts,
    SigningRole,
    differences,
    may_sign,
    next_roles,
    objections,
)
from licet.decisions.domain.bars import Bar, BarCode, GateResult, worst
from licet.decisions.domain.concerns import OpenConcerns, Shown
from licet.decisions.domain.departing import departed_from, may_meet
from licet.decisions.domain.gate import gate
from licet.decisions.domain.given import (
    CriterionAsked,
    DepartureFacts,
    GateInput,
    HoldFacts,
    HoldKind,
    ScreeningFacts,
)

__all__ = [
    "ACT_TRANSITIONS",
    "GRANTS",
    "SIGNING_PERMISSION",
    "ActKind",
    "ActStatus",
    "Bar",
    "BarCode",
    "CriterionAsked",
    "DepartureFacts",
    "GateInput",
    "GateResult",
    "HoldFacts",
    "HoldKind",
    "LineDecision",
    "OpenConcerns",
    "Outcome",
    "ScreeningFacts",
    "Shown",
    "SignatureFacts",
    "SigningRole",
    "departed_from",
    "differences",
    "gate",
    "may_meet",
    "may_sign",
    "next_roles",
    "objections",
    "worst",
]
