"""Which incidents reach a threshold of the pack: everything that a row states must be met."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from licet.assessments.domain import CapabilityWord, CommitmentWord, ProcedureKind, Theme
from licet.evidence.domain import Action, Attribution, Casualties, Category, Cited, Harm, IncidentDraft, ObjectHit, Position, Standing
from licet.evidence.domain.law import IhlRule
from licet.policy.domain import IncidentThreshold
from licet.policy.public import pack
from licet.policy.selectors.reading import PACKS
from licet.reviews.domain import reached

MANY = IncidentThreshold(id="T1", why="many", categories=("civilians",), harm="killed", at_least=20)
PROTECTED = IncidentThreshold(id="T2", why="protected", objects=("health care",))
ACCEPTED = IncidentThreshold(id="T3", why="accepted", responsibility_accepted=True, categories=("civilians",), harm="killed", at_least=5)
ALL = (MANY, PROTECTED, ACCEPTED)


def incident(low: int = 1, high: int = 1, harm: Harm = Harm.KILLED, who: Category = Category.CIVILIANS, **changes: Any) -> IncidentDraft:
    whole = IncidentDraft(
        destination="QM",
        conflict="sarra-valley",
        title="A market was hit",
        date_from=date(2031, 5, 1),
        date_to=date(2031, 5, 1),
        place="Bermut",
        rules=frozenset({IhlRule.DISTINCTION}),
        objects=frozenset({ObjectHit.MARKET}),
        cited=(Cited("s1"),),
        casualties=(Casualties(who, harm, low, high, ("s1",)),),
    )
    return replace(whole, **changes)


def ids(draft: IncidentDraft) -> list[str]:
    return [item.id for item in reached(draft, ALL)]


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (incident(200, 250), ["T1"]),
        (incident(3, 20), ["T1"]),
        (incident(19, 19), []),
        (incident(30, 30, Harm.INJURED), []),
        (incident(30, 30, who=Category.COMBATANTS), []),
        (incident(casualties=()), []),
        (incident(objects=frozenset({ObjectHit.HEALTH_CARE, ObjectHit.MARKET})), ["T2"]),
        (incident(5, 5, attributions=(Attribution("Army", Position.ACCEPTED, Action.DECLARED),)), ["T3"]),
        (incident(4, 4, attributions=(Attribution("Army", Position.ACCEPTED, Action.DECLARED),)), []),
        (incident(5, 5, attributions=(Attribution("Army", Position.DENIED, Action.LIKELY),)), []),
        (incident(200, 250, standing=Standing.SET_ASIDE, standing_reason="A duplicate."), []),
    ],
)
def test_everything_that_a_row_states_is_met(draft: IncidentDraft, expected: list[str]) -> None:
    assert ids(draft) == expected


def test_the_gravest_incident_reaches_what_the_demonstration_states() -> None:
    gravest = incident(
        200,
        250,
        objects=frozenset({ObjectHit.HEALTH_CARE}),
        attributions=(Attribution("Army", Position.ACCEPTED, Action.DECLARED),),
    )
    assert [item.id for item in reached(gravest, pack().incident_thresholds)] == ["T1", "T2", "T3"]


def test_the_pack_is_written_in_the_words_of_the_record() -> None:
    """The schema names words that other modules define: it may not name one that they do not know."""
    schema = json.loads((PACKS / "schema" / "authority.json").read_text("utf-8"))
    row = schema["properties"]["incident_threshold"]["items"]["properties"]
    assert set(row["categories"]["items"]["enum"]) == set(Category)
    assert set(row["harm"]["enum"]) == set(Harm)
    assert set(row["objects"]["items"]["enum"]) == set(ObjectHit) - {ObjectHit.NOT_KNOWN}
    level = schema["$defs"]["basis_needed"]["properties"]
    assert set(level["commitment"]["items"]["enum"]) <= set(CommitmentWord)
    assert set(level["capability"]["items"]["enum"]) <= set(CapabilityWord)
    assert level["themes_determined"]["maximum"] == len(Theme)
    assert level["procedures_exist"]["maximum"] == len(ProcedureKind)
