"""A new fact finds the licences that it touches, once, and climbs until somebody takes it up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.module.assessments.builders import Assessing, a_conclusion
from tests.module.reviews.reviewing import LATER, concluded, delivered, opened, told
from tests.world import ADMINISTRATOR, NOW, World

from licet.assessments.public import ConclusionFinding
from licet.decisions.public import ActKind
from licet.evidence import public as evidence
from licet.evidence.public import Asks, ProceedingDraft, ProceedingKind
from licet.kernel.actor import system
from licet.kernel.days import KnownDay
from licet.kernel.errors import Invalid, InvalidTransition, MissingReasons, NotAllowed
from licet.kernel.permission import Permission
from licet.kernel.scope import Scope
from licet.ledger import public as ledger
from licet.licences import public as licences
from licet.platform.models import Delivery
from licet.policy import public as policy
from licet.reviews import public as reviews
from licet.reviews.domain import TOUCHES_NOTHING
from licet.reviews.public import Trigger
from licet.screening import public as screening

DUE = system("run-due", Permission.TRIGGER_CLIMB)


def findings() -> list[tuple[str, str, int]]:
    return list(Trigger.objects.order_by("reference").values_list("finding", "state", "licences"))


def test_a_conclusion_finds_the_licences_and_cases_it_touches(world: World, assessing: Assessing) -> None:
    world.granted()
    world.granted(destination="QP")
    world.ready()
    world.case()  # not rated yet: of it the scope cannot say
    concluded(assessing, "clear risk")
    delivered()
    row = Trigger.objects.get()
    assert (row.kind, row.state, row.licences, row.licences_unknown, row.cases, row.cases_unknown) == ("conclusion", "open", 1, 0, 1, 1)
    assert row.due_on == policy.working_calendar().add(NOW.date(), policy.pack().trigger_levels[0].days)
    (entry,) = told("reviews:fact-trigger:raised")
    assert (entry["licences"], entry["fewest"], entry["about"]) == (None, 10, row.about)


def test_hearing_of_it_again_raises_no_second_one(world: World, assessing: Assessing) -> None:
    world.granted()
    row = concluded(assessing, "clear risk").assessment
    delivered()
    concluded(assessing, "not determined", row=row)
    delivered()
    Delivery.objects.filter(subscriber="reviews.triggers").update(done=False, not_before=None)
    delivered()  # also of the first version, whose finding is not the last one told
    assert [finding for finding, _, _ in findings()] == ["clear risk", "not determined"]
    assert len(told("reviews:fact-trigger:raised")) == 2
    assert not Delivery.objects.filter(subscriber="reviews.triggers", done=False).exists()


def test_a_revised_conclusion_is_news_only_where_it_changed(world: World, assessing: Assessing) -> None:
    world.granted()
    row = concluded(assessing, "clear risk").assessment
    concluded(assessing, "clear risk", row=row, more=(a_conclusion("destination=QN rating=ML1", ConclusionFinding.NO_CLEAR_RISK),))
    concluded(assessing, "not determined", row=row)
    concluded(assessing, "clear risk", "destination=QN", row=row)
    delivered()
    assert findings() == [
        ("clear risk", "open", 1),
        ("not determined", "open", 1),
        ("clear risk", "open", 1),
        ("withdrawn", "open", 1),
    ]


def test_two_conclusions_on_one_scope_raise_the_worst_once(world: World, assessing: Assessing) -> None:
    world.granted()
    concluded(assessing, "clear risk", more=(a_conclusion("destination=QN rating=ML", ConclusionFinding.NOT_DETERMINED),))
    delivered()
    assert findings() == [("clear risk", "open", 1)]


def test_one_that_touches_nothing_is_written_and_dismissed_at_once(world: World, assessing: Assessing) -> None:
    concluded(assessing, "clear risk")
    delivered()
    row = Trigger.objects.get()
    assert (row.state, row.closing_words, row.closed_by) == ("dismissed", TOUCHES_NOTHING, "system:worker")
    assert [entry["state"] for entry in told("reviews:trigger:closed")] == ["dismissed"]


def test_a_confirmed_hit_on_a_party_of_a_live_licence_names_it(world: World, tmp_path: Path) -> None:
    licence = world.granted(end_user="Oskar Telmark")
    other = world.granted(end_user="Somebody Else")
    path = tmp_path / "later.csv"
    path.write_text("ref,name,type,countries\nW-2,Oskar Telmark,person,QN\n")
    screening.load_csv(actor=ADMINISTRATOR, path=path, name="demo-watchlist", now=world.now())
    (hit,) = screening.hits_for(world.case(end_user="Oskar Telmark").version_id)
    for outcome in (screening.Outcome.CANNOT_TELL, screening.Outcome.SAME):
        screening.lead_adjudication(
            actor=world["screener"],
            hit=hit.id,
            outcome=outcome,
            reasons="Same register number.",
            now=world.now(),
            started_from=screening.hits_for(hit.subject_ref)[0].version,
        )
    delivered()
    row = Trigger.objects.get()
    assert (row.kind, row.named, row.licences) == ("watchlist hit", [licence.reference], 1)
    assert other.reference not in row.named
    assert row.reference.startswith("XA-MTR ")
    assert told("reviews:fact-trigger:raised") == []
    (event,) = ledger.find_internal(row.reference)
    assert (event.kind, event.clear) == ("reviews:match-trigger:raised", {})


def test_by_hand_needs_a_scope_words_and_permission(world: World) -> None:
    licence = world.granted()
    with pytest.raises(Invalid, match="Say which licences"):
        reviews.raise_trigger(actor=world["officer"], title="A coup", scope=Scope(), now=world.now())
    with pytest.raises(MissingReasons):
        reviews.raise_trigger(actor=world["officer"], title=" ", scope=Scope.parse("destination=QN"), now=world.now())
    with pytest.raises(NotAllowed):
        reviews.raise_trigger(actor=world["foreign"], title="A coup", scope=Scope.parse("destination=QN"), now=world.now())
    row = reviews.raise_trigger(actor=world["officer"], title="A coup", scope=Scope(), named=[licence.reference], now=world.now())
    assert (row.licences, row.cases, row.raised_by) == (1, 0, world["officer"].id)


def climb(day: date) -> int:
    return reviews.climb_due(actor=DUE, now=datetime(day.year, day.month, day.day, 9, tzinfo=NOW.tzinfo))


def test_overdue_ones_climb_level_by_level_and_stay_at_the_last(world: World) -> None:
    world.granted()
    row = reviews.raise_trigger(actor=world["officer"], title="A coup", scope=Scope.parse("destination=QN"), now=world.now())
    levels = policy.pack().trigger_levels
    assert climb(row.due_on) == 0
    for level in range(1, len(levels)):
        day = Trigger.objects.get().due_on + timedelta(days=1)
        assert climb(day) == 1
        assert climb(day) == 0, "a second run of the same day finds nothing"
        assert Trigger.objects.get().level == level
    assert climb(Trigger.objects.get().due_on + timedelta(days=30)) == 0
    assert [entry["level"] for entry in told("reviews:trigger:climbed")] == [level.title for level in levels[1:]]
    assert list(reviews.overdue_triggers(actor=world["minister"], today=LATER.date() + timedelta(days=60))) == [row]


def test_taken_up_by_a_review_or_dismissed_with_reasons_it_is_closed(world: World) -> None:
    world.granted()
    first, second = (
        reviews.raise_trigger(actor=world["officer"], title=title, scope=Scope.parse("destination=QN"), now=world.now())
        for title in ("A coup", "A rumour")
    )
    review = opened(world, triggers=[first.reference])
    with pytest.raises(MissingReasons):
        reviews.dismiss_trigger(actor=world["manager"], trigger=second.reference, reasons=" ", now=world.now())
    with pytest.raises(NotAllowed):
        reviews.dismiss_trigger(actor=world["officer"], trigger=second.reference, reasons="No source.", now=world.now())
    reviews.dismiss_trigger(actor=world["manager"], trigger=second.reference, reasons="No source.", now=world.now())
    first.refresh_from_db()
    assert (first.state, first.review) == ("taken", review)
    for reference in (first.reference, second.reference):
        with pytest.raises(InvalidTransition):
            reviews.dismiss_trigger(actor=world["manager"], trigger=reference, reasons="Again.", now=world.now())
    with pytest.raises(InvalidTransition):
        opened(world, triggers=[second.reference])
    assert climb(second.due_on + timedelta(days=40)) == 0
    assert reviews.trigger_list(actor=world["exporter"]) == []


def test_no_longer_clear_risk_asks_about_those_that_were_suspended(world: World, assessing: Assessing) -> None:
    licence = world.granted()
    row = concluded(assessing, "clear risk").assessment
    act = licences.propose_status_change(
        actor=world["manager"], kind=ActKind.SUSPEND, licences=[licence.reference], legal_basis="S. 9.", reasons="Risk.", now=world.now()
    )
    world.sign(act, "manager", "countersigner")
    concluded(assessing, "no clear risk", row=row)
    delivered()
    assert findings() == [("clear risk", "open", 1), ("no clear risk", "open", 1)]


def test_the_database_keeps_the_states_apart(world: World) -> None:
    world.granted()
    row = reviews.raise_trigger(actor=world["officer"], title="A coup", scope=Scope.parse("destination=QN"), now=world.now())
    for changes in ({"state": "taken"}, {"state": "dismissed", "closed_at": NOW, "closed_by": "user:x"}, {"title": "Another fact"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Trigger.objects.filter(pk=row.pk).update(**changes)


def a_court_order(asks: Asks) -> ProceedingDraft:
    """An order that was sought today against exports to QN."""
    return ProceedingDraft(
        destination="QN",
        kind=ProceedingKind.COURT_ORDER,
        title="Order on exports of radios",
        court="High Court of Valdren",
        text="An order to stop exports was asked for.",
        sought_on=KnownDay(NOW.date()),
        asks=asks,
    )


def test_a_proceeding_that_asks_for_a_review_raises_one_and_again_when_it_has_come_further(world: World) -> None:
    world.granted()
    recorder = system("recorder", Permission.PROCEEDING_RECORD)
    draft = a_court_order(Asks.NOTHING)
    reference = evidence.record_proceeding(actor=recorder, draft=draft, now=world.now()).proceeding.reference
    steps = (
        {"asks": Asks.REVIEW},
        {"asks": Asks.REVIEW, "text": "An order to stop all exports was asked for."},
        {"asks": Asks.REVIEW, "issued_on": KnownDay(NOW.date())},
    )
    for number, changes in enumerate(steps, 1):
        changed = replace(draft, **changes)  # type: ignore[arg-type]
        evidence.revise_proceeding(
            actor=recorder, proceeding=reference, draft=changed, reason="It went on.", expected_version=number, now=world.now()
        )
    delivered()
    assert findings() == [("a review, sought", "open", 1), ("a review, issued", "open", 1)]
    assert [entry["about"] for entry in told("reviews:fact-trigger:raised")] == [reference, reference]


def test_a_trigger_says_that_the_proceeding_which_raised_it_was_withdrawn_or_moved(world: World) -> None:
    world.granted()
    recorder = system("recorder", Permission.PROCEEDING_RECORD)
    draft = a_court_order(Asks.REVIEW)
    reference = evidence.record_proceeding(actor=recorder, draft=draft, now=world.now()).proceeding.reference
    delivered()
    [first] = Trigger.objects.all()
    assert reviews.causes_gone([first]) == {}
    asked: dict[str, Any] = {"actor": recorder, "proceeding": reference, "now": world.now()}

    evidence.withdraw_proceeding(**asked, reason="Another person was meant.", expected_version=1)
    delivered()
    gone = reviews.causes_gone([first])[first.reference]
    assert (gone.about, gone.on, gone.reason, gone.moved_to) == (reference, NOW.date(), "Another person was meant.", "")
    assert findings() == [("a review, sought", "open", 1)], "whoever settles it decides"

    evidence.revise_proceeding(**asked, draft=draft, reason="It was right after all.", expected_version=2)
    delivered()
    assert reviews.causes_gone([first]) == {}
    assert findings() == [("a review, sought", "open", 1)], "the first is still before them"

    evidence.withdraw_proceeding(**asked, reason="It was wrong.", expected_version=3)
    reviews.dismiss_trigger(actor=world["manager"], trigger=first.reference, reasons="It was withdrawn.", now=world.now())
    evidence.revise_proceeding(**asked, draft=draft, reason="It was right, as the court says.", expected_version=4)
    delivered()
    assert findings() == [("a review, sought", "dismissed", 1), ("a review, sought", "open", 1)]

    evidence.move_proceeding(**asked, destination="QM", reason="The order is about Kasdara.", expected_version=5)
    delivered()
    [_, second, third] = Trigger.objects.order_by("reference")
    assert reviews.causes_gone([second, third])[second.reference].moved_to == "QM"
    assert third.to_scope() == Scope(destination=("QM",)), "the destination to which it was moved is news"
    assert third.reference not in reviews.causes_gone([third])
