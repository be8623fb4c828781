"""Commands on assessments: open, draft, accept, conclude. Each leads: outbox, then ledger, last."""

from licet.assessments.services.accepting import accept_shortfalls
from licet.assessments.services.concluding import conclude
from licet.assessments.services.drafting import StaleAssessment, draft_version, read_content
from licet.assessments.services.opening import open_assessment

__all__ = ["StaleAssessment", "accept_shortfalls", "conclude", "draft_version", "open_assessment", "read_content"]
