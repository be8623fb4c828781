"""What a finding says: whether something was determined, or only that it could not be (record.md I7)."""

from collections.abc import Collection, Iterator

from licet.assessments.domain.conclusions import ConclusionFinding
from licet.assessments.domain.content import (
    CapabilityDraft,
    CommitmentDraft,
    ConclusionDraft,
    FindingDraft,
    IncidentFindingDraft,
    ProcedureDraft,
    ThemeDraft,
    VersionDraft,
)
from licet.assessments.domain.findings import DETERMINED, CapabilityWord, CommitmentWord, Known, ThemeWord
from licet.kernel.errors import Invalid

_OPEN = frozenset({ThemeWord.NOT_DETERMINED, ThemeWord.NOT_YET, CommitmentWord.NOT_DETERMINED, CapabilityWord.NOT_DETERMINED})


def determined(item: FindingDraft) -> bool:
    """Whether something was found. What a recipient assured or answered is its word, not a finding of the assessor."""
    match item:
        case IncidentFindingDraft():
            return item.finding in DETERMINED
        case ThemeDraft() | CommitmentDraft() | CapabilityDraft():
            return item.finding not in _OPEN
        case ProcedureDraft():
            return {item.exists, item.used} != {Known.NOT_KNOWN}
        case _:
            return False


def groundless(content: VersionDraft) -> Iterator[Invalid]:
    """Conclusions of *no clear risk* that rest on nothing but what could not be determined."""
    found = {item.key for item in content.findings() if determined(item)}
    for number, item in enumerate(content.conclusions, 1):
        if _rests_on_nothing(item, found):
            words = (
                "“no clear risk” rests on nothing that was determined: insufficient evidence is no compliance. "
                "Cite a finding that was determined, or conclude “not determined”."
            )
            yield Invalid(words, place=f"conclusion {number}")


def _rests_on_nothing(item: ConclusionDraft, found: Collection[str]) -> bool:
    return item.finding is ConclusionFinding.NO_CLEAR_RISK and bool(item.cites) and not set(item.cites) & set(found)
