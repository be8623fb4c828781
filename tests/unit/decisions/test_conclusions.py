"""What central assessments do at the gate: truth tables of finding, scope, requirement, age and departure."""

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.decisions.facts import LIMITS, LINE, TODAY, advice, case, conclusion, departure, hold

from licet.assessments.domain import ConclusionFacts, ConclusionFinding
from licet.casework.domain import Finding, GateState, Level
from licet.decisions.domain import BarCode, CriterionAsked, DepartureFacts, departed_from, gate
from licet.kernel.facts import PartyCountry, Role
from licet.kernel.scope import Scope

RISK, NONE, OPEN = ConclusionFinding.CLEAR_RISK, ConclusionFinding.NO_CLEAR_RISK, ConclusionFinding.NOT_DETERMINED
QM_1 = "XA-ASM 2031/QM v1 c1"
REQUIRED = {"L1": frozenset({"QM"})}


@pytest.mark.parametrize(
    ("scope", "finding", "elsewhere", "required"),
    [
        ("destination=QM", RISK, ("barred", "clear-risk"), ("barred", "clear-risk")),
        ("destination=QM", NONE, ("open", ""), ("open", "")),
        ("destination=QM", OPEN, ("open", ""), ("missing", "not-determined")),
        ("onward=QT", RISK, ("missing", "clear-risk-unknown"), ("missing", "clear-risk-unknown")),
        ("onward=QT unknown=include", RISK, ("barred", "clear-risk"), ("barred", "clear-risk")),
        ("onward=QT", NONE, ("open", ""), ("missing", "no-assessment")),
        ("onward=QT unknown=include", NONE, ("open", ""), ("open", "")),
        ("onward=QT", OPEN, ("open", ""), ("missing", "not-determined")),
        ("destination=QT", RISK, ("open", ""), ("missing", "no-assessment")),
        ("destination=QT", NONE, ("open", ""), ("missing", "no-assessment")),
        ("destination=QT", OPEN, ("open", ""), ("missing", "no-assessment")),
    ],
)
def test_a_conclusion_does_by_scope_and_requirement(
    scope: str, finding: ConclusionFinding, elsewhere: tuple[str, str], required: tuple[str, str]
) -> None:
    for asked, (state, code) in (({}, elsewhere), (REQUIRED, required)):
        result = gate(case(conclusions=(conclusion(scope, finding),), assessment_required=asked))
        assert result.state("L1") == state
        assert [bar.code for bar in result.bars] == ([code] if code else [])


def test_a_bar_names_its_criterion_and_its_conclusion() -> None:
    (bar,) = gate(case(conclusions=(conclusion(number=7, ordinal=2),))).bars
    assert (bar.criterion, bar.about) == ("2c", "XA-ASM 2031/QM v7 c2")


def test_all_conclusions_that_take_a_line_are_shown_and_the_worst_stands() -> None:
    given = (
        conclusion("destination=QM rating=ML15", NONE, ordinal=1),
        conclusion("end-use=border", OPEN, ordinal=2),
        conclusion("rating=ML15", RISK, destination="QO"),
        conclusion("rating=ML1", RISK, ordinal=3),
    )
    result = gate(case(conclusions=given, assessment_required=REQUIRED))
    assert result.state("L1") is GateState.BARRED
    assert [bar.code for bar in result.bars] == [BarCode.CLEAR_RISK, BarCode.NOT_DETERMINED]
    assert result.concluded == {"L1": ("XA-ASM 2031/QM v1 c1", "XA-ASM 2031/QM v1 c2", "XA-ASM 2031/QO v1 c1")}
    assert result.used() == frozenset(result.concluded["L1"])


def test_an_assessment_of_one_destination_does_not_answer_for_another() -> None:
    line = replace(LINE, countries=(*LINE.countries, PartyCountry(Role.CONSIGNEE, "QO")))
    given = case(lines=(line,), conclusions=(conclusion("rating=ML", NONE),), assessment_required={"L1": frozenset({"QM", "QO"})})
    assert [(bar.code, bar.about) for bar in gate(given).bars] == [(BarCode.NO_ASSESSMENT, "QO")]


@pytest.mark.parametrize(
    ("changes", "old"),
    [
        ({"until": date(2031, 1, 5)}, False),
        ({"until": date(2031, 1, 4)}, True),
        ({"review_by": date(2031, 5, 5)}, False),
        ({"review_by": date(2031, 5, 4)}, True),
    ],
)
def test_a_stale_assessment_is_missing_where_one_is_required(changes: dict[str, date], old: bool) -> None:
    given = (conclusion("destination=QM", NONE, **changes),)  # type: ignore[arg-type]
    assert gate(case(conclusions=given)).is_open("L1")
    result = gate(case(conclusions=given, assessment_required=REQUIRED))
    assert [bar.code for bar in result.bars] == ([BarCode.STALE_ASSESSMENT] if old else [])


def test_a_clear_risk_bars_however_old_it_is() -> None:
    result = gate(case(conclusions=(conclusion(until=date(2030, 1, 1)),), assessment_required=REQUIRED))
    assert [bar.code for bar in result.bars] == [BarCode.CLEAR_RISK, BarCode.STALE_ASSESSMENT]


@pytest.mark.parametrize(
    ("made", "state"),
    [
        (departure("destination=QM", "2c", conclusions=(QM_1,)), GateState.OPEN),
        (departure("destination=QM", "2c", conclusions=(QM_1, "XA-ASM 2031/QO v4 c1")), GateState.OPEN),
        (departure("destination=QM", "2c"), GateState.BARRED),
        (departure("destination=QM", "2c", conclusions=("XA-ASM 2031/QM v2 c1",)), GateState.BARRED),
        (departure("destination=QM", "7", conclusions=(QM_1,)), GateState.BARRED),
        (departure("destination=QT", "2c", conclusions=(QM_1,)), GateState.BARRED),
        (departure("onward=QT", "2c", conclusions=(QM_1,)), GateState.BARRED),
        (departure("destination=QM", "2c", conclusions=(QM_1,), until=date(2031, 5, 4)), GateState.BARRED),
        (departure("destination=QM", "2c", conclusions=(QM_1,), until=TODAY), GateState.OPEN),
    ],
    ids=["its version", "several versions", "none", "another version", "another criterion", "elsewhere", "unknown", "ended", "last day"],
)
def test_a_departure_covers_only_the_version_that_lay_before_the_minister(made: DepartureFacts, state: GateState) -> None:
    result = gate(case(conclusions=(conclusion(),), departures=(made,)))
    assert result.state("L1") is state


def test_a_later_version_is_not_departed_from() -> None:
    made = departure("destination=QM", "2c", conclusions=(QM_1,))
    first = gate(case(conclusions=(conclusion(number=1),), departures=(made,)))
    later = gate(case(conclusions=(conclusion(number=2),), departures=(made,)))
    assert (first.is_open("L1"), later.state("L1")) == (True, GateState.BARRED)


def test_a_clear_risk_of_the_same_version_for_a_place_that_is_not_named_still_bars() -> None:
    line = replace(LINE, countries=(*LINE.countries, PartyCountry(Role.CONSIGNEE, "QO")))
    both = (conclusion(), conclusion("destination=QO", ordinal=2))
    result = gate(case(lines=(line,), conclusions=both, departures=(departure("destination=QM", "2c", conclusions=(QM_1,)),)))
    assert [(bar.code, bar.about) for bar in result.bars] == [
        (BarCode.CLEAR_RISK, "XA-ASM 2031/QM v1 c2"),
        (BarCode.BY_DEPARTURE, "XA-DEP 2031/000001"),
    ]


def test_what_a_departure_passes_stays_said() -> None:
    made = departure("destination=QM", "2c", conclusions=(QM_1,))
    (bar,) = gate(case(conclusions=(conclusion(),), departures=(made,))).bars
    assert (bar.code, bar.about, bar.passes) == (BarCode.BY_DEPARTURE, "XA-DEP 2031/000001", "XA-ASM 2031/QM v1 c1")
    assert bar.to_json()["passes"] == "XA-ASM 2031/QM v1 c1"


@pytest.mark.parametrize(
    "given",
    [
        (conclusion("onward=QT", RISK),),
        (conclusion("onward=QT", OPEN),),
        (),
        (conclusion(until=date(2031, 1, 1)),),
        (conclusion(), conclusion("destination=QM", OPEN, ordinal=2)),
        (conclusion(), conclusion("destination=QM", NONE, ordinal=2, lacks=("1 theme determined, 2 needed",))),
    ],
    ids=[
        "unknown",
        "undetermined and unknown",
        "none",
        "stale",
        "an undetermined scope that it was not made from",
        "nor one without a basis",
    ],
)
def test_a_departure_opens_nothing_but_what_it_was_made_from(given: tuple[ConclusionFacts, ...]) -> None:
    made = departure("destination=QM", "2c", conclusions=(QM_1,))
    result = gate(case(conclusions=given, departures=(made,), assessment_required=REQUIRED))
    assert result.state("L1") is GateState.MISSING


@pytest.mark.parametrize(
    ("stands", "code"),
    [
        (conclusion("destination=QM", OPEN), BarCode.NOT_DETERMINED),
        (conclusion("destination=QM", NONE, lacks=("1 theme determined, 2 needed",)), BarCode.NO_BASIS),
    ],
    ids=["not determined", "no clear risk without a basis"],
)
def test_only_a_departure_made_from_it_passes_what_is_not_determined(stands: ConclusionFacts, code: BarCode) -> None:
    given = case(conclusions=(stands,), assessment_required=REQUIRED)
    assert [(bar.code, bar.state) for bar in gate(given).bars] == [(code, GateState.MISSING)]
    made = departure("destination=QM", "2c", conclusions=(QM_1,))
    assert [(bar.code, bar.passes) for bar in gate(replace(given, departures=(made,))).bars] == [(BarCode.BY_DEPARTURE, QM_1)]
    assert departed_from(Scope.parse("destination=QM rating=ML15"), (stands,)) == (stands,)


def test_a_conclusion_short_of_the_full_requirement_bars_nothing() -> None:
    short = conclusion("destination=QM", NONE, short_of=("1 theme determined, 3 needed",))
    assert gate(case(conclusions=(short,), assessment_required=REQUIRED)).is_open("L1")
    assert departed_from(Scope.parse("destination=QM"), (short,)) == ()


def test_a_departure_from_a_clear_risk_never_opens_a_hold() -> None:
    made = departure("destination=QM", "2c", conclusions=(QM_1,))
    result = gate(case(conclusions=(conclusion(),), departures=(made,), holds=(hold("destination=QM"),)))
    assert result.state("L1") is GateState.HELD


def test_a_finding_of_the_minister_is_no_quiet_departure_from_a_conclusion() -> None:
    findings = (advice(Finding.CLEAR, department="minister", level=Level.MINISTER), advice(Finding.CLEAR, criterion="8"))
    assert gate(case(findings=findings, conclusions=(conclusion(),))).state("L1") is GateState.BARRED


def test_no_clear_risk_does_not_answer_for_the_department_that_advises() -> None:
    findings = (advice(Finding.BARS), advice(Finding.CLEAR, criterion="8"))
    result = gate(case(findings=findings, conclusions=(conclusion(finding=NONE),), assessment_required=REQUIRED))
    assert [bar.code for bar in result.bars] == [BarCode.RISK_FOUND]


def test_unknown_ratings_lie_under_a_clear_risk_until_they_are_known() -> None:
    line = replace(LINE, rating=None, controlled=None)
    codes = {bar.code for bar in gate(case(lines=(line,), conclusions=(conclusion("rating=ML15"),))).bars}
    assert codes == {BarCode.NOT_RATED, BarCode.CLEAR_RISK_UNKNOWN}


def test_what_is_not_controlled_is_not_assessed() -> None:
    line = replace(LINE, rating=None, controlled=False)
    result = gate(case(lines=(line,), findings=(), conclusions=(conclusion(),), assessment_required=REQUIRED))
    assert (result.bars, result.concluded) == ((), {})


def test_every_criterion_of_humanitarian_law_is_barred_and_must_be_departed_from() -> None:
    criteria = (CriterionAsked(code="6(3)", bars=True, ihl=True), CriterionAsked(code="7", bars=True, ihl=True))
    findings = (advice(Finding.CLEAR, criterion="6(3)"), advice(Finding.CLEAR, criterion="7"))
    given = case(criteria=criteria, findings=findings, conclusions=(conclusion(),))
    assert [bar.criterion for bar in gate(given).bars] == ["6(3)", "7"]
    one = replace(given, departures=(departure("destination=QM", "7", conclusions=(QM_1,)),))
    assert gate(one).state("L1") is GateState.BARRED


def test_a_set_without_such_a_criterion_is_barred_all_the_same() -> None:
    given = case(criteria=(), findings=(), conclusions=(conclusion(),))
    assert gate(given).state("L1") is GateState.BARRED


def test_the_limits_are_policys() -> None:
    given = case(conclusions=(conclusion(finding=NONE),), assessment_required=REQUIRED)
    assert gate(given).is_open("L1")
    assert not gate(replace(given, limits=replace(LIMITS, evidence_age_days=4))).is_open("L1")
