"""The gate as truth tables: what each fact of a case does to a line."""

from dataclasses import replace

import pytest
from tests.unit.decisions.facts import LINE, SCREENED, advice, case, departure, hold

from licet.casework.domain import Finding, GateState, Level
from licet.decisions.domain import BarCode, GateInput, LineDecision, Outcome, ScreeningFacts, gate, objections


def test_gate_is_open_when_all_is_rated_screened_and_clear() -> None:
    result = gate(case())
    assert result.is_open("L1")
    assert result.bars == ()
    assert result.open_criteria == {"L1": ("2c", "8")}


@pytest.mark.parametrize(
    ("changes", "state", "code"),
    [
        ({"lines": (replace(LINE, rating=None, controlled=None),)}, GateState.MISSING, BarCode.NOT_RATED),
        ({"findings": (advice(Finding.CLEAR, criterion="8"),)}, GateState.MISSING, BarCode.NO_ADVICE),
        ({"findings": (advice(Finding.UNDETERMINED), advice(Finding.CLEAR, criterion="8"))}, GateState.MISSING, BarCode.UNDETERMINED),
        ({"findings": (advice(Finding.BARS), advice(Finding.CLEAR, criterion="8"))}, GateState.BARRED, BarCode.RISK_FOUND),
        ({"screening": ScreeningFacts()}, GateState.MISSING, BarCode.NOT_SCREENED),
        ({"screening": ScreeningFacts(run="R1")}, GateState.MISSING, BarCode.NOT_SCREENED),
        ({"screening": replace(SCREENED, left_out=("un",))}, GateState.MISSING, BarCode.NOT_SCREENED),
        ({"screening": replace(SCREENED, open_hits=1)}, GateState.MISSING, BarCode.OPEN_HITS),
        ({"screening": replace(SCREENED, confirmed_hits=1)}, GateState.BARRED, BarCode.CONFIRMED_HIT),
        ({"open_enquiries": 1}, GateState.MISSING, BarCode.OPEN_ENQUIRY),
        ({"open_referrals": 1}, GateState.MISSING, BarCode.OPEN_REFERRAL),
        ({"assessment_required": {"L1": frozenset({"QM"})}}, GateState.MISSING, BarCode.NO_ASSESSMENT),
        ({"holds": (hold("destination=QM"),)}, GateState.HELD, BarCode.HOLD),
        ({"holds": (hold("onward=QT"),)}, GateState.MISSING, BarCode.HOLD_UNKNOWN),
        ({"holds": (hold("onward=QT unknown=include"),)}, GateState.HELD, BarCode.HOLD),
    ],
    ids=lambda value: value.value if isinstance(value, BarCode) else "",
)
def test_gate_names_what_stands_in_the_way(changes: dict[str, object], state: GateState, code: BarCode) -> None:
    result = gate(case(**changes))
    assert result.state("L1") is state
    assert [bar.code for bar in result.bars] == [code]


def test_gate_lets_a_hold_elsewhere_pass() -> None:
    assert gate(case(holds=(hold("destination=QT"),))).is_open("L1")


@pytest.mark.parametrize(
    ("found", "state"),
    [
        ((Finding.BARS, Finding.CLEAR), GateState.MISSING),
        ((Finding.BARS, Finding.WEIGHS), GateState.MISSING),
        ((Finding.BARS, Finding.BARS), GateState.BARRED),
        ((Finding.CLEAR, Finding.UNDETERMINED), GateState.MISSING),
        ((Finding.CLEAR, Finding.WEIGHS), GateState.OPEN),
    ],
)
def test_gate_never_settles_departments_by_count(found: tuple[Finding, Finding], state: GateState) -> None:
    findings = (*(advice(item, department=f"d{number}") for number, item in enumerate(found)), advice(Finding.CLEAR, criterion="8"))
    assert gate(case(findings=findings)).state("L1") is state


def test_gate_takes_the_ministers_finding_over_disagreement() -> None:
    findings = (
        advice(Finding.BARS),
        advice(Finding.CLEAR, department="defence"),
        advice(Finding.CLEAR, department="minister", level=Level.MINISTER),
        advice(Finding.CLEAR, criterion="8"),
    )
    assert gate(case(findings=findings)).is_open("L1")


BARRED = (advice(Finding.BARS), advice(Finding.CLEAR, criterion="8"))


@pytest.mark.parametrize(
    ("scope", "criteria", "open_"),
    [
        ("destination=QM", ("2c",), True),
        ("destination=QM", ("7",), False),
        ("destination=QT", ("2c",), False),
        ("onward=QM", ("2c",), False),
    ],
)
def test_gate_departure_answers_its_own_criterion_and_scope(scope: str, criteria: tuple[str, ...], open_: bool) -> None:
    result = gate(case(findings=BARRED, departures=(departure(scope, *criteria),)))
    assert result.is_open("L1") is open_
    assert (BarCode.BY_DEPARTURE in {bar.code for bar in result.bars}) is open_


def test_gate_departure_never_opens_a_hold() -> None:
    result = gate(case(findings=BARRED, departures=(departure("destination=QM", "2c"),), holds=(hold("destination=QM"),)))
    assert result.state("L1") is GateState.HELD


def test_gate_asks_no_criteria_of_what_is_not_controlled_but_holds_and_screens_it() -> None:
    line = replace(LINE, rating=None, controlled=False)
    assert gate(case(lines=(line,), findings=())).is_open("L1")
    assert gate(case(lines=(line,), findings=(), holds=(hold("destination=QM"),))).state("L1") is GateState.HELD
    assert gate(case(lines=(line,), findings=(), screening=ScreeningFacts())).state("L1") is GateState.MISSING


def test_gate_summary_counts_bars_and_shows_the_worst() -> None:
    summary = gate(case(findings=(), holds=(hold("destination=QM"),))).summary()
    assert (summary.state, summary.missing, summary.barred, summary.held) == (GateState.HELD, 2, 0, 1)


def decided(outcome: Outcome, **words: tuple[str, ...] | str) -> tuple[LineDecision, ...]:
    return (LineDecision(line="L1", outcome=outcome, reasons="Because.", **words),)  # type: ignore[arg-type]


NOT_CONTROLLED = replace(LINE, rating=None, controlled=False)


@pytest.mark.parametrize(
    ("lines", "given", "said"),
    [
        (decided(Outcome.GRANT), case(findings=BARRED), "the gate is barred: risk-found 2c"),
        (decided(Outcome.GRANT), case(lines=(NOT_CONTROLLED,)), "its outcome is “no licence required”"),
        (decided(Outcome.GRANT_WITH_CONDITIONS), case(), "name the conditions"),
        (decided(Outcome.REFUSE, disclosed="It was sold on."), case(), "name the criteria"),
        (decided(Outcome.NO_LICENCE_REQUIRED), case(), "needs a rating of not controlled"),
        (decided(Outcome.NO_LICENCE_REQUIRED), case(lines=(NOT_CONTROLLED,), holds=(hold("destination=QM"),)), "a hold binds it"),
        (
            (LineDecision(line="L1", outcome=Outcome.REFUSE, reasons=" ", criteria=("7",), withheld="In confidence."),),
            case(),
            "give reasons",
        ),
        (decided(Outcome.REFUSE, criteria=("7",)), case(), "give the reasons that the exporter may be told, or say why none"),
        (decided(Outcome.REFUSE, criteria=("7",), disclosed=" \n", withheld=" "), case(), "give the reasons that the exporter may be told"),
        (decided(Outcome.GRANT, disclosed="It was sold on."), case(), "reasons for the exporter belong to a refusal"),
        (decided(Outcome.GRANT, withheld="In confidence."), case(), "reasons for the exporter belong to a refusal"),
        ((), case(), "exactly one outcome"),
        ((*decided(Outcome.GRANT), *decided(Outcome.GRANT)), case(), "exactly one outcome"),
    ],
)
def test_objections_say_why_outcomes_may_not_be_proposed(lines: tuple[LineDecision, ...], given: GateInput, said: str) -> None:
    found = objections(lines, given.lines, gate(given))
    assert len(found) == 1
    assert said in found[0]


def test_an_objection_numbers_its_line_as_the_case_shows_it() -> None:
    given = case(lines=(LINE, replace(LINE, line="L2")), findings=())
    refused = LineDecision(line="L1", outcome=Outcome.REFUSE, reasons="Because.", criteria=("2c",), disclosed="It was sold on.")
    assert objections((refused, replace(refused, line="L2", reasons=" ")), given.lines, gate(given)) == ("Line 2: give reasons.",)


@pytest.mark.parametrize(
    ("lines", "given"),
    [
        (decided(Outcome.GRANT), case()),
        (decided(Outcome.GRANT_WITH_CONDITIONS, conditions=("Report each shipment.",)), case()),
        (decided(Outcome.REFUSE, criteria=("2c",), disclosed="It was sold on."), case(findings=(), screening=ScreeningFacts())),
        (decided(Outcome.NO_LICENCE_REQUIRED), case(lines=(NOT_CONTROLLED,), findings=())),
    ],
)
def test_objections_are_none_where_the_law_allows(lines: tuple[LineDecision, ...], given: GateInput) -> None:
    assert objections(lines, given.lines, gate(given)) == ()
