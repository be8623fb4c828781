"""The register's tables: what it read in the log, and what it imported. No foreign key leaves the module."""

from licet.register.models.comparing import RegisterComparison
from licet.register.models.derived import FigureCell, ListedDecision
from licet.register.models.facts import (
    ConcernFigures,
    ProcessingTimes,
    PublishedAssessment,
    PublishedIncident,
    PublishedLine,
    PublishedProceeding,
    PublishedReview,
    PublishedTrigger,
    ReviewEntry,
)
from licet.register.models.imports import ImportedLine, ImportFile
from licet.register.models.published import (
    Correction,
    Departure,
    Exclusion,
    Happening,
    Hold,
    Progress,
    PublishedImport,
    RegisteredDecision,
    RegisteredLicence,
    RegisteredLine,
    StatusEntry,
)

__all__ = [
    "ConcernFigures",
    "Correction",
    "Departure",
    "Exclusion",
    "FigureCell",
    "Happening",
    "Hold",
    "ImportFile",
    "ImportedLine",
    "ListedDecision",
    "ProcessingTimes",
    "Progress",
    "PublishedAssessment",
    "PublishedImport",
    "PublishedIncident",
    "PublishedLine",
    "PublishedProceeding",
    "PublishedReview",
    "PublishedTrigger",
    "RegisterComparison",
    "RegisteredDecision",
    "RegisteredLicence",
    "RegisteredLine",
    "ReviewEntry",
    "StatusEntry",
]
