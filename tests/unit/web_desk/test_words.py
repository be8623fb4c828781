"""What the desk says of a fact that may be unknown, and of a clear risk over a licence."""

from __future__ import annotations

import pytest

from licet.decisions.public import Bar, BarCode
from licet.licences.public import Standing
from licet.web.desk.presenting.reviews import describe_standing
from licet.web.desk.presenting.words import known_yes_no

RISK = Bar("line", BarCode.CLEAR_RISK)
PASSED = Bar("line", BarCode.BY_DEPARTURE, passes="XA-ASM 2031/000001 v3 c1")
UNKNOWN = Bar("line", BarCode.CLEAR_RISK_UNKNOWN)


@pytest.mark.parametrize(("value", "word"), [(None, "not known"), (True, "yes"), (False, "no")])
def test_unknown_is_never_no(value: bool | None, word: str) -> None:
    assert known_yes_no(value) == word


@pytest.mark.parametrize(
    ("bars", "named", "opened_by", "said"),
    [
        ((), "", (), []),
        ((RISK,), "", (), [("clear risk", "barred")]),
        ((RISK,), "XA-DEP 1", (), [("clear risk", "barred")]),
        ((RISK,), "", ("XA-DEP 1", "XA-DEP 2"), [("clear risk; XA-DEP 1 or XA-DEP 2 would pass it", "barred")]),
        ((PASSED,), "XA-DEP 1", ("XA-DEP 1",), [("clear risk, passed by XA-DEP 1", "open")]),
        ((UNKNOWN,), "", (), [("a clear risk cannot be ruled out", "missing")]),
        ((RISK, UNKNOWN), "", (), [("clear risk", "barred"), ("a clear risk cannot be ruled out", "missing")]),
    ],
)
def test_a_departure_would_pass_a_clear_risk_only_where_there_is_one(
    bars: tuple[Bar, ...], named: str, opened_by: tuple[str, ...], said: list[tuple[str, str]]
) -> None:
    assert list(describe_standing(Standing(((1, bars),), named, opened_by))) == said
