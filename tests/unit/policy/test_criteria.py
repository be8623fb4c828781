"""The criteria sets: what bars, what is asked, and that every clause says where it is from and how far it was checked."""

from datetime import date

import pytest

from licet.kernel.errors import Invalid
from licet.policy.public import Clause, TestKind, criteria_in_force, criteria_set, lead_department, pack

SETS = ("uk-selc-2021", "eu-cp-2008-944", "att-2013")
CLAUSES = [(name, clause) for name in SETS for clause in criteria_set(name).clauses]


@pytest.mark.parametrize(("name", "clause"), CLAUSES, ids=[f"{name}:{clause.code}" for name, clause in CLAUSES])
def test_a_clause_says_where_it_is_from_and_how_far_it_was_checked(name: str, clause: Clause) -> None:
    assert clause.source
    assert clause.checked.note
    assert clause.checked.on is None or clause.checked.on <= date(2026, 11, 23)
    assert clause.reasons
    assert clause.title
    assert len(clause.text) > len(clause.title)
    assert clause.parent is None or criteria_set(name).has(clause.parent)


def test_selc_has_every_criterion_and_clause() -> None:
    expected = {"1", "1a", "1b", "1c", "1d", "1e", "1f", "2", "2a", "2b", "2c", "3", "4", "5", "5a", "5b", "5c", "6", "6a", "6b", "6c"}
    expected |= {"7", "7a", "7b", "7c", "7d", "7e", "7f", "8", "OF", "OFa", "OFb", "OFc", "OFd"}
    assert expected <= {clause.code for clause in criteria_set("uk-selc-2021").clauses}


def test_selc_bars_what_the_statement_bars() -> None:
    selc = criteria_set("uk-selc-2021")
    assert [clause.code for clause in selc.asked] == ["1", "2a", "2b", "2c", "3", "4", "5", "6", "7", "8"]
    assert [clause.code for clause in selc.barring] == ["1", "2a", "2c", "3", "4"]
    assert [clause.code for clause in selc.ihl] == ["2c"]


def test_selc_keeps_the_tests_of_the_ladder_apart() -> None:
    tests = {clause.code: clause.test for clause in criteria_set("uk-selc-2021").asked}
    assert tests["1"] is TestKind.INCONSISTENT_WITH_OBLIGATION
    assert tests["2a"] is tests["2c"] is TestKind.CLEAR_RISK
    assert tests["2b"] is TestKind.SPECIAL_CAUTION
    assert tests["3"] is tests["4"] is TestKind.CLEAR_RISK_OVERALL
    assert {tests[code] for code in "5678"} == {TestKind.TAKE_INTO_ACCOUNT}


def test_the_treaty_keeps_knowledge_apart_from_overriding_risk() -> None:
    att = criteria_set("att-2013")
    assert att.clause("6(3)").test is TestKind.KNOWLEDGE
    assert {att.clause(f"7(1)(b)({n})").test for n in ("i", "ii", "iii", "iv")} == {TestKind.OVERRIDING_RISK}
    assert att.clause("7(4)").test is TestKind.TAKE_INTO_ACCOUNT
    assert not att.clause("7(4)").bars
    expected = {"6(1)", "6(2)", "6(3)", "7(1)(a)", "7(2)", "7(3)", "7(4)", "7(5)", "7(6)", "7(7)", "11"}
    assert expected <= {clause.code for clause in att.clauses}


def test_every_clause_of_the_common_position_admits_what_is_unchecked_since_2025() -> None:
    for clause in criteria_set("eu-cp-2008-944").clauses:
        assert "2025/779" in clause.checked.note


def test_a_clause_that_bars_nothing_has_no_barring_test() -> None:
    soft = {TestKind.SPECIAL_CAUTION, TestKind.TAKE_INTO_ACCOUNT, TestKind.DUTY}
    for name, clause in CLAUSES:
        assert clause.bars == (clause.test not in soft), f"{name}:{clause.code}"


def test_a_set_is_found_by_id_and_by_version_and_no_other() -> None:
    assert criteria_set("uk-selc-2021") is criteria_set("uk-selc-2021/1")
    with pytest.raises(Invalid, match="no criteria set"):
        criteria_set("uk-selc-2021/2")
    with pytest.raises(Invalid, match="no clause"):
        criteria_set("uk-selc-2021").clause("9")


def test_the_authority_has_a_set_in_force_and_a_department_that_leads_on_each_clause() -> None:
    for clause in criteria_in_force(date(2026, 11, 2)).clauses:
        assert lead_department(clause) in pack().departments


def test_before_any_set_was_in_force_there_is_none() -> None:
    with pytest.raises(Invalid, match="no criteria in force"):
        criteria_in_force(date(1999, 12, 31))
