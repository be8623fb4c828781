"""An application: the draft, what is missing in it, and what a submission freezes. Pure."""

from licet.applications.domain.checking import Fault, Section, check, find_fault_of_return, section_states
from licet.applications.domain.draft import (
    Answer,
    Attachment,
    DocumentKind,
    Draft,
    EndUse,
    PartyDraft,
    Product,
    Route,
    StaleDraft,
)
from licet.applications.domain.frozen import LineContent, PartyContent, content, countries, draft_from_content, onward
from licet.applications.domain.limits import LONGEST_NAME, LONGEST_TEXT, MOST_PARTIES, MOST_PRODUCTS, read_draft

__all__ = [
    "LONGEST_NAME",
    "LONGEST_TEXT",
    "MOST_PARTIES",
    "MOST_PRODUCTS",
    "Answer",
    "Attachment",
    "DocumentKind",
    "Draft",
    "EndUse",
    "Fault",
    "LineContent",
    "PartyContent",
    "PartyDraft",
    "Product",
    "Route",
    "Section",
    "StaleDraft",
    "check",
    "content",
    "countries",
    "draft_from_content",
    "find_fault_of_return",
    "onward",
    "read_draft",
    "section_states",
]
