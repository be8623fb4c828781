"""What a conclusion of *no clear risk* rests on, and whether that is enough (decision 0262).

The authority's pack states a minimum and a full requirement. Below the minimum there is no such conclusion: the scope is *not
determined*. Between the two the conclusion carries a warning. Nothing is averaged: every part that falls short is named.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from licet.assessments.domain.conclusions import Coverage
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
from licet.kernel.event import Json
from licet.policy.domain import BasisNeeded, NoClearRiskRule

BASIS_RULE: Final = "no-clear-risk-basis"
"""The rule's name, as a refusal gives it."""

_UNDETERMINED: Final = frozenset(
    {ThemeWord.NOT_DETERMINED, ThemeWord.NOT_YET, CommitmentWord.NOT_DETERMINED, CapabilityWord.NOT_DETERMINED}
)
_PRESENT: Final = frozenset({Known.YES, Known.IN_PART})


def is_determined(item: FindingDraft) -> bool:
    """Whether something was found. What a recipient assured or answered is its word, not a finding of the assessor."""
    match item:
        case IncidentFindingDraft():
            return item.finding in DETERMINED
        case ThemeDraft() | CommitmentDraft() | CapabilityDraft():
            return item.finding not in _UNDETERMINED
        case ProcedureDraft():
            return {item.exists, item.used} != {Known.NOT_KNOWN}
        case _:
            return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Counted when the conclusion was drawn, and kept with it.

    ``registered`` and ``determined`` count incidents up to the cut-off; ``exist``, ``used`` and ``with_outcome`` count procedures.
    ``cites_more_than_commitment``: the conclusion cites something else that was determined.
    """

    registered: int
    determined: int
    themes: int
    exist: int
    used: int
    with_outcome: int
    commitment: str
    capability: str
    cites_more_than_commitment: bool

    @property
    def percent(self) -> int:
        """Of the registered incidents, rounded down, so that a requirement is never met by rounding; 0 where none is registered."""
        return 100 * self.determined // self.registered if self.registered else 0

    def to_json(self) -> dict[str, Json]:
        return asdict(self)


def basis_from_json(data: Mapping[str, Any]) -> Basis:
    return Basis(**data)


def basis_of(content: VersionDraft, covered: Coverage, conclusion: ConclusionDraft) -> Basis:
    procedures = content.schedule()
    determined_keys = {item.key for item in content.findings() if is_determined(item) and not isinstance(item, CommitmentDraft)}
    return Basis(
        registered=covered.registered,
        determined=covered.assessed - covered.undetermined_total,
        themes=sum(is_determined(item) for item in content.themes),
        exist=sum(item.exists in _PRESENT for item in procedures),
        used=sum(item.used in _PRESENT for item in procedures),
        with_outcome=sum(item.used in _PRESENT and bool(item.outcome.strip()) for item in procedures),
        commitment=(content.commitment.finding if content.commitment else CommitmentWord.NOT_DETERMINED).value,
        capability=(content.capability.finding if content.capability else CapabilityWord.NOT_DETERMINED).value,
        cites_more_than_commitment=not determined_keys.isdisjoint(conclusion.cites),
    )


def below_minimum(basis: Basis, rule: NoClearRiskRule | None) -> tuple[str, ...]:
    """What is missing for *no clear risk*; empty where nothing is. A pack that states no requirement allows no such conclusion."""
    if rule is None:
        return ("the authority's pack does not state what “no clear risk” needs: add [no_clear_risk] to it",)
    return (*_citations(basis), *_shortfalls(basis, rule.minimum))


def below_full(basis: Basis, rule: NoClearRiskRule | None) -> tuple[str, ...]:
    """What is missing for the full requirement, with what it asks for: the words of the warning."""
    if rule is None:
        return ()
    unseen = () if basis.registered else ("no incident is registered up to the cut-off, so nothing could be determined",)
    return (*unseen, *_shortfalls(basis, rule.full))


def warning_key(ordinal: int, shortfalls: tuple[str, ...]) -> str:
    """What a person accepts: this conclusion with exactly these shortfalls. Other shortfalls are another warning."""
    return f"{ordinal} {hashlib.sha256('\n'.join(shortfalls).encode()).hexdigest()[:12]}"


def _citations(basis: Basis) -> Iterator[str]:
    if not basis.cites_more_than_commitment:
        yield "it cites nothing that was determined besides the commitment, and commitment alone is never enough"


def _shortfalls(basis: Basis, needed: BasisNeeded) -> Iterator[str]:
    if basis.registered and basis.percent < needed.incidents_determined_percent:
        counted = f"{basis.determined} of {basis.registered} registered incidents determined ({basis.percent} %)"
        yield f"{counted}, {needed.incidents_determined_percent} % needed"
    counts = (
        ("theme", "determined", basis.themes, needed.themes_determined),
        ("procedure", "known to exist", basis.exist, needed.procedures_exist),
        ("procedure", "known to be used", basis.used, needed.procedures_used),
        ("procedure", "in use with a stated outcome", basis.with_outcome, needed.procedures_with_outcome),
    )
    for noun, words, has, needs in counts:
        if has < needs:
            yield f"{has} {noun if has == 1 else f'{noun}s'} {words}, {needs} needed"
    yield from _not_accepted("commitment", basis.commitment, needed.commitment)
    yield from _not_accepted("capability", basis.capability, needed.capability)


def _not_accepted(what: str, finding: str, accepted: tuple[str, ...]) -> Iterator[str]:
    if finding not in accepted:
        yield f"{what} is “{finding}”, “{'” or “'.join(accepted)}” needed"
