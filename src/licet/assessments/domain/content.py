"""What one version of an assessment says, as one value: a draft's words, and what a conclusion freezes.

Each finding has a key that is the same in every version (``incident:XA-INC 2031/000001:distinction``,
``theme:humanitarian relief``, ``commitment``, ``procedure:warnings``, ``assurance:1``), so that two versions can be laid
beside each other. Conclusions cite keys: they can name nothing but findings of their own version.
"""

from dataclasses import dataclass, field
from datetime import date

from licet.assessments.domain.conclusions import ConclusionFinding
from licet.assessments.domain.findings import Breach, CapabilityWord, CommitmentWord, Insufficiency, Known, ProcedureKind, ThemeWord
from licet.evidence.domain.law import IhlRule, Theme
from licet.kernel.scope import Scope

COMMITMENT = "commitment"
CAPABILITY = "capability"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFindingDraft:
    """Of one incident *version* under one rule. ``incident`` and ``number`` are filled in by the service."""

    incident_version: str
    rule: IhlRule
    finding: Breach
    why: Insufficiency | None = None
    reasons: str = ""
    incident: str = ""
    number: int = 0

    @property
    def key(self) -> str:
        return f"incident:{self.incident}:{self.rule.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeDraft:
    theme: Theme
    finding: ThemeWord
    reasons: str = ""

    @property
    def key(self) -> str:
        return f"theme:{self.theme.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentDraft:
    finding: CommitmentWord
    reasons: str = ""
    key: str = field(default=COMMITMENT, init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CapabilityDraft:
    finding: CapabilityWord
    reasons: str = ""
    key: str = field(default=CAPABILITY, init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureDraft:
    """One row of the schedule: does it exist, is it used, with what outcome, by which evidence."""

    kind: ProcedureKind
    exists: Known = Known.NOT_KNOWN
    used: Known = Known.NOT_KNOWN
    outcome: str = ""
    evidence: str = ""

    @property
    def key(self) -> str:
        return f"procedure:{self.kind.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssuranceDraft:
    """What the recipient assured, and what the record shows since."""

    number: int
    text: str
    by: str
    given_on: date
    since: str = ""

    @property
    def key(self) -> str:
        return f"assurance:{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDraft:
    """What was asked of the recipient; ``answered_on`` None: not answered."""

    number: int
    text: str
    asked_of: str
    asked_on: date
    answered_on: date | None = None
    answer: str = ""

    @property
    def key(self) -> str:
        return f"question:{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionDraft:
    """Of one scope. ``cites`` are keys of findings of this version; ``considered_against`` is what spoke for another finding."""

    scope: Scope
    finding: ConclusionFinding
    reasons: str = ""
    cites: tuple[str, ...] = ()
    considered_against: str = ""


type FindingDraft = IncidentFindingDraft | ThemeDraft | CommitmentDraft | CapabilityDraft | ProcedureDraft | AssuranceDraft | QuestionDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionDraft:
    """Everything of one version. ``valid_from``: the day from which it is about the world; ``evidence_until``: its cut-off."""

    evidence_until: date | None = None
    valid_from: date | None = None
    review_by: date | None = None
    incidents: tuple[IncidentFindingDraft, ...] = ()
    themes: tuple[ThemeDraft, ...] = ()
    commitment: CommitmentDraft | None = None
    capability: CapabilityDraft | None = None
    procedures: tuple[ProcedureDraft, ...] = ()
    assurances: tuple[AssuranceDraft, ...] = ()
    questions: tuple[QuestionDraft, ...] = ()
    conclusions: tuple[ConclusionDraft, ...] = ()
    public_summary: str = ""

    def findings(self) -> tuple[FindingDraft, ...]:
        """All that a conclusion may cite, in the order of the page."""
        single = tuple(item for item in (self.commitment, self.capability) if item is not None)
        return (*self.themes, *single, *self.procedures, *self.assurances, *self.questions, *self.incidents)

    def schedule(self) -> tuple[ProcedureDraft, ...]:
        """Every procedure there is; one that nobody wrote about is *not known*, said aloud."""
        written = {item.kind: item for item in self.procedures}
        return tuple(written.get(kind) or ProcedureDraft(kind=kind) for kind in ProcedureKind)

    @property
    def unanswered(self) -> int:
        """How many questions to the recipient have no answer."""
        return sum(item.answered_on is None for item in self.questions)

    def keys(self) -> frozenset[str]:
        return frozenset(item.key for item in self.findings())
