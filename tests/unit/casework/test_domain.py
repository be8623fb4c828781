"""What stands of several findings, what may follow what, and what a rating freezes."""

from __future__ import annotations

from itertools import permutations

import pytest

from licet.casework.domain import (
    TRANSITIONS,
    CaseStatus,
    Finding,
    Level,
    LineFinding,
    RatingDraft,
    rated,
    resubmission,
    standing,
    standings,
)
from licet.kernel.errors import Invalid, InvalidTransition
from licet.kernel.facts import LineFacts, PartyCountry, Role
from licet.kernel.rating import RatingCode

CLEAR, WEIGHS, BARS, UNDETERMINED, NOT_RELEVANT = Finding.CLEAR, Finding.WEIGHS, Finding.BARS, Finding.UNDETERMINED, Finding.NOT_RELEVANT


def findings(*said: Finding, level: Level = Level.ADVISER) -> list[LineFinding]:
    return [LineFinding("l", "2c", f"d{number}", level, finding, f"a{number}") for number, finding in enumerate(said)]


@pytest.mark.parametrize(
    ("said", "stands", "disagreement"),
    [
        ((), None, False),
        ((CLEAR,), CLEAR, False),
        ((WEIGHS,), WEIGHS, False),
        ((BARS,), BARS, False),
        ((UNDETERMINED,), UNDETERMINED, False),
        ((NOT_RELEVANT,), NOT_RELEVANT, False),
        ((CLEAR, CLEAR), CLEAR, False),
        ((CLEAR, NOT_RELEVANT), CLEAR, False),
        ((CLEAR, WEIGHS), WEIGHS, False),
        ((CLEAR, UNDETERMINED), UNDETERMINED, False),
        ((WEIGHS, UNDETERMINED), UNDETERMINED, False),
        ((BARS, UNDETERMINED), BARS, False),
        ((BARS, BARS), BARS, False),
        ((BARS, CLEAR), BARS, True),
        ((BARS, WEIGHS), BARS, True),
        ((BARS, NOT_RELEVANT), BARS, True),
        ((CLEAR, CLEAR, BARS), BARS, True),
    ],
)
def test_the_worst_stands_and_nothing_is_counted_out(said: tuple[Finding, ...], stands: Finding | None, disagreement: bool) -> None:
    for order in permutations(findings(*said)):
        found = standing(order)
        assert (found.finding, found.disagreement) == (stands, disagreement)
        assert found.advice == tuple(sorted(item.advice for item in order))


def test_the_ministers_finding_stands_alone() -> None:
    final = LineFinding("l", "2c", "minister", Level.MINISTER, WEIGHS, "m")
    for order in permutations([*findings(BARS, CLEAR), final]):
        assert standing(order) == standing([final])
    assert (standing([final]).finding, standing([final]).advice) == (WEIGHS, ("m",))


def test_standings_are_per_line_and_criterion() -> None:
    other = LineFinding("l", "7", "d", Level.ADVISER, BARS, "x")
    found = standings([*findings(CLEAR), other])
    assert {key: item.finding for key, item in found.items()} == {("l", "2c"): CLEAR, ("l", "7"): BARS}


ALLOWED = {
    "submit": {CaseStatus.DRAFT},
    "send again": {CaseStatus.SUBMITTED},
    "resubmit": {CaseStatus.IN_PROGRESS},
    "resubmit asked": {CaseStatus.AWAITING_EXPORTER},
    "take": {CaseStatus.SUBMITTED},
    "ask": {CaseStatus.IN_PROGRESS},
    "answer": {CaseStatus.AWAITING_EXPORTER},
    "propose": {CaseStatus.IN_PROGRESS},
    "return": {CaseStatus.FOR_SIGNATURE},
    "decide": {CaseStatus.FOR_SIGNATURE},
    "withdraw": {CaseStatus.SUBMITTED, CaseStatus.IN_PROGRESS, CaseStatus.AWAITING_EXPORTER, CaseStatus.FOR_SIGNATURE},
    "close unanswered": {CaseStatus.AWAITING_EXPORTER},
    "close": {CaseStatus.DECIDED, CaseStatus.WITHDRAWN},
}


@pytest.mark.parametrize("name", ALLOWED)
@pytest.mark.parametrize("status", CaseStatus)
def test_transitions(name: str, status: CaseStatus) -> None:
    if status in ALLOWED[name]:
        assert TRANSITIONS.target(status, name) == TRANSITIONS[name].target
    else:
        with pytest.raises(InvalidTransition):
            TRANSITIONS.target(status, name)


def test_every_transition_is_in_the_table_and_a_closed_case_stays_closed() -> None:
    assert {row.name for row in TRANSITIONS} == set(ALLOWED)
    assert TRANSITIONS.open_from(CaseStatus.CLOSED) == TRANSITIONS.open_from(CaseStatus.UNANSWERED) == ()


@pytest.mark.parametrize("status", CaseStatus)
def test_a_further_version_leaves_the_status_as_it_is(status: CaseStatus) -> None:
    name = resubmission(status)
    if status in TRANSITIONS[name].sources:
        assert TRANSITIONS.target(status, name) is status
    else:
        ended = {CaseStatus.DECIDED, CaseStatus.WITHDRAWN, CaseStatus.CLOSED, CaseStatus.UNANSWERED}
        assert status in ended | {CaseStatus.DRAFT, CaseStatus.FOR_SIGNATURE}


LINE = LineFacts("l", 0, "IND", (PartyCountry(Role.END_USER, "QP"),), incorporation=True, pool=False, onward=frozenset({"QO"}))


def test_rating_takes_the_assessors_word_and_the_applications_countries() -> None:
    draft = RatingDraft(controlled=True, rating="ML15", reasons="r", end_use=frozenset({"patrol"}), pool=True)
    found = rated(LINE, draft, number=3, code=RatingCode.parse("ML15"))
    assert (found.version, found.countries, found.onward) == (3, LINE.countries, LINE.onward)
    assert (found.incorporation, found.pool, found.end_use, found.controlled) == (None, True, {"patrol"}, True)


def test_rating_code_and_controlled_go_together() -> None:
    with pytest.raises(Invalid):
        rated(LINE, RatingDraft(controlled=True, reasons="r"), number=1, code=None)
    with pytest.raises(Invalid):
        rated(LINE, RatingDraft(controlled=False, reasons="r"), number=1, code=RatingCode.parse("ML1"))
    assert rated(LINE, RatingDraft(controlled=False, reasons="r"), number=1, code=None).controlled is False
