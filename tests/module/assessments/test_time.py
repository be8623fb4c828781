"""What was in force for a day, as known on another: from kept rows; and what the gate reads, in a fixed number of queries."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.module.assessments.builders import TODAY, Assessing, a_conclusion, an_incident
from tests.world import NOW

from licet.assessments import public as assessments
from licet.assessments.models import Assessment
from licet.assessments.public import ConclusionFinding, StaleWhy
from licet.kernel.errors import Invalid, InvalidTransition, NotFound
from licet_verify.record import text_reference


def _version(assessing: Assessing, row: Assessment, *, valid_from: date, at: datetime, finding: ConclusionFinding, summary: str) -> None:
    assessing.draft(
        row,
        valid_from=valid_from,
        conclusions=(a_conclusion(finding=finding),),
        public_summary=summary,
    )
    assessing.conclude(row, now=at)


@pytest.fixture
def history(assessing: Assessing) -> Assessment:
    """v1 of 5 May valid from 1 January; v2 of 4 June, backdated to 1 March; v3 of 4 July, valid from 5 May."""
    row = assessing.open()
    rows = (
        (date(2031, 1, 1), NOW, ConclusionFinding.NO_CLEAR_RISK, "First."),
        (date(2031, 3, 1), NOW + timedelta(days=30), ConclusionFinding.CLEAR_RISK, "Second."),
        (date(2031, 5, 5), NOW + timedelta(days=60), ConclusionFinding.NOT_DETERMINED, "Third."),
    )
    for valid_from, at, finding, summary in rows:
        _version(assessing, row, valid_from=valid_from, at=at, finding=finding, summary=summary)
    return row


@pytest.mark.parametrize(
    ("as_of", "known_on", "number"),
    [
        ("2030-12-31", "2031-07-10", None),
        ("2031-02-01", "2031-05-05", 1),
        ("2031-04-01", "2031-05-05", 1),
        ("2031-04-01", "2031-06-03", 1),
        ("2031-04-01", "2031-06-04", 2),
        ("2031-02-01", "2031-06-04", 1),
        ("2031-06-01", "2031-06-10", 2),
        ("2031-06-01", "2031-07-04", 3),
        ("2031-04-01", "2031-07-10", 2),
        ("2031-04-01", "2031-05-04", None),
    ],
)
def test_as_of_and_known_on(assessing: Assessing, history: Assessment, as_of: str, known_on: str, number: int | None) -> None:
    found = assessments.access_assessment(
        actor=assessing["head"],
        destination="QM",
        as_of=date.fromisoformat(as_of),
        known_on=date.fromisoformat(known_on),
        today=date(2031, 7, 10),
    )
    assert (found.version.row.number if found.version else None) == number
    assert all(line.recorded_on <= date.fromisoformat(known_on) for line in found.versions)


def test_what_will_be_known_is_not_answered(assessing: Assessing, history: Assessment) -> None:
    with pytest.raises(Invalid, match="What will be known on 2031-07-11 is not known yet"):
        assessments.access_assessment(actor=assessing["head"], destination="QM", known_on=date(2031, 7, 11), today=date(2031, 7, 10))


def test_nothing_is_concluded_into_a_past_that_was_answered_for(assessing: Assessing, history: Assessment) -> None:
    """A clock that was set back would change what was known in June."""
    assessing.draft(history, public_summary="Fourth.")
    with pytest.raises(InvalidTransition, match="Today is 2031-06-14, but version 3 was concluded on 2031-07-04"):
        assessing.conclude(history, now=NOW + timedelta(days=40))
    assert assessing.conclude(history, now=NOW + timedelta(days=60)).number == 4


def test_only_the_latest_valid_version_concludes(history: Assessment) -> None:
    assert [item.number for item in assessments.conclusions_in_force(date(2031, 7, 10))] == [3]
    assert [item.number for item in assessments.conclusions_in_force(date(2031, 6, 10))] == [2]
    (facts,) = assessments.conclusions_in_force(date(2031, 5, 6))
    assert facts.finding is ConclusionFinding.NO_CLEAR_RISK
    assert facts.about == "XA-ASM 2031/000001 v1 c1"
    assert facts.coverage.registered == 3


def test_conclusions_in_force_read_one_query(assessing: Assessing, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for conflict in ("valley", "coast", "hills"):
        row = assessing.open(conflict=conflict)
        assessing.draft(row, incidents=())
        assessing.conclude(row)
    with django_assert_num_queries(1):
        assert len(assessments.conclusions_in_force(TODAY)) == 3


def test_staleness_is_shown(assessing: Assessing) -> None:
    assessing.concluded()
    seen = assessments.access_assessment(actor=assessing["head"], destination="QM", today=TODAY + timedelta(days=200))
    assert seen.version
    assert seen.version.stale == (StaleWhy.EVIDENCE_OLD, StaleWhy.REVIEW_OVERDUE)
    assert seen.version.age == 210


def test_several_conflicts_are_named(assessing: Assessing) -> None:
    assessing.open()
    assessing.open(conflict="coast")
    with pytest.raises(Invalid, match=r"coast \(XA-ASM 2031/000002\), sarra-valley \(XA-ASM 2031/000001\)"):
        assessments.access_assessment(actor=assessing["head"], destination="QM")
    assert len(assessments.access_assessments(actor=assessing["head"], destination="QM")) == 2


def test_assessments_of_other_destinations_are_left_out(assessing: Assessing) -> None:
    assessing.open(destination="QN", conflict="northern-border")
    row = assessing.open(destination="QM")
    asked = {"actor": assessing["head"], "destination": "QM"}
    assert assessments.access_assessment(**asked).row == row
    assert [view.row for view in assessments.access_assessments(**asked)] == [row]
    with pytest.raises(NotFound):
        assessments.access_assessment(actor=assessing["head"], destination="QT")


def test_the_record_names_the_text_that_was_read(assessing: Assessing, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made = assessing.concluded()
    with django_assert_num_queries(1):
        said = assessments.assessment_json([made.pk])
    ((name, text),) = assessments.texts_of([made.pk]).items()
    assert said[made.pk]["text"] == name == text_reference(text)
    assert said[made.pk]["evidence_until"] == "2031-04-25"
    assert "Clear risk. Licence lines with a party in Kasdara, rated ML." in text
    assert "50 % of these undetermined" in text


def test_difference_of_two_versions_names_who_wrote_what(assessing: Assessing) -> None:
    row = assessing.open()
    first = assessing.concluded(row)
    assessing.draft(row, by="other", reason="New evidence.", public_summary="Relief was held up twice.")
    second = assessing.conclude(row)
    found = assessments.difference(actor=assessing["head"], old=first, new=second)
    assert [item.key for item in found.changed] == ["public summary"]
    assert [(step.name, step.reason, [item.key for item in step.changed]) for step in found.steps] == [
        ("Asm Other", "New evidence.", ["public summary"])
    ]


def test_coverage_grows_with_what_is_registered(assessing: Assessing) -> None:
    made = assessing.concluded()
    assert assessments.coverage_now(made.assessment).registered == 3
    an_incident(4)
    assert assessments.coverage_now(made.assessment).registered == 4
    made.refresh_from_db()
    assert made.coverage["registered"] == 3
