"""What findings may quote: versions of incidents of this conflict that stand as evidence, of before the cut-off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.assessments.contents import a_content, row

from licet.assessments import domain
from licet.assessments.domain import Breach, Quoted
from licet.evidence.domain.law import IhlRule

STANDS = Quoted(
    incident="XA-INC 2031/000001",
    number=1,
    destination="QM",
    conflict="sarra-valley",
    happened_on=date(2031, 4, 1),
    set_aside=False,
    newest=1,
    dropped=False,
)
CONTENT = a_content(incidents=(row(1), row(1, Breach.LIKELY, rule=IhlRule.PRECAUTIONS)))
ID = CONTENT.incidents[0].incident_version


def _misquoted(known: dict[str, Quoted], *ids: str) -> list[str]:
    return [str(fault) for fault in domain.misquoted(ids, known, destination="QM", conflict="sarra-valley", title="Kasdara")]


def test_an_incident_of_this_conflict_is_quoted() -> None:
    assert _misquoted({ID: STANDS}, ID) == []
    assert list(domain.unquotable(CONTENT, {ID: STANDS})) == []
    assert domain.moved(CONTENT, {ID: STANDS}) == ()


@pytest.mark.parametrize("change", [{"destination": "QO"}, {"conflict": "coast"}])
def test_an_incident_of_another_conflict_is_named(change: dict[str, str]) -> None:
    item = replace(STANDS, **change)  # type: ignore[arg-type]
    (said,) = _misquoted({ID: item}, ID)
    assert f"no incident version of Kasdara: “{ID}” (XA-INC 2031/000001, of {item.destination} {item.conflict})." in said


def test_what_is_no_incident_version_is_named() -> None:
    (said,) = _misquoted({}, "a-quote", "b", "c", "d")
    assert "“a-quote”, “b”, “c” and 1 more." in said


def test_the_version_that_sets_an_incident_aside_is_not_quoted() -> None:
    (said,) = _misquoted({ID: replace(STANDS, number=2, newest=2, set_aside=True, dropped=True)}, ID)
    assert "Set aside in the evidence, so nothing is found of it: XA-INC 2031/000001 version 2." in said


def test_an_incident_set_aside_since_is_missing_and_not_only_warned_of() -> None:
    dropped = {ID: replace(STANDS, newest=2, dropped=True)}
    (gap,) = domain.unquotable(CONTENT, dropped)
    assert (gap.place, "version 2" in gap.message) == ("XA-INC 2031/000001", True)
    assert domain.moved(CONTENT, dropped) == ()


def test_an_incident_of_after_the_cut_off_is_named_with_both_days() -> None:
    late = {ID: replace(STANDS, happened_on=date(2031, 5, 1))}
    (gap,) = domain.unquotable(CONTENT, late)
    assert gap.message.startswith("It happened on 2031-05-01, after the cut-off of 2031-04-30")
    assert list(domain.unquotable(replace(CONTENT, evidence_until=date(2031, 5, 1)), late)) == []
    assert list(domain.unquotable(replace(CONTENT, evidence_until=None), late)) == []


def test_a_newer_version_is_said_once_whatever_the_number_of_rules() -> None:
    newer = replace(STANDS, newest=3)
    assert domain.moved(CONTENT, {ID: newer}) == (newer,)
