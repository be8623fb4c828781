"""A case that the gate would open, and what may stand against it, for tests of the gate."""

from dataclasses import replace
from datetime import date

from licet.assessments.domain import ConclusionFacts, ConclusionFinding, Coverage
from licet.casework.domain import Finding, Level, LineFinding
from licet.decisions.domain import CriterionAsked, DepartureFacts, GateInput, HoldFacts, HoldKind, ScreeningFacts
from licet.kernel.facts import LineFacts, PartyCountry, Role
from licet.kernel.rating import RatingCode
from licet.kernel.scope import Scope
from licet.policy.domain import AssessmentLimits

LINE = LineFacts(
    line="L1",
    version=1,
    licence_type="IND",
    countries=(PartyCountry(Role.END_USER, "QM"),),
    rating=RatingCode.parse("ML15"),
    controlled=True,
    end_use=frozenset({"border"}),
    incorporation=False,
    pool=False,
)
CRITERIA = (CriterionAsked(code="2c", bars=True, ihl=True), CriterionAsked(code="8", bars=False))
TODAY = date(2031, 5, 5)
LIMITS = AssessmentLimits(evidence_age_days=120, review_overdue_days=0, review_within_days=180)
SCREENED = ScreeningFacts(run="R1", lists=("un/1",))


def advice(finding: Finding, *, criterion: str = "2c", department: str = "foreign", level: Level = Level.ADVISER) -> LineFinding:
    return LineFinding("L1", criterion, department, level, finding, f"{criterion}-{department}-{level}")


def case(**changes: object) -> GateInput:
    given = GateInput(
        case="C1",
        application_version="V1",
        criteria_set="uk-selc-2021",
        criteria=CRITERIA,
        lines=(LINE,),
        today=TODAY,
        limits=LIMITS,
        findings=(advice(Finding.CLEAR), advice(Finding.CLEAR, criterion="8")),
        screening=SCREENED,
    )
    return replace(given, **changes)  # type: ignore[arg-type]


def hold(text: str) -> HoldFacts:
    return HoldFacts(reference="XA-HLD 2031/000001", kind=HoldKind.EMBARGO, scope=Scope.parse(text))


def departure(
    text: str, *criteria: str, conclusions: tuple[str, ...] = (), until: date = date(2031, 12, 31), number: int = 1
) -> DepartureFacts:
    return DepartureFacts(
        reference=f"XA-DEP 2031/{number:06}",
        criteria=frozenset(criteria),
        scope=Scope.parse(text),
        expires_on=until,
        conclusions=frozenset(conclusions),
    )


def conclusion(
    text: str = "destination=QM",
    finding: ConclusionFinding = ConclusionFinding.CLEAR_RISK,
    *,
    number: int = 1,
    ordinal: int = 1,
    destination: str = "QM",
    until: date = date(2031, 4, 30),
    review_by: date = date(2031, 9, 1),
    lacks: tuple[str, ...] = (),
    short_of: tuple[str, ...] = (),
) -> ConclusionFacts:
    """Of version ``number`` of the assessment of ``destination``, whose id is ``QM-3`` and the like."""
    return ConclusionFacts(
        id=f"{destination}-{number}-{ordinal}",
        assessment=f"XA-ASM 2031/{destination}",
        version=f"{destination}-{number}",
        number=number,
        ordinal=ordinal,
        destination=destination,
        conflict="sarra-valley",
        finding=finding,
        scope=Scope.parse(text),
        evidence_until=until,
        review_by=review_by,
        concluded_on=date(2031, 5, 1),
        lacks=lacks,
        short_of=short_of,
        coverage=Coverage(150, 120, 61, (("no access", 44),)),
    )
