"""Drafts are versions of words, a second person concludes, and what was concluded is frozen and told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.module.assessments.builders import TODAY, Assessing, a_conclusion, a_version, an_incident
from tests.world import NOW

from licet.assessments import public as assessments
from licet.assessments.domain import LONGEST_NAME
from licet.assessments.models import AssessmentVersion, Conclusion, DraftRevision, IncidentFinding, ThemeFinding
from licet.assessments.public import Breach, IncidentFindingDraft, StaleAssessment, ThemeDraft, ThemeWord, Warned
from licet.evidence.domain.law import IhlRule, Theme
from licet.evidence.public import Standing
from licet.kernel.errors import Conflict, Invalid, InvalidMany, InvalidTransition, MissingReasons, NotAllowed, NotFound, Refused
from licet.ledger import public as ledger


def test_one_assessment_of_a_conflict(assessing: Assessing) -> None:
    row = assessing.open()
    assert row.reference == "XA-ASM 2031/000001"
    with pytest.raises(Conflict, match="XA-ASM 2031/000001 assesses this conflict already"):
        assessing.open()
    assert assessing.open(conflict="coast").reference == "XA-ASM 2031/000002"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"destination": "ZZ"}, "destination"),
        ({"conflict": "The War"}, "conflict"),
        ({"conflict": ""}, "conflict"),
        ({"title": " "}, "title"),
        ({"title": "x" * (LONGEST_NAME + 1)}, "title"),
    ],
)
def test_opening_names_what_is_wrong(assessing: Assessing, changes: dict[str, str], place: str) -> None:
    facts = {"destination": "QM", "conflict": "war", "title": "The war", "now": NOW} | changes
    with pytest.raises(Invalid) as refused:
        assessments.open_assessment(actor=assessing["assessor"], **facts)  # type: ignore[arg-type]
    assert refused.value.place == place


def test_every_save_is_kept_with_its_author(assessing: Assessing) -> None:
    row = assessing.open()
    assessing.draft(row)
    softer = replace(a_conclusion(), reasons="Relief was at times held up.")
    assessing.draft(row, by="other", reason="Rebalanced.", conclusions=(softer,))
    steps = assessments.draft_steps(actor=assessing["head"], row=row, version_number=1)
    assert [(step.revision, step.name, step.reason) for step in steps] == [
        (1, "Asm Assessor", "Opened."),
        (2, "Asm Assessor", "Written up."),
        (3, "Asm Other", "Rebalanced."),
    ]
    assert [changed.key for changed in steps[2].changed] == ["conclusion:1"]
    with pytest.raises(DatabaseError), transaction.atomic():
        DraftRevision.objects.filter(assessment=row).update(reason="")


def test_a_stale_draft_shows_both(assessing: Assessing) -> None:
    row = assessing.open()
    assessing.draft(row)
    mine = replace(assessing.content(), public_summary="Mine.")
    with pytest.raises(StaleAssessment) as stale:
        assessments.draft_version(
            actor=assessing["other"], assessment=row.pk, content=mine, reason="Late.", expected_revision=1, now=assessing.now()
        )
    assert (stale.value.mine.public_summary, stale.value.theirs.public_summary) == ("Mine.", "Relief was held up.")
    assert DraftRevision.objects.filter(assessment=row).count() == 2


def test_a_stale_draft_is_neither_accepted_nor_concluded(assessing: Assessing) -> None:
    row = assessing.open()
    assessing.draft(row)
    asked = {"assessment": row.pk, "expected_revision": 1, "now": assessing.now()}
    with pytest.raises(StaleAssessment):
        assessments.accept_shortfalls(actor=assessing["assessor"], accepted=["any"], **asked)
    with pytest.raises(StaleAssessment):
        assessments.conclude(actor=assessing["head"], **asked)
    with pytest.raises(MissingReasons, match="why this version is made"):
        assessments.conclude(actor=assessing["head"], reason="x" * 2_001, **asked)


def test_a_draft_says_why_and_changes_something(assessing: Assessing) -> None:
    row = assessing.open()
    with pytest.raises(MissingReasons):
        assessing.draft(row, reason=" ")
    assessing.draft(row)
    with pytest.raises(Invalid, match="Nothing was changed"):
        assessing.draft(row)


def test_incidents_elsewhere_are_no_evidence(assessing: Assessing) -> None:
    row = assessing.open()
    elsewhere = an_incident(9, destination="QO")
    finding = IncidentFindingDraft(incident_version=elsewhere.pk, rule=IhlRule.DISTINCTION, finding=Breach.LIKELY, reasons="x")
    with pytest.raises(InvalidMany, match=rf"of Kasdara, Sarra valley: “{elsewhere.pk}” \(XA-INC 2031/000009, of QO sarra-valley\)"):
        assessing.draft(row, incidents=(finding,))
    several = tuple(replace(finding, incident_version=f"{number:026d}") for number in range(500))
    with pytest.raises(InvalidMany) as refused:
        assessing.draft(row, incidents=several)
    assert "and 497 more" in str(refused.value)
    assert len(str(refused.value)) < 300


def test_an_incident_that_was_set_aside_carries_no_finding(assessing: Assessing) -> None:
    row = assessing.open()
    first = assessing.incidents[0]
    assessing.draft(row)
    aside = a_version(first.incident, 2, standing=Standing.SET_ASIDE)
    found = replace(assessing.content().incidents[0], incident_version=aside.pk)
    with pytest.raises(InvalidMany, match="nothing is found of it: XA-INC 2031/000001 version 2"):
        assessing.draft(row, incidents=(found,))
    said = assessments.before_concluding(actor=assessing["head"], row=row, today=TODAY)
    assert [text.partition(":")[0] for text in said.missing] == ["XA-INC 2031/000001"]
    assert said.warnings == ()
    with pytest.raises(InvalidMany, match="XA-INC 2031/000001: It was set aside in the evidence"):
        assessing.conclude(row, read=True)
    assessing.draft(row, reason="A duplicate.", incidents=assessing.content().incidents[1:])
    assert assessing.conclude(row).coverage["registered"] == 2


def test_an_incident_of_after_the_cut_off_is_not_concluded_on(assessing: Assessing) -> None:
    row = assessing.open()
    assessing.draft(row, evidence_until=date(2031, 3, 31))
    with pytest.raises(InvalidMany) as refused:
        assessing.conclude(row)
    assert [fault.place for fault in refused.value.faults] == ["XA-INC 2031/000001", "XA-INC 2031/000002"]


def test_impossible_content_leaves_nothing_written(assessing: Assessing) -> None:
    row = assessing.open()
    with pytest.raises(InvalidMany) as refused:
        assessing.draft(row, evidence_until=TODAY + timedelta(days=1), conclusions=(a_conclusion("destination=ZZ"),))
    assert [fault.place for fault in refused.value.faults] == ["evidence until", "conclusion 1 scope"]
    assert DraftRevision.objects.count() == 1


def test_concluding_freezes_rows_and_tells(assessing: Assessing) -> None:
    made = assessing.concluded()
    assert (made.number, made.recorded_on, made.authors) == (1, TODAY, [assessing["assessor"].id])
    assert made.coverage == {"registered": 3, "triaged": 2, "assessed": 2, "undetermined": {"intent unknown": 1}}
    assert [item.key for item in IncidentFinding.objects.order_by("key")] == [
        "incident:XA-INC 2031/000001:distinction",
        "incident:XA-INC 2031/000002:distinction",
    ]
    assert set(ThemeFinding.objects.values_list("theme", flat=True)) == set(Theme)
    (told,) = [entry for entry in ledger.published() if entry.kind == "assessments:version:concluded"]
    assert told.ref == "XA-ASM 2031/000001"
    assert told.published["conclusions"] == [
        {
            "finding": "clear risk",
            "scope": {"destination": ["QM"], "rating": ["ML"]},
            "scope_text": "Licence lines with a party in Kasdara, rated ML.",
        }
    ]
    assert "authors" not in told.published
    assert told.published["coverage"]["undetermined"] == {"intent unknown": 1}


@pytest.mark.parametrize("kind", [AssessmentVersion, Conclusion, IncidentFinding, ThemeFinding])
def test_what_was_concluded_is_not_edited(assessing: Assessing, kind: type[AssessmentVersion]) -> None:
    assessing.concluded()
    for act in (lambda: kind.objects.update(id="0" * 26), lambda: kind.objects.all()._raw_delete("default")):  # type: ignore[attr-defined]
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_whoever_wrote_any_of_a_version_does_not_conclude_it(assessing: Assessing) -> None:
    row = assessing.open()
    assessing.draft(row, by="head")
    for written in (False, True):
        if written:
            assessing.draft(row, by="assessor", public_summary="Relief was held up. More is not known.")
        with pytest.raises(Refused, match="whoever wrote any of it does not conclude it") as refused:
            assessing.conclude(row)
        assert refused.value.bars == ("two-people",)
    with pytest.raises(NotAllowed):
        assessing.conclude(row, by="assessor")
    assert assessing.conclude(row, by="deputy").authors == [assessing["head"].id, assessing["assessor"].id]
    assessing.draft(row, by="assessor", public_summary="Relief goes on being held up.")
    assert assessing.conclude(row).authors == [assessing["assessor"].id]  # the words of the version before were concluded then


def test_whoever_opened_an_assessment_for_others_wrote_none_of_it(assessing: Assessing) -> None:
    row = assessing.open(by="head")
    assessing.draft(row, by="assessor")
    assert assessing.conclude(row).authors == [assessing["assessor"].id]


def test_what_is_missing_is_named_together(assessing: Assessing) -> None:
    row = assessing.open()
    assessing.draft(row, themes=(), public_summary="", review_by=None, conclusions=(replace(a_conclusion(), cites=()),))
    with pytest.raises(InvalidMany) as refused:
        assessing.conclude(row)
    themes = [f"theme {theme.value}" for theme in Theme]
    assert [fault.place for fault in refused.value.faults] == ["review by", *themes, "conclusion 1", "public summary"]
    assert AssessmentVersion.objects.count() == 0


def test_nothing_drafted_nothing_concluded(assessing: Assessing) -> None:
    row = assessing.open()
    assessing.concluded(row)
    with pytest.raises(InvalidTransition):
        assessing.conclude(row)


def test_a_conclusion_citing_another_versions_finding_is_refused(assessing: Assessing) -> None:
    row = assessing.open()
    assessing.concluded(row)
    finding = ThemeFinding.objects.get(theme=Theme.RELIEF)
    for cite in ("v1 theme:humanitarian relief", finding.pk):
        with pytest.raises(Refused) as refused:
            assessing.draft(row, conclusions=(replace(a_conclusion(), cites=(cite,)),))
        assert (refused.value.bars, refused.value.place) == (("own-findings-only",), "conclusion 1")
        assert "version 1" in refused.value.message
        assert "theme:humanitarian relief" in refused.value.message
    assert row.revisions.count() == 2


def test_scopes_that_take_everything_or_nothing_are_said_before(assessing: Assessing) -> None:
    row = assessing.open()
    assessing.draft(row, conclusions=(a_conclusion(""), a_conclusion("destination=QO"), a_conclusion()))
    with pytest.raises(Refused) as refused:
        assessing.conclude(row)
    assert refused.value.bars == (Warned.EVERYTHING.value, Warned.NOTHING.value)
    said = assessments.before_concluding(actor=assessing["head"], row=row, today=TODAY)
    assert [item.place for item in said.warnings] == ["conclusion 1", "conclusion 2"]
    assert [item.key for item in said.warnings] == ["scope-takes-everything:1", "scope-takes-nothing:2"]
    with pytest.raises(Refused):
        assessing.conclude(row, warned=[item.value for item in Warned])
    assert assessing.conclude(row, warned=said.keys).number == 1


def test_an_incident_that_moved_is_said_before(assessing: Assessing) -> None:
    row = assessing.open()
    assessing.draft(row)
    a_version(assessing.incidents[0].incident, 2)
    with pytest.raises(Refused) as refused:
        assessing.conclude(row)
    assert refused.value.bars == (Warned.EVIDENCE_MOVED.value,)
    assert "XA-INC 2031/000001 version 1, now 2" in refused.value.message


def test_an_incident_revised_after_the_page_was_read_refuses(assessing: Assessing) -> None:
    row = assessing.open()
    assessing.draft(row)
    first, second, _third = assessing.incidents
    a_version(first.incident, 2)
    page = assessments.before_concluding(actor=assessing["head"], row=row, today=TODAY)
    a_version(first.incident, 3)
    a_version(second.incident, 2)
    with pytest.raises(Refused) as refused:
        assessing.conclude(row, warned=page.keys)
    assert refused.value.message == (
        "Read before you conclude: XA-INC 2031/000001 version 1, now 3, XA-INC 2031/000002 version 1, now 2 (newer than what is quoted)."
    )
    assert AssessmentVersion.objects.count() == 0
    a_page_later = assessments.before_concluding(actor=assessing["head"], row=row, today=TODAY)
    assert assessing.conclude(row, warned=a_page_later.keys).number == 1


def test_an_incident_recorded_after_the_last_save_is_said_before(assessing: Assessing) -> None:
    row = assessing.open()
    assessing.draft(row)
    late = NOW + timedelta(hours=5)
    an_incident(7, at=late)
    an_incident(8, at=late, day=TODAY)  # after the cut-off: it stands outside
    an_incident(9, at=late, conflict="coast")
    with pytest.raises(Refused) as refused:
        assessing.conclude(row)
    assert refused.value.bars == (Warned.EVIDENCE_ADDED.value,)
    assert "XA-INC 2031/000007 (recorded since the last save" in refused.value.message
    assert "000008" not in refused.value.message
    made = assessing.conclude(row, warned=["evidence-added:XA-INC 2031/000007 v1"])
    assert made.coverage["registered"] == 4


def test_evidence_changed_since_is_shown_for_a_concluded_version(assessing: Assessing) -> None:
    made = assessing.concluded()
    assert assessments.evidence_changed([made.pk]) == {made.pk: ()}
    a_version(assessing.incidents[0].incident, 2)
    (changed,) = assessments.evidence_changed([made.pk])[made.pk]
    assert (changed.incident, changed.quoted, changed.newest) == ("XA-INC 2031/000001", 1, 2)
    assert IncidentFinding.objects.get(incident="XA-INC 2031/000001").incident_version_id == assessing.incidents[0].pk


def test_exporters_find_nothing(assessing: Assessing) -> None:
    row = assessing.open()
    with pytest.raises(NotFound):
        assessments.access_assessment(actor=assessing["exporter"], reference=row.reference)
    with pytest.raises(NotFound):
        assessments.access_assessment(actor=replace(assessing["head"], organisation="ORGANISATION"), reference=row.reference)
    with pytest.raises(NotAllowed):
        assessing.draft(row, by="officer")
    with pytest.raises(NotFound):
        assessments.before_concluding(actor=assessing["exporter"], row=row, today=TODAY)
    mine, anothers = AssessmentVersion(assessment=row), AssessmentVersion(assessment=assessing.open(conflict="coast"))
    for actor, new in ((assessing["exporter"], mine), (assessing["head"], anothers)):
        with pytest.raises(NotFound):
            assessments.difference(actor=actor, old=mine, new=new)


def test_the_public_part_fits_one_entry(assessing: Assessing) -> None:
    row = assessing.open()
    codes = ",".join(f"ML{number}.{letter}" for number in range(1, 23) for letter in "abcdefghijkl")
    many = tuple(a_conclusion(f"destination=QM rating={codes}") for _ in range(24))
    assessing.draft(row, conclusions=many)
    with pytest.raises(Invalid, match="too long for one entry of the log"):
        assessing.conclude(row)
    assert AssessmentVersion.objects.count() == 0


def test_themes_stand_alone_though_no_incident_is_found(assessing: Assessing) -> None:
    themes = (ThemeDraft(theme=Theme.RELIEF, finding=ThemeWord.LIKELY, reasons="Convoys."), *assessing.content().themes[::2])
    made = assessing.concluded(incidents=(), themes=themes)
    assert assessments.conclusions_of(made.pk)[0].finding is assessments.ConclusionFinding.CLEAR_RISK
