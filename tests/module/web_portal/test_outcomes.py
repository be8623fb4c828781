"""The exporter's list says what was decided: granted, refused or in part."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.module.web_portal.portal import Portal
from tests.world import lines_of

from licet.decisions import public as decisions
from licet.decisions.public import LineDecision, Outcome


def decide(portal: Portal, *outcomes: Outcome) -> None:
    world = portal.world
    case = world.ready(products=len(outcomes))
    lines = [
        LineDecision(
            line=line,
            outcome=outcome,
            reasons="Within policy.",
            criteria=("2c",) if outcome is Outcome.REFUSE else (),
            disclosed="They may be sold on." if outcome is Outcome.REFUSE else "",
        )
        for line, outcome in zip(lines_of(case), outcomes, strict=True)
    ]
    act = decisions.propose_decision(actor=world["officer"], case=case.pk, lines=lines, now=world.now())
    world.sign(act, "officer", "countersigner")


@pytest.mark.parametrize(
    ("outcomes", "word"),
    [
        ((Outcome.GRANT,), "granted"),
        ((Outcome.REFUSE,), "refused"),
        ((Outcome.GRANT, Outcome.REFUSE), "granted in part"),
    ],
)
def test_a_decided_application_says_what_was_decided(portal: Portal, outcomes: tuple[Outcome, ...], word: str) -> None:
    decide(portal, *outcomes)
    assert f"</span> {word}</span> – The letter says why." in portal.get("applications/").text


def test_the_list_asks_no_more_for_more_decisions(portal: Portal) -> None:
    decide(portal, Outcome.GRANT)
    portal.get("applications/")
    with CaptureQueriesContext(connection) as few:
        portal.get("applications/")
    decide(portal, Outcome.REFUSE)
    with CaptureQueriesContext(connection) as more:
        portal.get("applications/")
    assert len(more) == len(few) < 20
