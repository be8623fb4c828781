"""What the desk says of a fact that may be unknown, and of a clear risk over a licence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from licet.decisions.public import Bar, BarCode
from licet.kernel.instants import Elapsed
from licet.licences.public import Standing
from licet.screening.public import ListUsed
from licet.screening.public import Standing as Screening
from licet.web.desk.presenting.people import run_words
from licet.web.desk.presenting.reviews import describe_standing
from licet.web.desk.presenting.words import clock_words, known_yes_no

AT = datetime(2031, 5, 5, 9, tzinfo=UTC)
RISK = Bar("line", BarCode.CLEAR_RISK)
PASSED = Bar("line", BarCode.BY_DEPARTURE, passes="XA-ASM 2031/000001 v3 c1")
UNKNOWN = Bar("line", BarCode.CLEAR_RISK_UNKNOWN)


@pytest.mark.parametrize(("value", "word"), [(None, "not known"), (True, "yes"), (False, "no")])
def test_unknown_is_never_no(value: bool | None, word: str) -> None:
    assert known_yes_no(value) == word


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        (None, ""),
        (Elapsed(19, 0), "Day 19 of 20"),
        (Elapsed(20, 0), "Day 20 of 20"),
        (Elapsed(21, 0), "Day 21 of 20 – over the target"),
        (Elapsed(21, 3), "Day 21 of 20 (stopped 3 days: enquiry) – over the target"),
    ],
)
def test_a_case_is_over_its_target_from_the_day_after_it(clock: Elapsed | None, said: str) -> None:
    assert clock_words(clock, 20) == said


FIRST, LATER = (ListUsed("1", "demo-list", number, "ab" * 32, None) for number in (1, 2))
RUN: dict[str, Any] = {
    "run": "1", "lists": (FIRST,), "screened_at": AT, "compared_lists": (FIRST,), "compared_at": AT, "lists_asked": ("demo-list",)
}  # fmt: skip
SCREENED = ("open", "Screened on 5 May 2031 against demo-list, version 1.")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"run": None}, [("missing", "The parties of this version were never screened.")]),
        ({"lists": ()}, [("missing", "They were screened when no list was loaded: that is no screening.")]),
        ({}, [SCREENED]),
        (
            {"compared_lists": (LATER,), "compared_at": AT + timedelta(days=1)},
            [SCREENED, ("open", "Compared again on 6 May 2031 with demo-list, version 2: the same matches.")],
        ),
        (
            {"lists_asked": ("demo-list", "un-list", "eu-list")},
            [SCREENED, ("missing", "Left out, though policy asks for them: un-list and eu-list.")],
        ),
    ],
)
def test_what_the_parties_were_screened_against_is_said(changes: dict[str, Any], said: list[tuple[str, str]]) -> None:
    assert [(row["kind"], row["words"]) for row in run_words(Screening("app-1", **RUN | changes))] == said


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
