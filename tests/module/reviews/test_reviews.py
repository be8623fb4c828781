"""From a question to one signed act and back: frozen lists, outcomes in sets, what is told."""

from __future__ import annotations

from datetime import timedelta
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
    reinstate,
    suspend,
    told,
)
from tests.world import NOW, World

from licet.decisions import public as decisions
from licet.decisions.public import Act, ActKind, ActStatus, Decision
from licet.decisions.selectors.open_concerns import topics
from licet.kernel.errors import Conflict, Invalid, InvalidTransition, MissingReasons, NotAllowed, NotFound, Refused
from licet.kernel.scope import Scope
from licet.licences.public import CustomsMessage, Licence
from licet.notices.public import Message
from licet.reviews import public as reviews
from licet.reviews.public import Outcome, OutcomeSet, Review, ReviewStatus
from licet_verify import canonical
from licet_verify.record import verify_record


def statuses() -> list[str]:
    return list(Licence.objects.order_by("reference").values_list("status", flat=True))


def status_of(world: World, review: Review) -> ReviewStatus:
    return reviews.access_review(actor=world["officer"], reference=review.reference).status


def test_outcomes_of_every_kind_are_one_act_with_a_decision_notice_and_customs_message_each(world: World) -> None:
    first, second, third, fourth = (world.granted().reference for _ in range(4))
    suspend(world, third)
    review = opened(world)
    assert frozen(world, review).licences == 4
    sets = (
        all_get(Outcome.SUSPEND, "Radios reach the brigade.", licences=(first,)),
        all_get(Outcome.REVOKE, "The exporter hid the end user.", licences=(second,)),
        all_get(Outcome.REINSTATE, "The buyer is cleared.", licences=(third,)),
        all_get(Outcome.MAINTAIN, "Nothing speaks against it."),
    )
    before = CustomsMessage.objects.count()
    act = proposed(world, review, *sets)
    assert statuses() == ["in force", "in force", "suspended", "in force"], "nothing happens before it is signed"
    world.sign(act, "minister", "countersigner")
    assert statuses() == ["suspended", "revoked", "in force", "in force"]
    assert sorted(Decision.objects.filter(act=act).values_list("licence", flat=True)) == [first, second, third]
    assert CustomsMessage.objects.count() == before + 3
    notice = Message.objects.get(kind="suspension-notice", licence=first)
    assert "Radios reach the brigade." in str(notice.content)
    assert not Message.objects.filter(licence=fourth).exclude(subject__startswith="Export licence").exists()
    assert status_of(world, review) is ReviewStatus.APPLIED
    (entry,) = told("reviews:review:applied")
    assert entry["outcomes"] == {"maintain": 1, "reinstate": 1, "revoke": 1, "suspend": 1}
    changed = {entry["target"] for entry in told("licences:licence:status-changed") if entry["act"] == act.reference}
    assert changed == {"suspended", "revoked", "in force"}


def test_the_record_of_a_licence_names_the_whole_act_that_was_signed(world: World) -> None:
    first, second = world.granted().reference, world.granted().reference
    review = opened(world)
    frozen(world, review)
    act = applied(world, review, all_get(Outcome.SUSPEND, "One.", licences=(first,)), all_get(Outcome.MAINTAIN, "The other."))
    decision = decisions.access_decision(actor=world["officer"], reference=Decision.objects.get(act=act).reference)
    data = decisions.record_file(decision)
    assert verify_record(data).signatures == 2
    texts = set(canonical.loads(data)["texts"].values())  # type: ignore[index,call-overload,union-attr]
    assert {"One.", "The other.", review.question, "Section 9."} <= texts
    signed: Any = canonical.loads(act.signed_part)
    assert [(item["reference"], item["outcome"]) for item in signed["licences"]] == [(first, "suspend"), (second, "maintain")]


def test_what_matches_nothing_or_everything_is_said_before_it_is_frozen(world: World) -> None:
    world.granted()
    review = opened(world, "destination=QO")
    with pytest.raises(Refused, match="takes no live licence"):
        reviews.freeze(actor=world["manager"], review=review.reference, now=world.now())
    assert reviews.plan(actor=world["officer"], scope=Scope.parse("destination=QO")).warned is reviews.Warned.NOTHING
    manager = world["manager"]
    with pytest.raises(Invalid, match="say that it is meant"):
        reviews.change_scope(actor=manager, review=review.reference, scope=Scope(), now=world.now())
    for text, meant in (("", True), ("destination=QN", False)):
        reviews.change_scope(actor=manager, review=review.reference, scope=Scope.parse(text), now=world.now(), even_everything=meant)
        assert reviews.plan(actor=world["officer"], scope=Scope.parse(text)).warned is reviews.Warned.EVERYTHING
        with pytest.raises(Refused, match="takes every live licence"):
            reviews.freeze(actor=world["manager"], review=review.reference, now=world.now())
    assert frozen(world, review).licences == 1


def test_unknown_licences_are_left_out_unless_the_scope_takes_them(world: World) -> None:
    granted_for_unknown_pool(world)
    world.granted(destination="QP")
    review = opened(world, "destination=QN pool=yes")
    with pytest.raises(Refused, match="a fact is not known"):
        frozen(world, review)
    reviews.change_scope(
        actor=world["manager"], review=review.reference, scope=Scope.parse("destination=QN pool=yes unknown=include"), now=world.now()
    )
    made = frozen(world, review)
    assert (made.licences, made.unknown, made.outcomes.get().answer) == (1, 0, "unknown")


def test_every_frozen_licence_needs_an_outcome_that_its_status_allows(world: World) -> None:
    first, second = world.granted().reference, world.granted().reference
    suspend(world, second)
    review = opened(world)
    with pytest.raises(InvalidTransition):
        decide(world, review, all_get(Outcome.MAINTAIN))
    frozen(world, review)
    with pytest.raises(Invalid, match=r"It is suspended, so “suspend” is not possible"):
        decide(world, review, all_get(Outcome.MAINTAIN, licences=(first,)), all_get(Outcome.SUSPEND))
    assert reviews.access_review(actor=world["officer"], reference=review.reference).undecided == 2, "all sets or none"
    for given, error in (
        (OutcomeSet(outcome=Outcome.SUSPEND, reasons=" ", licences=(first,)), MissingReasons),
        (all_get(Outcome.SUSPEND, licences=("XA-LIC 2031/999999",)), NotFound),
        (all_get(Outcome.MAINTAIN, scope=Scope.parse("destination=QO")), Invalid),
        (all_get(Outcome.DEPARTURE), Invalid),
        (all_get(Outcome.MAINTAIN, departure="XA-DEP 2031/000001"), Invalid),
    ):
        with pytest.raises(error):
            decide(world, review, given)
    with pytest.raises(Refused, match="1 of the frozen licences have no outcome yet"):
        proposed(world, review, all_get(Outcome.SUSPEND, licences=(first,)))
    assert decide(world, review, all_get(Outcome.REINSTATE, scope=Scope.parse("rating=ML11"), licences=(second,))) == 1


def test_a_licence_that_changed_since_voids_the_act_and_the_list_is_frozen_again(world: World) -> None:
    first, second = world.granted().reference, world.granted().reference
    review = opened(world)
    frozen(world, review)
    act = proposed(world, review, all_get(Outcome.SUSPEND))
    world.sign(act, "minister")
    suspend(world, first)
    assert world.sign(act, "second countersigner").voided
    assert statuses() == ["suspended", "in force"]
    act.refresh_from_db()
    assert act.status == ActStatus.VOID
    assert status_of(world, review) is ReviewStatus.FROZEN
    with pytest.raises(Refused, match=f"{first}: it changed since the list was frozen"):
        reviews.propose_act(actor=world["manager"], review=review.reference, legal_basis="S. 9.", reasons="Still.", now=world.now())
    again = frozen(world, review)
    assert [(row.licence.reference, row.outcome) for row in reviews.outcome_rows(again)] == [(first, ""), (second, "suspend")]
    applied(world, review, all_get(Outcome.MAINTAIN, "Suspended already."))
    assert statuses() == ["suspended", "suspended"]


def test_sent_back_it_can_be_changed_and_proposed_again(world: World) -> None:
    world.granted()
    review = opened(world)
    frozen(world, review)
    act = proposed(world, review, all_get(Outcome.SUSPEND))
    with pytest.raises(InvalidTransition):
        decide(world, review, all_get(Outcome.REVOKE, scope=Scope()))
    decisions.return_act(actor=world["minister"], act=act.pk, words="Revoke it.", now=world.now())
    decide(world, review, all_get(Outcome.REVOKE, "It ends.", scope=Scope()))
    second = reviews.propose_act(actor=world["manager"], review=review.reference, legal_basis="S. 9.", reasons="It ends.", now=world.now())
    world.sign(second, "minister", "countersigner")
    assert statuses() == ["revoked"]


def test_the_list_of_one_status_is_not_cut_by_those_of_another(world: World) -> None:
    world.granted()
    back = opened(world)
    frozen(world, back)
    act = proposed(world, back, all_get(Outcome.SUSPEND))
    decisions.return_act(actor=world["minister"], act=act.pk, words="Not yet.", now=world.now())
    opened(world)

    def listed(status: ReviewStatus) -> list[Review]:
        return [item.review for item in reviews.review_list(actor=world["officer"], status=status, limit=1)]

    assert listed(ReviewStatus.FROZEN) == [back]
    assert listed(ReviewStatus.FOR_SIGNATURE) == []


def test_a_clear_risk_bars_that_goods_go_on_leaving_but_by_departure(world: World, assessing: Assessing) -> None:
    risky, other = world.granted(), world.granted(destination="QP")
    version = concluded(assessing, "clear risk")
    review = opened(world, "licence-type=IND")
    frozen(world, review)
    with pytest.raises(Refused, match=f"{risky.reference}: the clear risk of .* no departure in force passes it: suspend or revoke it"):
        proposed(world, review, all_get(Outcome.MAINTAIN))
    departure = departed(world)
    assert f"{version.assessment.reference} v1 c1" in departure.to_domain().conclusions
    maintain = all_get(Outcome.MAINTAIN, scope=Scope())
    with pytest.raises(Refused, match=f"only departure {departure.reference} passes it: choose “departure”"):
        proposed(world, review, maintain)
    by_departure = all_get(Outcome.DEPARTURE, licences=(risky.reference,), departure=departure.reference)
    wrong = all_get(Outcome.DEPARTURE, licences=(other.reference,), departure=departure.reference)
    with pytest.raises(Refused, match=f"{other.reference}: departure {departure.reference} opens nothing for it"):
        proposed(world, review, by_departure, wrong)
    applied(world, review, maintain, by_departure)
    assert statuses() == ["in force", "in force"]
    (entry,) = told("reviews:review:applied")
    assert (entry["outcomes"], entry["departures"]) == ({"departure": 1, "maintain": 1}, [departure.reference])


def test_what_is_suspended_may_stay_suspended_under_a_clear_risk(world: World, assessing: Assessing) -> None:
    suspend(world, world.granted().reference)
    concluded(assessing, "clear risk")
    review = opened(world)
    frozen(world, review)
    applied(world, review, all_get(Outcome.MAINTAIN, "It stays suspended."))
    assert statuses() == ["suspended"]


def test_nothing_is_reinstated_under_a_clear_risk_found_before_the_last_signature(world: World, assessing: Assessing) -> None:
    licence = world.granted()
    suspend(world, licence.reference)
    review = opened(world)
    frozen(world, review)
    act = proposed(world, review, all_get(Outcome.REINSTATE))
    world.sign(act, "minister")
    concluded(assessing, "clear risk")
    assert world.sign(act, "countersigner").voided, "what was signed stood on no assessment"
    assert (statuses(), status_of(world, review)) == (["suspended"], ReviewStatus.FROZEN)
    with pytest.raises(Refused, match=f"{licence.reference}: It cannot be reinstated: the clear risk of .* no departure"):
        reinstate(world, licence.reference)
    departure = departed(world)
    applied(world, review, all_get(Outcome.REINSTATE, scope=Scope(), departure=departure.reference))
    assert statuses() == ["in force"]


def test_a_second_freezing_looks_at_what_was_suspended_as_a_precaution(world: World) -> None:
    first, second = world.granted().reference, world.granted().reference
    review = opened(world)
    frozen(world, review)
    applied(world, review, all_get(Outcome.SUSPEND))
    assert frozen(world, review).number == 2
    applied(world, review, all_get(Outcome.REINSTATE, licences=(first,)), all_get(Outcome.MAINTAIN, "Stays suspended."))
    assert statuses() == ["in force", "suspended"]
    update = reviews.update(actor=world["manager"], review=review.reference, words="One of two is restored.", now=world.now())
    assert update.number == 1
    done = reviews.conclude_review(actor=world["minister"], review=review.reference, conclusion="One stays suspended.", now=world.now())
    assert done.status == ReviewStatus.CONCLUDED
    (entry,) = told("reviews:review:concluded")
    assert entry == {"conclusion": "One stays suspended.", "outcomes": {"maintain": 1, "reinstate": 1, "suspend": 2}}
    assert second in {row.licence.reference for row in reviews.outcome_rows(review.freezings.get(number=2))}
    for command in (
        lambda: frozen(world, review),
        lambda: reviews.update(actor=world["manager"], review=review.reference, words="More.", now=world.now()),
        lambda: reviews.conclude_review(actor=world["minister"], review=review.reference, conclusion="Again.", now=world.now()),
    ):
        with pytest.raises(InvalidTransition):
            command()


def test_stale_pages_future_days_and_strangers_are_refused(world: World) -> None:
    world.granted()
    with pytest.raises(Invalid, match="today or earlier"):
        opened(world, commissioned_on=NOW.date() + timedelta(days=1))
    with pytest.raises(MissingReasons):
        opened(world, question=" ")
    with pytest.raises(NotFound):
        opened(world, named=["XA-LIC 2031/999999"])
    with pytest.raises(NotAllowed):
        reviews.open_review(
            actor=world["officer"],
            question="Q?",
            commissioned_by="me",
            commissioned_on=NOW.date(),
            scope=Scope(),
            now=world.now(),
        )
    review = opened(world)
    frozen(world, review, revision=1)
    with pytest.raises(Conflict):
        frozen(world, review, revision=1)
    with pytest.raises(NotFound):
        reviews.access_review(actor=world["exporter"], reference=review.reference)
    proposed(world, review, all_get(Outcome.SUSPEND))
    with pytest.raises(InvalidTransition):
        reviews.conclude_review(actor=world["minister"], review=review.reference, conclusion="Too early.", now=world.now())


def test_named_licences_are_reviewed_without_a_scope_and_never_listed_in_public(world: World) -> None:
    licence = world.granted()
    world.granted()
    review = opened(world, "", named=[licence.reference])
    made = frozen(world, review)
    assert (made.licences, made.sentence) == (1, "1 licence named one by one.")
    assert licence.reference not in str(told("reviews:review:opened")) + str(told("reviews:review:frozen"))


def test_digest_of_a_frozen_list_does_not_give_away_which_licences_are_named(world: World) -> None:
    """The log publishes the digest: an outsider hashes a list for every licence, with each status and revision it may have."""
    licence, *_ = world.granted(), world.granted()
    review = opened(world, "", named=[licence.reference])
    digest = frozen(world, review).digest
    assert digest == told("reviews:review:frozen")[0]["digest"]
    guesses = (
        {"reference": reference, "status": status, "revision": revision}
        for reference in Licence.objects.values_list("reference", flat=True)
        for status in ("in force", "suspended")
        for revision in range(10)
    )
    for guess in guesses:
        for version in (1, 2):
            body = {"v": version, "review": review.reference, "scope": review.scope, "licences": [guess]}
            assert canonical.digest(body) != digest, f"the digest says that the review names {guess['reference']}"  # type: ignore[arg-type]


def test_named_licences_stay_named_in_another_scope_until_it_is_said_which_stay(world: World) -> None:
    first, second = world.granted(), world.granted()
    world.granted()
    review = opened(world, "", named=[first.reference, second.reference])
    for given, kept, sentence in (
        ({}, [first, second], "2 licences named one by one. Of these: "),
        ({"named": [second.reference]}, [second], "1 licence named one by one. Of these: "),
        ({"named": []}, [], "Licence lines with a party in "),
    ):
        scope = Scope.parse("destination=QN")
        row = reviews.change_scope(actor=world["manager"], review=review.reference, scope=scope, now=world.now(), **given)
        assert row.named == sorted(item.reference for item in kept)
        made = frozen(world, review)
        assert made.sentence.startswith(sentence)
        assert made.licences == (len(kept) or 3)


def test_what_was_frozen_and_told_stays_as_it_was_written(world: World) -> None:
    world.granted()
    review = opened(world)
    made = frozen(world, review)
    reviews.update(actor=world["manager"], review=review.reference, words="We began.", now=world.now())
    for rows, changes in (
        (reviews.Frozen.objects.filter(pk=made.pk), {"digest": "0" * 64}),
        (made.outcomes.all(), {"status": "revoked"}),
        (review.updates.all(), {"words": "We did not."}),
        (Review.objects.filter(pk=review.pk), {"question": "Another?"}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**changes)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.filter(pk=review.pk).delete()


@pytest.mark.parametrize("count", [2, 6])
def test_signing_takes_the_same_queries_for_few_as_for_many(world: World, count: int, django_assert_max_num_queries: Any) -> None:
    for _ in range(count):
        world.granted()
    review = opened(world)
    frozen(world, review)
    act = proposed(world, review, all_get(Outcome.SUSPEND))
    world.sign(act, "minister")
    with django_assert_max_num_queries(75):
        world.sign(act, "countersigner")


def test_acts_of_other_kinds_are_signed_as_before(world: World) -> None:
    licence = world.granted()
    suspend(world, licence.reference)
    assert statuses() == ["suspended"]
    with pytest.raises(NotFound):
        decisions.sign_act(
            signer=world.signer("officer"), act="0" * 26, digest="0" * 64, shown=decisions.Shown(installed=False), now=world.now()
        )
    assert Act.objects.count() == 2


def test_acts_over_licences_sign_the_assessments_over_their_lines_and_how_old_their_evidence_is(world: World) -> None:
    one, other = world.granted().reference, world.granted().reference
    version = concluded(Assessing.begin(world), "clear risk")
    suspend(world, one)
    review = opened(world)
    frozen(world, review)
    applied(world, review, all_get(Outcome.SUSPEND, licences=(other,)), all_get(Outcome.MAINTAIN, licences=(one,)))
    for act in Act.objects.filter(kind__in=[ActKind.SUSPEND, ActKind.REVIEW]):
        (named,) = canonical.loads(act.signed_part)["assessment"]  # type: ignore[call-overload,index]
        assert (named["version"], named["text"]) == (version.pk, f"sha256:{version.text_sha256}")
        assert f"assessment:{named['assessment']}" in topics(act)
        for decision in Decision.objects.filter(act=act):
            evidence = canonical.loads(decision.record.envelope)["evidence"]  # type: ignore[call-overload,index]
            assert evidence["age_days"] == (NOW.date() - version.evidence_until).days
            data = decisions.record_file(decisions.access_decision(actor=world["officer"], reference=decision.reference))
            assert verify_record(data).signatures == 2
            assert version.text in canonical.loads(data)["texts"].values()  # type: ignore[index,call-overload,union-attr]
    assert Decision.objects.filter(act__kind__in=[ActKind.SUSPEND, ActKind.REVIEW]).count() == 2
