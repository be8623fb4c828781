"""Grave incidents, expired evidence and concerns answered with *act* reach the licences that they may touch."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.module.assessments.builders import Assessing
from tests.module.evidence.conftest import ANALYST, TEXT, a_draft, record
from tests.module.reviews.reviewing import LATER, concluded, delivered, opened, told
from tests.world import NOW, World

from licet.evidence import public as evidence
from licet.evidence.public import Action, Attribution, Casualties, Category, Harm, ObjectHit, Position, Span, Standing
from licet.reviews import public as reviews
from licet.reviews.public import Trigger


def raised() -> list[tuple[str, str, int]]:
    return list(Trigger.objects.order_by("reference").values_list("kind", "about", "licences"))


def a_quote(folder: Path) -> Span:
    path = folder / "corpus.txt"
    path.write_text(record(1, TEXT))
    evidence.ingest_tagged(actor=ANALYST, path=path, source="Bermut Monitor", now=NOW)
    document = evidence.Document.objects.get()
    return evidence.quote_words(actor=ANALYST, document=document.pk, words="Residents spoke of six dead.", now=NOW)


def killed(span: Span, low: int, high: int, **changes: object) -> evidence.IncidentDraft:
    casualties = (Casualties(Category.CIVILIANS, Harm.KILLED, low, high, (span.pk,)),)
    given = {"destination": "QN", "objects": frozenset({ObjectHit.MARKET}), "casualties": casualties}
    return a_draft([span], **given | changes)


def test_an_incident_that_reaches_a_threshold_raises_one_trigger_and_another_when_it_reaches_more(
    world: World, tmp_path: Path, settings: object
) -> None:
    settings.LICET_FILES_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    world.granted()
    span = a_quote(tmp_path)
    small = evidence.record_incident(actor=ANALYST, draft=killed(span, 2, 3), now=NOW)
    delivered()
    assert raised() == []
    row = evidence.record_incident(actor=ANALYST, draft=killed(span, 200, 250), now=NOW).incident
    delivered()
    assert raised() == [("incident", row.reference, 1)]
    (entry,) = told("reviews:fact-trigger:raised")
    assert (entry["trigger_kind"], entry["about"], entry["licences"]) == ("incident", row.reference, None)
    assert "200 to 250 civilians killed" in Trigger.objects.get().title

    def revise(number: int, **changes: object) -> None:
        draft = killed(span, 200, 250, **changes)
        evidence.revise_incident(
            actor=ANALYST, incident=row.reference, draft=draft, reason="Seen on site.", expected_version=number, now=NOW
        )
        delivered()

    revise(1, summary="The same, in more words.")
    assert len(raised()) == 1
    revise(2, objects=frozenset({ObjectHit.HEALTH_CARE}))
    revise(3, objects=frozenset({ObjectHit.HEALTH_CARE}), attributions=(Attribution("Army", Position.ACCEPTED, Action.DECLARED),))
    assert [about for _kind, about, _licences in raised()] == [row.reference] * 3
    revise(4, standing=Standing.SET_ASIDE, standing_reason="A duplicate.")
    assert len(raised()) == 3
    assert small.incident.reference not in {about for _kind, about, _licences in raised()}


def test_evidence_that_expires_raises_one_trigger(world: World, assessing: Assessing) -> None:
    world.granted()
    version = concluded(assessing, "not determined", evidence_until=NOW.date() - timedelta(days=60))  # stale before its review day
    delivered()
    limit = version.evidence_until + timedelta(days=120)
    before = len(raised())
    for day, more in ((limit, 0), (limit + timedelta(days=1), 1), (limit + timedelta(days=2), 0)):
        assert reviews.expired_due(now=NOW + (day - NOW.date())) == more
    assert raised()[before:] == [("expired evidence", version.assessment.reference, 1)]
    assert "its evidence is too old" in Trigger.objects.latest("reference").title


def test_a_concern_answered_with_act_raises_one_trigger_that_names_no_concern(world: World) -> None:
    licence = world.granted()
    told_of = [("NOTICE-1", 3, ("destination:QN",)), ("NOTICE-2", 2, (f"licence:{licence.reference}",))]
    for _again in range(2):
        reviews.concerns_acted(told_of, now=LATER)
    assert raised() == [("answered concern", "NOTICE-1", 1), ("answered concern", "NOTICE-2", 1)]
    assert [entry["about"] for entry in told("reviews:fact-trigger:raised")] == ["", ""]
    reviews.concerns_acted([("NOTICE-1", 5, ("destination:QN",))], now=LATER)  # answered again at the next level
    assert len(raised()) == 3


def test_a_concern_about_a_case_an_assessment_or_a_review_raises_its_trigger_too(world: World, assessing: Assessing) -> None:
    licence = world.granted()
    pending = world.case()
    assessment = concluded(assessing, "not determined").assessment
    review = opened(world, "destination=QN rating=ML11")
    before = len(raised())
    topics = [f"case:{licence.case.reference}", f"case:{pending.reference}", f"assessment:{assessment.reference}"]
    told_of = [(f"NOTICE-{number}", 1, (topic,)) for number, topic in enumerate([*topics, f"review:{review.reference}"])]
    reviews.concerns_acted(told_of, now=LATER)
    found = list(Trigger.objects.order_by("reference"))[before:]
    assert [(row.about, row.to_scope().to_text(), row.named) for row in found] == [
        ("NOTICE-0", "", [licence.reference]),
        ("NOTICE-1", "destination=QN", []),
        ("NOTICE-2", f"destination={assessment.destination}", []),
        ("NOTICE-3", "destination=QN rating=ML11", []),
    ]
    assert not any(licence.case.reference in row.title or pending.reference in row.title for row in found)


def test_a_concern_that_leads_to_no_destination_and_no_licence_takes_none(world: World) -> None:
    """A scope that names nothing would take every licence."""
    world.granted()
    told_of = [("NOTICE-1", 3, ("subject:policy",)), ("NOTICE-2", 2, ("case:XA-IND 2031/999999",))]
    reviews.concerns_acted(told_of, now=LATER)
    assert raised() == []


def test_a_trigger_says_that_the_incident_which_raised_it_was_set_aside(world: World, tmp_path: Path, settings: object) -> None:
    settings.LICET_FILES_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    world.granted()
    made = evidence.record_incident(actor=ANALYST, draft=killed(a_quote(tmp_path), 200, 250), now=NOW)
    delivered()
    [row] = Trigger.objects.all()
    assert reviews.causes_gone([row]) == {}
    evidence.set_incident_aside(
        actor=ANALYST, incident=made.incident.reference, reason="The same as another.", expected_version=1, now=NOW + timedelta(days=2)
    )
    assert reviews.causes_gone([row])[row.reference].reason == "The same as another."
