"""Insufficient is never clean: counted apart, by reason."""

from __future__ import annotations

from tests.unit.assessments.contents import row

from licet.assessments import domain
from licet.assessments.domain import Breach, Coverage, Insufficiency
from licet.evidence.domain.law import IhlRule


def _coverage(registered: int, *rows: domain.IncidentFindingDraft) -> Coverage:
    known = [f"XA-INC 2031/{number:06d}" for number in range(1, registered + 1)]
    return domain.coverage(known, [(item.incident, item.finding, item.why) for item in rows])


def test_each_incident_counts_once() -> None:
    found = _coverage(
        10,
        row(1),
        row(1, Breach.INSUFFICIENT, Insufficiency.INTENT, IhlRule.PROPORTIONALITY),
        row(2, Breach.INSUFFICIENT, Insufficiency.ACCESS),
        row(3, Breach.INSUFFICIENT, Insufficiency.ACCESS),
        row(3, Breach.INSUFFICIENT, Insufficiency.INTENT, IhlRule.PRECAUTIONS),
        row(4, Breach.NOT_YET),
        row(5, Breach.NONE),
    )
    assert (found.registered, found.triaged, found.assessed) == (10, 5, 4)
    assert found.undetermined == (("no access", 1), ("several reasons", 1))
    assert found.undetermined_percent == 50


def test_an_incident_not_yet_assessed_under_one_rule_and_insufficient_under_another_is_undetermined() -> None:
    found = _coverage(1, row(1, Breach.NOT_YET), row(1, Breach.INSUFFICIENT, Insufficiency.CONTESTED, IhlRule.PRECAUTIONS))
    assert (found.assessed, found.undetermined_total) == (1, 1)


def test_what_is_quoted_was_registered() -> None:
    assert _coverage(0, row(7)).registered == 1


def test_json_keeps_the_order_of_reasons() -> None:
    found = _coverage(9, row(1, Breach.INSUFFICIENT, Insufficiency.TARGET), row(2, Breach.INSUFFICIENT, Insufficiency.ACCESS))
    turned = {**found.to_json(), "undetermined": {"no access": 1, "target unknown": 1}}
    assert domain.coverage_from_json(turned) == found


def test_counted_says_it_in_words() -> None:
    found = Coverage(150, 80, 61, (("intent unknown", 40), ("no access", 4)))
    words = "150 incidents registered, 80 triaged, 61 assessed, 72 % of these undetermined (intent unknown 40, no access 4)."
    assert domain.counted(found) == words
    assert domain.counted(Coverage(3)) == "3 incidents registered, 0 triaged, 0 assessed."
