"""The rules of central assessments, pure."""

from licet.assessments.domain.authors import TWO_PEOPLE, authors_of, refuse_author
from licet.assessments.domain.checking import LONGEST_NAME, LONGEST_SUMMARY, LONGEST_TEXT, faults, gaps
from licet.assessments.domain.citing import OWN_FINDINGS, own_key, refused
from licet.assessments.domain.conclusions import ConclusionFacts, ConclusionFinding, Coverage, StaleWhy, stale, stale_version
from licet.assessments.domain.content import (
    CAPABILITY,
    COMMITMENT,
    AssuranceDraft,
    CapabilityDraft,
    CommitmentDraft,
    ConclusionDraft,
    FindingDraft,
    IncidentFindingDraft,
    ProcedureDraft,
    QuestionDraft,
    ThemeDraft,
    VersionDraft,
)
from licet.assessments.domain.coverage import SEVERAL, coverage, coverage_from_json
from licet.assessments.domain.findings import (
    DETERMINED,
    Breach,
    CapabilityWord,
    CommitmentWord,
    Insufficiency,
    Known,
    ProcedureKind,
    ThemeWord,
)
from licet.assessments.domain.quoted import Quoted, misquoted, moved, unquotable
from licet.assessments.domain.reading import from_json, to_json
from licet.assessments.domain.resting import determined
from licet.assessments.domain.scopes import scope_warnings
from licet.assessments.domain.telling import Changed, Section, age, compared, counted, named, sections, whole
from licet.assessments.domain.warned import SENTENCES, ToRead, Warned, must_be_read, refuse_unread, unread
from licet.evidence.domain.law import IhlRule, Theme

__all__ = [
    "CAPABILITY",
    "COMMITMENT",
    "DETERMINED",
    "LONGEST_NAME",
    "LONGEST_SUMMARY",
    "LONGEST_TEXT",
    "OWN_FINDINGS",
    "SENTENCES",
    "SEVERAL",
    "TWO_PEOPLE",
    "AssuranceDraft",
    "Breach",
    "CapabilityDraft",
    "CapabilityWord",
    "Changed",
    "CommitmentDraft",
    "CommitmentWord",
    "ConclusionDraft",
    "ConclusionFacts",
    "ConclusionFinding",
    "Coverage",
    "FindingDraft",
    "IhlRule",
    "IncidentFindingDraft",
    "Insufficiency",
    "Known",
    "ProcedureDraft",
    "ProcedureKind",
    "QuestionDraft",
    "Quoted",
    "Section",
    "StaleWhy",
    "Theme",
    "ThemeDraft",
    "ThemeWord",
    "ToRead",
    "VersionDraft",
    "Warned",
    "age",
    "authors_of",
    "compared",
    "counted",
    "coverage",
    "coverage_from_json",
    "determined",
    "faults",
    "from_json",
    "gaps",
    "misquoted",
    "moved",
    "must_be_read",
    "named",
    "own_key",
    "refuse_author",
    "refuse_unread",
    "refused",
    "scope_warnings",
    "sections",
    "stale",
    "stale_version",
    "to_json",
    "unquotable",
    "unread",
    "whole",
]
