"""What other modules may use of casework."""

from licet.casework.domain import (
    TRANSITIONS,
    WORKED_ON,
    CaseFacts,
    CaseStatus,
    Finding,
    GateState,
    GateSummary,
    HandlingKind,
    Level,
    LineFinding,
    ReferralOutcome,
    Standing,
    standing,
    standings,
)
from licet.casework.models import Advice, AdviceAsked, Case, Enquiry, Handling, LineRating, Referral, Step
from licet.casework.selectors.access import access_case, recused, visible_cases
from licet.casework.selectors.contents import AdviceRead, CaseContents, LineContents, PartyContents, TextsRead, contents, texts_read
from licet.casework.selectors.gate import gate_facts
from licet.casework.services.moving import move, store_gate_summaries

__all__ = [
    "TRANSITIONS",
    "WORKED_ON",
    "Advice",
    "AdviceAsked",
    "AdviceRead",
    "Case",
    "CaseContents",
    "CaseFacts",
    "CaseStatus",
    "Enquiry",
    "Finding",
    "GateState",
    "GateSummary",
    "Handling",
    "HandlingKind",
    "Level",
    "LineContents",
    "LineFinding",
    "LineRating",
    "PartyContents",
    "Referral",
    "ReferralOutcome",
    "Standing",
    "Step",
    "TextsRead",
    "access_case",
    "contents",
    "gate_facts",
    "move",
    "recused",
    "standing",
    "standings",
    "store_gate_summaries",
    "texts_read",
    "visible_cases",
]
