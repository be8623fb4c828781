"""Tables of the evidence base. Every table only grows; triggers refuse the rest."""

from licet.evidence.models.corpus import Capture, CaptureReject, Document, Source, SourceGrade, Span
from licet.evidence.models.incidents import Incident, IncidentSpan, IncidentVersion
from licet.evidence.models.public_facts import OfficialLine, OfficialLineVersion, Proceeding, ProceedingSpan, ProceedingVersion

__all__ = [
    "Capture",
    "CaptureReject",
    "Document",
    "Incident",
    "IncidentSpan",
    "IncidentVersion",
    "OfficialLine",
    "OfficialLineVersion",
    "Proceeding",
    "ProceedingSpan",
    "ProceedingVersion",
    "Source",
    "SourceGrade",
    "Span",
]
