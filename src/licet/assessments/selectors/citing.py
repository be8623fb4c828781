"""Whose finding an id is: to say by name what a conclusion may not cite."""

from itertools import chain

from licet.assessments.models import Assurance, Capability, CommitmentFinding, IncidentFinding, Procedure, Question, ThemeFinding
from licet.kernel.ids import ID_LENGTH

_KINDS = (IncidentFinding, ThemeFinding, CommitmentFinding, Capability, Procedure, Assurance, Question)


def finding_of_another_version(cite: str) -> tuple[str, str] | None:
    """“version 1 of XA-ASM 2031/000001” and the finding's key, where ``cite`` is the id of a finding in the record.

    Findings of concluded versions only have ids, so an id is never one of the version being written.
    """
    if len(cite.strip()) != ID_LENGTH or ":" in cite:
        return None
    rows = chain.from_iterable(
        kind.objects.filter(pk=cite.strip()).values_list("version__number", "version__assessment__reference", "key") for kind in _KINDS
    )
    return next(((f"version {number} of {reference}", key) for number, reference, key in rows), None)
