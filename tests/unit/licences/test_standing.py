"""What stands against a licence, in the words in which it is refused: which clear risk, which line, which departure."""

from __future__ import annotations

from typing import Any

import pytest

from licet.decisions.domain import Bar, BarCode
from licet.licences.domain import Standing

RISK = Bar("l1", BarCode.CLEAR_RISK, "2c", "XA-ASM 2031/000001 v2 c1")
UNKNOWN = Bar("l1", BarCode.CLEAR_RISK_UNKNOWN, "2c", "XA-ASM 2031/000001 v2 c1")
PASSED = Bar("l2", BarCode.BY_DEPARTURE, "2c", "XA-DEP 2031/000002", "XA-ASM 2031/000001 v2 c1")
HOLD = Bar("l1", BarCode.HOLD, about="XA-HLD 2031/000001")
SAID = "the clear risk of XA-ASM 2031/000001 v2 c1 takes line 1, and "


def standing(*bars: Bar, **facts: Any) -> Standing:
    return Standing(tuple((number, tuple(bar for bar in bars if bar.line == f"l{number}")) for number in (1, 2)), **facts)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (standing(), ""),
        (standing(RISK), SAID + "no departure in force passes it"),
        (standing(RISK, named="D1"), SAID + "departure D1 does not pass it"),
        (standing(RISK, opened_by=("D2",)), SAID + "only departure D2 passes it: name D2"),
        (standing(RISK, opened_by=("D2", "D3")), SAID + "only departure D2 or D3 passes it: name D2 or D3"),
        (standing(RISK, named="D1", opened_by=("D2",)), SAID + "only departure D2, not departure D1, passes it: name D2"),
        (standing(RISK, PASSED, named="D1"), SAID + "departure D1 does not pass it"),
        (standing(PASSED, named="D2"), ""),
        (standing(named="D1"), "departure D1 opens nothing for it: leave it out"),
        (standing(UNKNOWN), "it is not known whether the clear risk of XA-ASM 2031/000001 v2 c1 takes line 1"),
        (standing(UNKNOWN, PASSED, named="D2"), "it is not known whether the clear risk of XA-ASM 2031/000001 v2 c1 takes line 1"),
        (standing(RISK, HOLD, opened_by=("D2",)), "hold XA-HLD 2031/000001 binds line 1, or may"),
        (standing(HOLD, PASSED, named="D2"), "hold XA-HLD 2031/000001 binds line 1, or may"),
    ],
)
def test_one_sentence_says_the_worst_and_what_would_open_it(found: Standing, words: str) -> None:
    assert found.against_reinstating() == words


def test_what_a_named_departure_passes_is_told_once() -> None:
    assert standing(PASSED, PASSED).passed == ("XA-ASM 2031/000001 v2 c1",)
    assert not standing(PASSED).at_risk
    assert standing(UNKNOWN).in_doubt
    assert not standing(RISK).in_doubt
