"""Of some licences nobody can say whether a clear risk takes them: a bucket of its own, accepted by each signer (decision 0181)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.module.assessments.builders import Assessing
from tests.module.reviews.reviewing import (
    all_get,
    applied,
    concluded,
    decide,
    departed,
    frozen,
    granted_for_unknown_pool,
    opened,
    proposed,
    suspend,
    told,
)
from tests.world import World

from licet.decisions import public as decisions
from licet.decisions.public import Act
from licet.kernel.errors import Invalid, Refused
from licet.licences.public import Licence
from licet.reviews import public as reviews
from licet.reviews.public import Outcome, OutcomeRow, Review
from licet_verify import canonical
from licet_verify.record import verify_record

POOL = "destination=QN pool=yes"
WHY = "The buyer says that none of it is pooled; the embassy is asked to see it."


def doubtful(world: World, assessing: Assessing) -> tuple[Review, Licence, Licence]:
    """One licence of which the pool is not known, another of which it is, and a clear risk for what is pooled."""
    unknown, known = granted_for_unknown_pool(world), world.granted()
    concluded(assessing, "clear risk", POOL)
    review = opened(world)
    frozen(world, review)
    return review, unknown, known


def test_maintaining_it_in_silence_is_refused_and_in_doubt_it_counts_apart(world: World, assessing: Assessing) -> None:
    review, unknown, known = doubtful(world, assessing)
    with pytest.raises(Refused, match=f"{unknown.reference}: it is not known whether the clear risk of .* choose “in doubt”"):
        proposed(world, review, all_get(Outcome.MAINTAIN))
    decide(world, review, all_get(Outcome.IN_DOUBT, WHY, licences=(unknown.reference,)))
    detail = reviews.access_review(actor=world["officer"], reference=review.reference)
    assert detail.frozen
    assert detail.counts[detail.frozen.pk] == {"in doubt": 1, "maintain": 1}
    assert [row.licence for row in reviews.outcome_rows(detail.frozen, outcome=Outcome.IN_DOUBT)] == [unknown]
    decide(world, review, all_get(Outcome.IN_DOUBT, WHY, licences=(known.reference,)))
    with pytest.raises(Refused, match=f"{known.reference}: no clear risk is in doubt for it"):
        proposed(world, review, all_get(Outcome.IN_DOUBT, WHY, licences=(unknown.reference,)))


def test_each_signer_accepts_it_and_the_record_and_the_public_read_it(world: World, assessing: Assessing) -> None:
    review, unknown, known = doubtful(world, assessing)
    suspend_known = all_get(Outcome.SUSPEND, licences=(known.reference,))
    act = proposed(world, review, suspend_known, all_get(Outcome.IN_DOUBT, WHY))
    body: Any = canonical.loads(act.signed_part)
    assert (body["in_doubt"], decisions.in_doubt(act)) == (1, 1)
    for number in (0, 2):
        with pytest.raises(Refused, match=r"1 licence goes on although nobody can say .* accept it of 1"):
            world.sign(act, "minister", accepts=number)
    world.sign(act, "minister", accepts=1)
    with pytest.raises(Refused, match="accept it of 1"):
        world.sign(act, "countersigner")
    world.sign(act, "countersigner", accepts=1)
    assert list(Licence.objects.order_by("reference").values_list("status", flat=True)) == ["in force", "suspended"]
    (entry,) = told("reviews:review:applied")
    assert entry["outcomes"] == {"in doubt": 1, "suspend": 1}
    decision = act.decisions.get()
    envelope: Any = canonical.loads(decision.record.envelope)
    assert [item["accepts_in_doubt"] for item in envelope["signatures"]] == [1, 1]
    data = decisions.record_file(decisions.access_decision(actor=world["officer"], reference=decision.reference))
    assert verify_record(data).signatures == 2
    assert WHY in canonical.loads(data)["texts"].values()  # type: ignore[index,call-overload,union-attr]
    assert unknown.reference in data.decode()


def test_where_nothing_is_in_doubt_there_is_nothing_to_accept(world: World) -> None:
    world.granted()
    review = opened(world)
    frozen(world, review)
    act = proposed(world, review, all_get(Outcome.MAINTAIN))
    with pytest.raises(Refused, match="there is nothing of that kind to accept"):
        world.sign(act, "minister", accepts=1)
    assert "in_doubt" not in canonical.loads(act.signed_part)  # type: ignore[operator]


def test_a_set_can_be_of_those_in_doubt(world: World, assessing: Assessing) -> None:
    review, unknown, _ = doubtful(world, assessing)
    assert decide(world, review, all_get(Outcome.IN_DOUBT, WHY, in_doubt=True)) == 1
    assert OutcomeRow.objects.get(outcome="in doubt").licence == unknown
    with pytest.raises(Invalid, match="No frozen licence is chosen"):
        decide(world, review, all_get(Outcome.IN_DOUBT, WHY, in_doubt=True))


def test_a_scope_that_takes_the_unknown_leaves_no_doubt(world: World, assessing: Assessing) -> None:
    unknown = granted_for_unknown_pool(world)
    concluded(assessing, "clear risk", f"{POOL} unknown=include")
    review = opened(world)
    frozen(world, review)
    with pytest.raises(Refused, match=f"{unknown.reference}: the clear risk of .* takes line 1"):
        proposed(world, review, all_get(Outcome.IN_DOUBT, WHY))


def test_a_fact_found_since_stops_the_last_signature(world: World, assessing: Assessing) -> None:
    """Proposed in doubt; the next version takes the line for certain: what was signed is void."""
    review, _, _ = doubtful(world, assessing)
    act = proposed(world, review, all_get(Outcome.IN_DOUBT, WHY, in_doubt=True), all_get(Outcome.SUSPEND))
    world.sign(act, "minister", accepts=1)
    concluded(assessing, "clear risk", "destination=QN rating=ML11", row=assessing.open(destination="QN", conflict="coast"))
    assert world.sign(act, "countersigner", accepts=1).voided
    assert set(Licence.objects.values_list("status", flat=True)) == {"in force"}


def test_what_passes_by_departure_and_is_in_doubt_too_says_both(world: World, assessing: Assessing) -> None:
    unknown = granted_for_unknown_pool(world)
    concluded(assessing, "clear risk", "destination=QN rating=ML11")
    opens = departed(world)
    concluded(assessing, "clear risk", POOL, row=assessing.open(destination="QN", conflict="coast"))
    review = opened(world)
    frozen(world, review)
    with pytest.raises(Refused, match=r"it is not known whether .* choose “in doubt”"):
        proposed(world, review, all_get(Outcome.DEPARTURE, departure=opens.reference))
    act = proposed(world, review, all_get(Outcome.IN_DOUBT, WHY, licences=(unknown.reference,), departure=opens.reference))
    world.sign(act, "minister", "countersigner", accepts=1)
    (entry,) = told("reviews:review:applied")
    assert (entry["outcomes"], entry["departures"]) == ({"in doubt": 1}, [opens.reference])


def test_what_is_suspended_is_neither_in_doubt_nor_reinstated_in_doubt(world: World, assessing: Assessing) -> None:
    unknown = granted_for_unknown_pool(world)
    suspend(world, unknown.reference)
    concluded(assessing, "clear risk", POOL)
    review = opened(world)
    frozen(world, review)
    with pytest.raises(Invalid, match="so “in doubt” is not possible"):
        decide(world, review, all_get(Outcome.IN_DOUBT, WHY))
    with pytest.raises(Refused, match=f"{unknown.reference}: it is not known whether"):
        proposed(world, review, all_get(Outcome.REINSTATE))
    applied(world, review, all_get(Outcome.MAINTAIN, "It stays suspended.", licences=(unknown.reference,)))


def test_a_signature_keeps_what_it_accepted(world: World, assessing: Assessing) -> None:
    review, _, known = doubtful(world, assessing)
    act = proposed(world, review, all_get(Outcome.SUSPEND, licences=(known.reference,)), all_get(Outcome.IN_DOUBT, WHY))
    world.sign(act, "minister", accepts=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Act.objects.get(pk=act.pk).signatures.update(accepts=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        OutcomeRow.objects.update(status="revoked")
