"""What an incident, a proceeding and an official line may say, and which rule grades an incident."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from licet.evidence.domain import (
    Action,
    Attribution,
    Casualties,
    Category,
    Cited,
    Credibility,
    DatePrecision,
    Dropped,
    Grade,
    Harm,
    IhlRule,
    IncidentDraft,
    Judged,
    ObjectHit,
    OfficialLineDraft,
    Position,
    ProceedingDraft,
    ProceedingKind,
    Reliability,
    Stage,
    Standing,
    grade,
    precision,
)
from licet.evidence.domain.codec import read_incident, unchanged, write_incident
from licet.evidence.domain.incidents import check
from licet.evidence.domain.marking import marked, snippet
from licet.evidence.domain.proceedings import check_line, check_proceeding
from licet.evidence.domain.reading import changes
from licet.kernel.days import KnownDay
from licet.kernel.errors import InvalidMany

TODAY = date(2031, 5, 12)
KILLED = Casualties(Category.CIVILIANS, Harm.KILLED, 4, 6, ("s1",))
DRAFT = IncidentDraft(
    destination="QM",
    conflict="sarra-valley",
    title="Shell hits the clinic in Bermut",
    date_from=date(2031, 5, 2),
    date_to=date(2031, 5, 3),
    place="Bermut",
    rules=frozenset({IhlRule.MEDICAL_PROTECTION}),
    objects=frozenset({ObjectHit.HEALTH_CARE}),
    cited=(Cited("s1", Credibility.TWO), Cited("s2")),
    casualties=(KILLED,),
    attributions=(Attribution("the army", Position.DENIED, Action.LIKELY),),
    latitude=Decimal("12.5"),
    longitude=Decimal("-3.25"),
)


@pytest.mark.parametrize(
    ("change", "place", "says"),
    [
        ({"date_to": date(2031, 5, 1)}, "date_to", "before the first"),
        ({"date_to": date(2031, 5, 13)}, "date_to", "after today"),
        ({"casualties": (replace(KILLED, low=7),)}, "casualties", "above the higher"),
        ({"casualties": (replace(KILLED, low=-1),)}, "casualties", "from 0 to"),
        ({"casualties": (replace(KILLED, spans=()),)}, "casualties", "cited quotes"),
        ({"casualties": (replace(KILLED, spans=("s9",)),)}, "casualties", "cited quotes"),
        ({"casualties": (KILLED, KILLED)}, "casualties", "one range"),
        ({"casualties": (KILLED, replace(KILLED, category=Category.CHILDREN, low=7, high=8))}, "casualties", "one of them is wrong"),
        ({"conflict": "Sarra Valley"}, "conflict", "small letters"),
        ({"title": " "}, "title", "one line"),
        ({"title": "x" * 201}, "title", "200 characters"),
        ({"discounted_because": "x" * 8_001}, "discounted_because", "8,000 characters"),
        ({"grade_reason": "x" * 8_001}, "grade_reason", "8,000 characters"),
        ({"standing_reason": "x" * 8_001}, "standing_reason", "8,000 characters"),
        ({"rules": frozenset()}, "rules", "at least one rule"),
        ({"objects": frozenset()}, "objects", "not known"),
        ({"cited": (), "casualties": ()}, "cited", "quoted words"),
        ({"cited": (Cited("s1"), Cited("s1"))}, "cited", "once"),
        ({"place": ""}, "place", "region"),
        ({"longitude": None}, "latitude", "or neither"),
        ({"latitude": Decimal(91)}, "latitude", "between"),
        ({"attributions": (Attribution(" "),)}, "attributions", "Name each party"),
        ({"grade": Grade.FAIR}, "grade_reason", "why the grade"),
        ({"standing": Standing.SET_ASIDE}, "standing_reason", "set aside"),
        ({"marking": "Not a slug, but a sentence."}, "marking", "A marking is published"),
        ({"marking": "w" * 41}, "marking", "40 small letters"),
    ],
)
def test_impossible_incident_is_refused_at_its_field(change: dict[str, object], place: str, says: str) -> None:
    check(DRAFT, today=TODAY)
    with pytest.raises(InvalidMany) as refused:
        check(replace(DRAFT, **change), today=TODAY)  # type: ignore[arg-type]
    [fault] = refused.value.faults
    assert (fault.place, says in fault.message) == (place, True), fault.message


def test_an_incident_of_today_is_accepted() -> None:
    check(replace(DRAFT, date_from=TODAY, date_to=TODAY), today=TODAY)


GONE = Dropped("s2", "The writer took it back.")
WITHOUT = replace(DRAFT, cited=(Cited("s1", Credibility.TWO),), dropped=(GONE,))


@pytest.mark.parametrize(
    ("change", "place", "says"),
    [
        ({"dropped": ()}, "dropped", "A quote of the version before is missing"),
        ({"dropped": (replace(GONE, why=" "),)}, "dropped", "Say why each quote is dropped"),
        ({"dropped": (replace(GONE, why="x" * 8001),)}, "dropped", "8,000 characters"),
        ({"dropped": (GONE, GONE)}, "dropped", "each of them once"),
        ({"dropped": (GONE, Dropped("s9", "Never cited."))}, "dropped", "that the version before cites"),
        ({"cited": DRAFT.cited}, "dropped", "either cited or dropped"),
        ({"casualties": (replace(KILLED, spans=("s1", "s2")),)}, "casualties", "a quote that says so is dropped; name another"),
    ],
)
def test_a_quote_leaves_an_incident_only_with_its_reason_and_nothing_rests_on_it(change: dict[str, object], place: str, says: str) -> None:
    check(WITHOUT, today=TODAY, before=DRAFT)
    with pytest.raises(InvalidMany) as refused:
        check(replace(WITHOUT, **change), today=TODAY, before=DRAFT)  # type: ignore[arg-type]
    [fault] = refused.value.faults
    assert (fault.place, says in fault.message) == (place, True), fault.message


def test_a_reason_for_dropping_a_quote_may_be_as_long_as_is_said() -> None:
    check(replace(WITHOUT, dropped=(replace(GONE, why="x" * 8_000),)), today=TODAY, before=DRAFT)


def test_a_first_version_drops_nothing() -> None:
    with pytest.raises(InvalidMany, match="that the version before cites"):
        check(WITHOUT, today=TODAY)


@pytest.mark.parametrize(
    ("last", "name"),
    [
        (date(2031, 5, 2), DatePrecision.DAY),
        (date(2031, 5, 7), DatePrecision.DAYS),
        (date(2031, 5, 8), DatePrecision.WEEK),
        (date(2031, 6, 1), DatePrecision.MONTH),
        (date(2031, 6, 2), DatePrecision.LONGER),
    ],
)
def test_precision_follows_from_the_days(last: date, name: DatePrecision) -> None:
    assert precision(date(2031, 5, 2), last) is name


def test_incident_is_read_back_as_it_was_written() -> None:
    assert read_incident(write_incident(DRAFT)) == DRAFT
    whole = replace(DRAFT, grade=Grade.FAIR, grade_reason="Seen on site.", latitude=None, longitude=None, marking="walkthrough")
    assert read_incident(write_incident(whole)) == whole
    assert read_incident(write_incident(WITHOUT)) == WITHOUT


def test_a_version_from_before_quotes_could_be_dropped_is_read_as_dropping_none() -> None:
    kept = write_incident(DRAFT)
    del kept["dropped"]
    assert read_incident(kept) == DRAFT
    assert unchanged(write_incident(DRAFT), kept)


GOOD = Judged("agency", Reliability.B, Credibility.TWO)
ALSO = Judged("monitor", Reliability.C, Credibility.THREE)
THERE = Attribution("the army", action=Action.LIKELY)


@pytest.mark.parametrize(
    ("judged", "attributions", "found"),
    [
        ([GOOD, ALSO], [THERE], Grade.FAIR),
        ([GOOD, GOOD], [THERE], Grade.WEAK),
        ([GOOD, replace(ALSO, reliability=Reliability.D)], [THERE], Grade.WEAK),
        ([GOOD, replace(ALSO, credibility=Credibility.FOUR)], [THERE], Grade.WEAK),
        ([GOOD, ALSO], [replace(THERE, action=Action.NOT_KNOWN)], Grade.WEAK),
        ([GOOD, ALSO], [THERE, Attribution("the front")], Grade.CONTESTED),
        ([], [THERE, Attribution("the front", Position.ACCEPTED)], Grade.CONFIRMED),
        ([], [], Grade.WEAK),
    ],
)
def test_grade_follows_from_a_rule_that_is_said(judged: list[Judged], attributions: list[Attribution], found: Grade) -> None:
    given = grade(judged=judged, attributions=attributions)
    assert given.grade is found
    assert given.why
    assert grade(judged=judged, attributions=attributions, discounted_because="fighters").grade is Grade.DISCOUNTED


ORDER = ProceedingDraft(
    destination="QM",
    kind=ProceedingKind.COURT_ORDER,
    title="Order",
    court="High Court",
    text="To reassess.",
    sought_on=KnownDay(date(2031, 4, 1)),
)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"sought_on": None}, "sought_on"),
        ({"issued_on": KnownDay(date(2031, 3, 1))}, "issued_on"),
        ({"issued_on": KnownDay(date(2031, 5, 13))}, "issued_on"),
        ({"issued_on": KnownDay.parse("2031-03")}, "issued_on"),
        ({"issued_on": KnownDay.parse("2032")}, "issued_on"),
        ({"issued_on": KnownDay(date(2031, 5, 1)), "refused_on": KnownDay(date(2031, 5, 1))}, "refused_on"),
        ({"court": " "}, "court"),
        ({"text": "x" * 8_001}, "text"),
    ],
)
def test_impossible_proceeding_is_refused_at_its_field(change: dict[str, object], place: str) -> None:
    check_proceeding(ORDER, today=TODAY)
    with pytest.raises(InvalidMany) as refused:
        check_proceeding(replace(ORDER, **change), today=TODAY)  # type: ignore[arg-type]
    assert [fault.place for fault in refused.value.faults] == [place]


@pytest.mark.parametrize("issued", ["2031-04", "2031", "2031-05"])
def test_a_month_or_year_that_may_be_in_order_is_accepted(issued: str) -> None:
    check_proceeding(replace(ORDER, issued_on=KnownDay.parse(issued)), today=TODAY)


def test_stage_follows_from_the_days() -> None:
    assert ORDER.stage is Stage.SOUGHT
    assert replace(ORDER, issued_on=KnownDay(TODAY)).stage is Stage.ISSUED
    assert replace(ORDER, refused_on=KnownDay(TODAY)).stage is Stage.REFUSED


LINE = OfficialLineDraft(
    destination="QM",
    topic="destination:QM",
    said_on=TODAY,
    said_by="Press office of the Authority",
    venue="Briefing",
    words="No comment on individual cases.",
)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"topic": "Kasdara"}, "topic"),
        ({"said_on": date(2031, 5, 13)}, "said_on"),
        ({"words": ""}, "words"),
        ({"said_by": ""}, "said_by"),
        ({"said_by": "Ministry of Defence of Kasdara"}, "said_by"),
    ],
)
def test_impossible_line_is_refused_at_its_field(change: dict[str, object], place: str) -> None:
    speakers = ("The Authority", "Press office of the Authority")
    check_line(replace(LINE, topic="case:XA-IND 2031/000001"), today=TODAY, speakers=speakers)
    with pytest.raises(InvalidMany) as refused:
        check_line(replace(LINE, **change), today=TODAY, speakers=speakers)  # type: ignore[arg-type]
    assert [fault.place for fault in refused.value.faults] == [place]


def test_text_is_parted_where_quotes_begin_and_end() -> None:
    spans = [(2, 6, "a"), (4, 8, "b"), (20, 30, "c")]
    pieces = marked("0123456789", spans)
    assert [(piece.text, piece.spans) for piece in pieces] == [("01", ()), ("23", ("a",)), ("45", ("a", "b")), ("67", ("b",)), ("89", ())]
    assert [(piece.text, piece.spans) for piece in marked("0123456789", spans, 5, 7)] == [("5", ("a", "b")), ("6", ("b",))]


def test_snippet_shows_the_first_wanted_word_whatever_its_letters() -> None:
    text = "word " * 60 + "the town of Čapek was struck " + "word " * 60
    assert "Čapek" in snippet(text, ["capek"])
    assert snippet("Short.", []) == "Short."
    assert snippet("worded " * 60, []).endswith(" worded …")
    assert snippet("x" * 219 + " y" * 30, []) == "x" * 219 + " …"
    assert len(snippet("字" * 400, [])) == 222, "a script without spaces is cut all the same"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (Casualties(Category.CIVILIANS, Harm.KILLED, 1, 1, ()), "1 civilian killed"),
        (Casualties(Category.CHILDREN, Harm.INJURED, 0, 1, ()), "0 to 1 children injured"),
        (Casualties(Category.CHILDREN, Harm.TAKEN, 1, 1, ()), "1 child taken or held"),
        (Casualties(Category.WOMEN, Harm.KILLED, 1, 2000, ()), "1 to 2,000 women killed"),
    ],
)
def test_casualties_are_said_in_words(row: Casualties, words: str) -> None:
    assert row.words == words


def test_difference_is_word_by_word_under_each_label() -> None:
    changed = changes(DRAFT, replace(DRAFT, title="Two shells hit the clinic in Bermut"), {})
    assert [item.label for item in changed] == ["What happened"]
    assert "".join(piece.text for piece in changed[0].paragraphs[0] if piece.kind != "removed") == "Two shells hit the clinic in Bermut"
