"""Goods leave under a clear risk by the departure that is named for it and passes it, and by no other (decision 0180)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.module.assessments.builders import Assessing
from tests.module.reviews.reviewing import (
    all_get,
    applied,
    concluded,
    decide,
    departed,
    frozen,
    opened,
    proposed,
    reinstate,
    suspend,
    told,
)
from tests.world import World

from licet.decisions import public as decisions
from licet.decisions.public import Act, Decision, Departure
from licet.kernel.errors import Invalid, NotFound, Refused
from licet.kernel.scope import Scope
from licet.licences import public as licences
from licet.licences.public import Licence
from licet.reviews import public as reviews
from licet.reviews.public import Outcome
from licet_verify import canonical
from licet_verify.record import verify_record


def two_departures(world: World, assessing: Assessing) -> tuple[Departure, Departure]:
    """Both stand and match; the assessment was concluded anew between them, so that only the second opens anything."""
    row = concluded(assessing, "clear risk").assessment
    first = departed(world)
    concluded(assessing, "clear risk", row=row)
    return first, departed(world)


def body_of(act: Act) -> Any:
    return canonical.loads(act.signed_part)


def status_of(licence: Licence) -> str:
    return str(Licence.objects.values_list("status", flat=True).get(pk=licence.pk))


def test_reinstating_names_the_departure_that_opens_the_gate(world: World, assessing: Assessing) -> None:
    licence = world.granted()
    suspend(world, licence.reference)
    stale, opens = two_departures(world, assessing)
    said = f"{licence.reference}: It cannot be reinstated: the clear risk of .* takes line 1, and only departure {opens.reference}"
    with pytest.raises(Refused, match=f"{said} passes it: name {opens.reference}"):
        reinstate(world, licence.reference)
    with pytest.raises(Refused, match=f"{said}, not departure {stale.reference}, passes it"):
        reinstate(world, licence.reference, departure=stale.reference)
    with pytest.raises(NotFound, match="XA-DEP 2031/000009"):
        reinstate(world, licence.reference, departure="XA-DEP 2031/000009")
    act = reinstate(world, licence.reference, departure=opens.reference)
    world.sign(act, "manager", "countersigner")
    assert status_of(licence) == "in force"
    (signed,) = body_of(act)["licences"]
    assert (signed["departure"], signed["passes"]) == (opens.reference, ["XA-ASM 2031/000001 v2 c1"])


def test_the_record_and_the_published_entry_show_the_departure(world: World, assessing: Assessing) -> None:
    licence = world.granted()
    suspend(world, licence.reference)
    _, opens = two_departures(world, assessing)
    act = reinstate(world, licence.reference, departure=opens.reference)
    world.sign(act, "manager", "countersigner")
    decision = Decision.objects.get(act=act)
    by_departure = {"reference": opens.reference, "passes": ["XA-ASM 2031/000001 v2 c1"]}
    assert canonical.loads(decision.record.signed_part)["departure"] == by_departure  # type: ignore[call-overload,index]
    data = decisions.record_file(decisions.access_decision(actor=world["officer"], reference=decision.reference))
    assert verify_record(data).signatures == 2
    texts = canonical.loads(data)["texts"].values()  # type: ignore[index,call-overload,union-attr]
    assert {opens.reasons, opens.legal_basis} <= set(texts)
    assert told("decisions:decision:by-departure") == [
        {
            "licence": licence.reference,
            "departure": opens.reference,
            "passes": ["XA-ASM 2031/000001 v2 c1"],
            "act": act.reference,
        }
    ]


def test_one_act_names_it_for_the_licences_at_risk_alone(world: World, assessing: Assessing) -> None:
    risky, other = world.granted(), world.granted(destination="QP")
    suspend(world, risky.reference, other.reference)
    concluded(assessing, "clear risk")
    opens = departed(world)
    act = reinstate(world, risky.reference, other.reference, departure=opens.reference)
    assert ["departure" in item for item in body_of(act)["licences"]] == [True, False]
    world.sign(act, "manager", "countersigner")
    assert [entry["licence"] for entry in told("decisions:decision:by-departure")] == [risky.reference]
    suspend(world, other.reference)
    with pytest.raises(Invalid, match=f"Departure {opens.reference} opens nothing"):
        reinstate(world, other.reference, departure=opens.reference)
    with pytest.raises(Invalid, match="to reinstate only"):
        licences.propose_status_change(
            actor=world["manager"],
            kind=decisions.ActKind.SUSPEND,
            licences=[risky.reference],
            legal_basis="S.",
            reasons="R.",
            now=world.now(),
            departure=opens.reference,
        )


def test_a_departure_that_is_over_before_the_last_signature_voids_those_before_it(
    world: World, assessing: Assessing, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = world.granted(), world.granted()
    suspend(world, one.reference, other.reference)
    concluded(assessing, "clear risk")
    opens = departed(world)
    review = opened(world)
    frozen(world, review)
    sets = (
        all_get(Outcome.REINSTATE, licences=(one.reference,), departure=opens.reference),
        all_get(Outcome.MAINTAIN, "It stays suspended."),
    )
    acts = (proposed(world, review, *sets), reinstate(world, other.reference, departure=opens.reference))
    world.sign(acts[0], "minister")
    world.sign(acts[1], "manager")
    after = world.now() + timedelta(days=91)
    monkeypatch.setattr(type(world), "now", lambda _: after)
    for act in acts:
        assert any("no longer passes" in difference for difference in world.sign(act, "countersigner").voided)
    assert (status_of(one), status_of(other)) == ("suspended", "suspended")
    assert not told("decisions:decision:by-departure")


@pytest.mark.parametrize("outcome", [Outcome.REINSTATE, Outcome.DEPARTURE])
def test_an_outcome_of_a_review_names_it_too(world: World, assessing: Assessing, outcome: Outcome) -> None:
    licence = world.granted()
    if outcome is Outcome.REINSTATE:
        suspend(world, licence.reference)
    stale, opens = two_departures(world, assessing)
    review = opened(world)
    frozen(world, review)
    only = f"{licence.reference}: the clear risk of .* takes line 1, and only departure {opens.reference}"
    if outcome is Outcome.DEPARTURE:
        with pytest.raises(Invalid, match="Name the departure in force"):
            decide(world, review, all_get(outcome))
    wrong = all_get(outcome, licences=(licence.reference,), departure=stale.reference)
    with pytest.raises(Refused, match=f"{only}, not departure {stale.reference}, passes it"):
        proposed(world, review, wrong)
    missing = all_get(Outcome.REINSTATE if outcome is Outcome.REINSTATE else Outcome.MAINTAIN, licences=(licence.reference,))
    with pytest.raises(Refused, match=f"{only} passes it"):
        proposed(world, review, missing)
    act = applied(world, review, all_get(outcome, licences=(licence.reference,), departure=opens.reference))
    assert status_of(licence) == "in force"
    (signed,) = body_of(act)["licences"]
    assert (signed["departure"], signed["passes"]) == (opens.reference, ["XA-ASM 2031/000001 v2 c1"])
    assert [item["reference"] for item in body_of(act)["departures"]] == [opens.reference]
    (entry,) = told("reviews:review:applied")
    assert entry["departures"] == [opens.reference]
    decided = [entry["departure"] for entry in told("decisions:decision:by-departure")]
    assert decided == ([opens.reference] if outcome is Outcome.REINSTATE else [])


def test_each_line_at_risk_must_pass_by_the_one_that_is_named(world: World, assessing: Assessing) -> None:
    """Two clear risks, each departed from apart: neither departure opens the licence, one made from both does."""
    licence = world.granted()
    more = concluded(assessing, "clear risk", "destination=QN rating=ML11")
    first = departed(world)
    concluded(assessing, "clear risk", "destination=QN end-use=roads", row=assessing.open(destination="QN", conflict="coast"))
    review = opened(world)
    frozen(world, review)
    with pytest.raises(Refused, match=f"v1 c1 takes line 1, and departure {first.reference} does not pass it"):
        proposed(world, review, all_get(Outcome.DEPARTURE, departure=first.reference))
    both = departed(world)
    assert f"{more.assessment.reference} v1 c1" in both.to_domain().conclusions
    act = applied(world, review, all_get(Outcome.DEPARTURE, licences=(licence.reference,), departure=both.reference))
    assert len(body_of(act)["licences"][0]["passes"]) == 2


def test_nothing_is_proposed_for_reinstatement_against_a_hold(world: World) -> None:
    licence = world.granted()
    suspend(world, licence.reference)
    hold = decisions.propose_hold(
        actor=world["manager"],
        kind=decisions.HoldKind.EMBARGO,
        title="Embargo",
        scope=Scope.parse("destination=QN"),
        legal_basis="Resolution.",
        reasons="Embargo.",
        now=world.now(),
    )
    world.sign(hold, "manager", "countersigner")
    review = opened(world)
    frozen(world, review)
    decide(world, review, all_get(Outcome.REINSTATE))
    with pytest.raises(Refused, match=f"{licence.reference}: hold XA-HLD 2031/000001 binds line 1"):
        reviews.propose_act(actor=world["manager"], review=review.reference, legal_basis="S. 9.", reasons="R.", now=world.now())
