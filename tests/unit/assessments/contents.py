"""A whole content for tests, to be changed in one place at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from licet.assessments.domain import (
    AssuranceDraft,
    Breach,
    CapabilityDraft,
    CapabilityWord,
    CommitmentDraft,
    CommitmentWord,
    ConclusionDraft,
    ConclusionFinding,
    IncidentFindingDraft,
    Insufficiency,
    Known,
    ProcedureDraft,
    ProcedureKind,
    QuestionDraft,
    ThemeDraft,
    ThemeWord,
    VersionDraft,
)
from licet.evidence.domain.law import IhlRule, Theme
from licet.kernel.scope import Scope

TODAY = date(2031, 5, 5)
VALLEY = Scope.parse("destination=QM rating=ML")


def row(
    number: int = 1, finding: Breach = Breach.POSSIBLE, why: Insufficiency | None = None, rule: IhlRule = IhlRule.DISTINCTION
) -> IncidentFindingDraft:
    return IncidentFindingDraft(
        incident_version=f"{number:026d}",
        rule=rule,
        finding=finding,
        why=why,
        reasons="The market was hit at noon." if finding is not Breach.NOT_YET else "",
        incident=f"XA-INC 2031/{number:06d}",
        number=1,
    )


def concluded(**changes: object) -> ConclusionDraft:
    whole = ConclusionDraft(
        scope=VALLEY,
        finding=ConclusionFinding.CLEAR_RISK,
        reasons="Relief was held up again and again.",
        cites=("theme:humanitarian relief",),
        considered_against="An order to let convoys pass was issued in March.",
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def a_content(**changes: object) -> VersionDraft:
    whole = VersionDraft(
        evidence_until=date(2031, 4, 30),
        valid_from=date(2031, 5, 1),
        review_by=date(2031, 9, 1),
        incidents=(row(1), row(2, Breach.INSUFFICIENT, Insufficiency.INTENT)),
        themes=(
            ThemeDraft(theme=Theme.HOSTILITIES, finding=ThemeWord.NOT_DETERMINED, reasons="What was aimed at is not known."),
            ThemeDraft(theme=Theme.RELIEF, finding=ThemeWord.POSSIBLE, reasons="Eleven convoys were turned back."),
            ThemeDraft(theme=Theme.DETAINEES, finding=ThemeWord.NOT_YET),
        ),
        commitment=CommitmentDraft(finding=CommitmentWord.IN_PART, reasons="Orders say so, conduct does not."),
        capability=CapabilityDraft(finding=CapabilityWord.CAPABLE, reasons="Trained staff and legal advisers."),
        procedures=(ProcedureDraft(kind=ProcedureKind.WARNINGS, exists=Known.YES, used=Known.IN_PART, evidence="Leaflets were kept."),),
        assurances=(
            AssuranceDraft(number=1, text="Convoys will pass.", by="Ministry of Defence", given_on=date(2031, 2, 3), since="Four did not."),
        ),
        questions=(QuestionDraft(number=1, text="Who ordered it?", asked_of="Embassy", asked_on=date(2031, 3, 1)),),
        conclusions=(concluded(),),
        public_summary="Relief was held up. Other questions could not be determined.",
    )
    return replace(whole, **changes)  # type: ignore[arg-type]
