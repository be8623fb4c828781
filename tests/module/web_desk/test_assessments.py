"""Assessments at the desk: an assessor writes part by part, somebody else concludes, everybody can see who changed which words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.module.assessments.builders import Assessing, a_complete_basis, a_conclusion, a_version, an_incident
from tests.module.assessments.test_no_clear_risk import empty, thin
from tests.module.web_desk.browsing import as_sent
from tests.module.web_desk.desk import Desk, said, slug
from tests.world import NOW, World

from licet.assessments import public as assessments
from licet.assessments.domain import coverage
from licet.assessments.models import Assessment, AssessmentVersion
from licet.assessments.public import Breach, ConclusionFinding, QuestionDraft
from licet.evidence.public import OfficialLineVersion, PlacePrecision, Standing
from licet.web.desk.presenting.assessments import happened


@pytest.fixture
def assessing(world: World) -> Assessing:
    return Assessing.begin(world)


@pytest.fixture
def row(assessing: Assessing) -> Assessment:
    made = assessing.open()
    assessing.draft(made)
    return made


def _desk(assessing: Assessing, name: str) -> Desk:
    return Desk(assessing.world, f"asm-{name}")


def _at(row: Assessment, rest: str = "") -> str:
    return f"assessments/{slug(row.reference)}/{rest}"


def test_an_assessor_opens_one(assessing: Assessing) -> None:
    desk = _desk(assessing, "assessor")
    assert "Nothing is assessed yet" in desk.words("assessments/")
    response = desk.post("assessments/open", {"destination": "QM", "conflict": "sarra-valley", "title": "Kasdara"})
    assert response["Location"] == "/desk/assessments/XA-ASM-2031-000001/draft"
    assert "The conflict" not in desk.words(_at(Assessment.objects.get(), "draft"))
    again = desk.post("assessments/open", {"destination": "QM", "conflict": "sarra-valley", "title": "Kasdara"})
    assert again.status_code == 409


def test_the_page_says_conclusion_first_then_what_it_stands_on(assessing: Assessing, row: Assessment) -> None:
    assessing.conclude(row)
    words = _desk(assessing, "other").words(_at(row))
    order = [
        "What is concluded",
        "clear risk",
        "What it stands on",
        "Coverage",
        "Findings of incidents",
        "What the public is told",
        "Versions",
    ]
    words = words[words.index("<h1") :]
    places = [words.index(part) for part in order]
    assert places == sorted(places)
    assert "3 incidents registered, 2 triaged, 2 assessed, 50 % of these undetermined" in words
    assert "evidence to 25 April 2031 (10 days old)" in words
    assert "undetermined: intent unknown: 1 (33 %)" in words
    assert 'href="#f-theme-humanitarian-relief"' in words
    assert 'id="f-theme-humanitarian-relief"' in words
    assert 'href="/desk/incidents/XA-INC-2031-000001/"' in words


def test_undetermined_is_never_green(assessing: Assessing, row: Assessment) -> None:
    assessing.conclude(row)
    words = _desk(assessing, "other").words(_at(row))
    picture = words[words.index('<svg class="licet-chart"') :].split("</svg>")[0]
    assert [part for part in picture.split("<rect") if "-none)" in part]
    assert "licet-state--missing" in words


def test_evidence_that_moved_is_said(assessing: Assessing, row: Assessment) -> None:
    assessing.conclude(row)
    a_version(assessing.incidents[0].incident, 2)
    words = _desk(assessing, "other").words(_at(row))
    assert "Evidence changed since this assessment: XA-INC 2031/000001 (quoted in version 1, now 2)" in " ".join(words.split())
    listed = _desk(assessing, "other").words("assessments/")
    assert "1 quoted incident has a newer version" in listed


def test_a_finding_stands_beside_the_incident_as_it_was_quoted(assessing: Assessing, row: Assessment) -> None:
    """The newer version has another title: the finding was not made of it."""
    assessing.conclude(row)
    a_version(assessing.incidents[0].incident, 2, title="A barracks was hit")
    a_version(assessing.incidents[1].incident, 2, standing=Standing.SET_ASIDE)
    words = " ".join(_desk(assessing, "other").words(_at(row)).split())
    findings = words[words.index('id="findings"') :].split("</table>")[0]
    assert "A market was hit" in findings
    assert "A barracks was hit" not in findings
    assert "version 2 is newer" in words
    assert "XA-INC 2031/000002 (quoted in version 1, set aside since)" in words


def test_incidents_recorded_since_are_said_and_those_set_aside_are_not(assessing: Assessing, row: Assessment) -> None:
    assessing.conclude(row)
    late = NOW + timedelta(hours=5)
    an_incident(7, at=late)
    an_incident(8, at=late, day=NOW.date())
    a_version(an_incident(9, at=late).incident, 2, standing=Standing.SET_ASIDE)
    a_version(an_incident(10, at=late, day=NOW.date()).incident, 2, standing=Standing.SET_ASIDE)
    desk = _desk(assessing, "other")
    words = desk.words(_at(row))
    assert "1 incident of before the cut-off was recorded after this version was concluded." in words
    assert "1 incident after the evidence cut-off is recorded and stands outside this version." in words
    assert "1 incident of before the cut-off was recorded since" in desk.words("assessments/")
    assert "1 incident after the cut-off is not considered" in desk.words("assessments/")


@pytest.mark.parametrize("without", [thin, empty])
def test_no_clear_risk_without_a_basis_is_refused_by_the_name_of_the_rule(
    assessing: Assessing, row: Assessment, without: Callable[[Assessing], dict[str, object]]
) -> None:
    revision = assessing.draft(row, **without(assessing)).number
    desk = _desk(assessing, "head")
    before = desk.words(_at(row, "conclude"))
    assert "rule no-clear-risk-basis" in before
    sent = as_sent(before) | {"version": str(revision), "warned": ["basis-incomplete"]}
    response = desk.post(_at(row, "conclude"), sent)
    assert response.status_code == 400
    assert "rule no-clear-risk-basis" in said(response)
    assert not AssessmentVersion.objects.exists()


def test_what_a_no_clear_risk_lacks_is_accepted_by_name_and_stands_next_to_it(assessing: Assessing, row: Assessment) -> None:
    assessing.draft(row, **a_complete_basis(assessing.incidents))
    author, head = _desk(assessing, "assessor"), _desk(assessing, "head")
    assert "Accept what is missing" in author.words(_at(row, "draft"))
    page = author.words(_at(row, "draft/accept"))
    (key,) = set(re.findall(r"basis-incomplete:1 [0-9a-f]{12}", page))
    refused = head.post(_at(row, "conclude"), as_sent(head.words(_at(row, "conclude"))) | {"warned": ["basis-incomplete"]})
    assert (refused.status_code, "Nobody who wrote this version has accepted" in said(refused)) == (400, True)
    assert author.post(_at(row, "draft/accept"), as_sent(page) | {"accepted": [key]}).status_code == 302
    assert "Accept what is missing" not in author.words(_at(row, "draft"))
    assert "Nothing waits to be accepted" in author.words(_at(row, "draft/accept"))
    done = head.post(_at(row, "conclude"), as_sent(head.words(_at(row, "conclude"))) | {"warned": ["basis-incomplete"]})
    assert done.status_code == 302
    words = " ".join(_desk(assessing, "other").words(_at(row)).split())
    assert "It falls short of the full requirement for “no clear risk”: 1 of 3 registered incidents determined (33 %), 50 % needed" in words
    assert "Accepted by Asm Assessor and Asm Head." in words
    assert "licet-state--open" not in words[words.index("Conclusion 1:") :][:300], "no clean sign"
    assert "short of the full requirement" in _desk(assessing, "other").words("assessments/")


def test_what_was_not_answered_stands_beside_every_conclusion(assessing: Assessing, row: Assessment) -> None:
    asked = QuestionDraft(number=1, text="Who ordered it?", asked_of="Embassy", asked_on=date(2031, 3, 1))
    answered = replace(asked, number=2, answered_on=date(2031, 4, 1), answer="Nobody did.")
    assessing.draft(row, questions=(asked, answered))
    assert "1 of 2 questions to the recipient is not answered" in _desk(assessing, "head").words(_at(row, "conclude"))
    assessing.conclude(row)
    desk = _desk(assessing, "other")
    assert "1 of 2 questions to the recipient is not answered" in desk.words(_at(row))
    assert "1 question not answered" in desk.words("assessments/")
    (facts,) = assessments.conclusions_in_force(NOW.date())
    assert facts.unanswered == 1


def test_incidents_stand_on_a_map_and_by_month_and_in_tables_beside(assessing: Assessing, row: Assessment) -> None:
    assessing.conclude(row)
    there = {"latitude": Decimal("-47.1"), "longitude": Decimal("-123.5"), "place_precision": PlacePrecision.EXACT}
    a_version(assessing.incidents[0].incident, 2, **there)
    a_version(assessing.incidents[1].incident, 2, date(2031, 4, 28), **there)
    a_version(assessing.incidents[2].incident, 2, date(2031, 2, 1))
    words = _desk(assessing, "other").words(_at(row))
    drawn = words[words.index("c-incidents-on-a-map-t") :].split("</svg>")[0]
    assert 'href="#place-1" aria-label="2 incidents: 1 likely or possible breach, 1 undetermined"' in drawn
    assert "123.5° W" in drawn
    assert "1 incident has no place recorded by coordinates" in words
    table = words[words.index('id="place-1"') :].split("</tr>")[0]
    assert "Sarra valley" in table
    assert [cell.count("<a ") for cell in table.split("<td")[1:]] == [1, 0, 1, 0]
    assert 'href="/desk/incidents/XA-INC-2031-000003/"' in words[words.index('id="place-none"') :].split("</tr>")[0]
    months = words[words.index("c-incidents-by-month-t") :].split("</svg>")[0]
    assert "evidence to 25 April 2031" in months
    assert 'href="/desk/incidents/XA-INC-2031-000001/" aria-label="2031-04: 1 likely or possible breach"' in months
    assert "February 2031: 1 not assessed. April 2031: 1 likely or possible breach, 1 undetermined" in months
    cut = float(re.search(r'class="cut" x1="([0-9.]+)"', months)[1])  # type: ignore[index]
    assert cut == pytest.approx(56 + (640 - 56) * (2 + 25 / 30) / 3, abs=0.01)
    for picture, name, fill in ((drawn, "breach, 1 undetermined", "path"), (months, "2031-04: 1 undetermined", "rect")):
        mark = picture[picture.index(f'{name}">') :].split("</a>")[0]
        assert f'<{fill} fill="url(#c-incidents-' in mark
        assert '-none)"' in mark


def test_an_official_line_stands_beside_what_was_assessed_on_its_day(assessing: Assessing, row: Assessment) -> None:
    desk = _desk(assessing, "head")
    line = {
        "destination": "QM",
        "topic": "destination:QM",
        "said_by": "Press office of the Authority",
        "venue": "Briefing",
        "words": "No comment.",
    }
    before, after = ({"said_on-day": str(day), "said_on-month": "5", "said_on-year": "2031"} for day in (4, 5))
    assessing.conclude(row)
    for day in (before, after):
        assert desk.post("official-lines/record", line | day).status_code == 302
    earlier, later = OfficialLineVersion.objects.order_by("said_on")
    said = [{name: each.held[name] for name in ("assessed", "undetermined", "assessments")} for each in (earlier, later)]
    assert said == [
        {"assessed": 0, "undetermined": 0, "assessments": []},
        {"assessed": 2, "undetermined": 1, "assessments": [f"{row.reference} v1"]},
    ]
    words = desk.words(f"official-lines/{slug(earlier.line.reference)}/")
    assert "No central assessment spoke on that day." in words
    assert [part.split("<")[0] for part in words.split("</tbody>")[0].split('__cell">')[1:]][6:] == ["0", "2", "0", "1"]
    words = desk.words(f"official-lines/{slug(later.line.reference)}/")
    assert f"Assessments that spoke on that day: {row.reference} v1" in words
    moved = as_sent(desk.words(f"official-lines/{slug(earlier.line.reference)}/revise")) | after | {"reason": "It was a day later."}
    assert desk.post(f"official-lines/{slug(earlier.line.reference)}/revise", moved).status_code == 302
    assert OfficialLineVersion.objects.get(number=2).held["assessed"] == 2


def test_an_incident_that_was_set_aside_is_on_no_picture(assessing: Assessing, row: Assessment) -> None:
    assessing.conclude(row)
    a_version(assessing.incidents[2].incident, 2, date(2031, 5, 1), standing=Standing.SET_ASIDE)
    words = _desk(assessing, "other").words(_at(row))
    assert "XA-INC-2031-000003" not in words[words.index('id="place-none"') :].split("</tr>")[0]
    assert "after the evidence cut-off" not in words


@pytest.mark.parametrize(
    ("findings", "found"),
    [
        ({Breach.NONE, Breach.POSSIBLE}, happened.BREACH),
        ({Breach.NONE, Breach.INSUFFICIENT}, happened.NO_BREACH),
        ({Breach.INSUFFICIENT, Breach.NOT_YET}, happened.UNDETERMINED),
        ({Breach.NOT_YET}, happened.NOT_ASSESSED),
        (set(), happened.NOT_ASSESSED),
    ],
)
def test_what_was_found_of_an_incident_is_counted_as_coverage_counts_it(findings: set[Breach], found: int) -> None:
    assert happened.found_of(findings) == found
    counted = coverage(["a"], [("a", finding, None) for finding in findings])
    assert (counted.assessed, counted.undetermined_total) == (found != happened.NOT_ASSESSED, found == happened.UNDETERMINED)


def test_months_before_the_last_three_years_are_said_not_to_be_shown(assessing: Assessing, row: Assessment) -> None:
    assessing.conclude(row)
    a_version(assessing.incidents[2].incident, 2, date(2027, 1, 3))
    words = _desk(assessing, "other").words(_at(row))
    assert "1 incident before these 36 months is not shown here." in words
    assert 'id="month-2028-05"' in words
    assert 'id="month-2028-04"' not in words


def test_another_day_answers_from_kept_rows(assessing: Assessing, row: Assessment) -> None:
    assessing.conclude(row)
    desk = _desk(assessing, "other")
    assert "Nothing is concluded for that day" in desk.words(_at(row, "?as-of=2031-05-04"))
    assert desk.get(_at(row, "?as-of=tomorrow")).status_code == 400
    assert "You read version 1" in desk.words(_at(row, "?known-on=2031-05-05"))


@pytest.mark.parametrize("name", ["days", "themes", "procedures", "assurances", "questions"])
def test_a_part_sent_back_as_it_stands_keeps_its_meaning(assessing: Assessing, row: Assessment, name: str) -> None:
    """What the form shows, sent back with one reason, is refused as no change: nothing is lost on the way through it."""
    desk = _desk(assessing, "other")
    response = desk.post(_at(row, f"draft/{name}"), _form(desk, _at(row, f"draft/{name}")))
    assert "Nothing was changed" in said(response)


def test_a_part_is_saved_with_its_reason(assessing: Assessing, row: Assessment) -> None:
    desk = _desk(assessing, "other")
    given = _form(desk, _at(row, "draft/procedures"))
    given |= {"exists-WARNINGS": "yes", "used-WARNINGS": "in part", "evidence-WARNINGS": "Leaflets.", "reason": "New leaflets."}
    assert desk.post(_at(row, "draft/procedures"), given).status_code == 302
    (step,) = assessments.draft_steps(actor=assessing["head"], row=row, version_number=1)[2:]
    assert (step.name, step.reason, [item.title for item in step.changed]) == ("Asm Other", "New leaflets.", ["Procedure: warnings"])
    words = desk.words(_at(row, "history"))
    assert "New leaflets." in words
    assert "<ins" in words


def test_questions_and_assurances_are_rows(assessing: Assessing, row: Assessment) -> None:
    desk = _desk(assessing, "assessor")
    given = _form(desk, _at(row, "draft/questions"))
    asked = {
        "text-1": "Who ordered it?",
        "asked_of-1": "Embassy",
        "asked_on-1-day": "1",
        "asked_on-1-month": "3",
        "asked_on-1-year": "2031",
    }
    assert "This is needed beside the words" in said(desk.post(_at(row, "draft/questions"), given | {"text-1": "Who?"}))
    assert desk.post(_at(row, "draft/questions"), given | asked).status_code == 302
    assert assessments.latest_revision(row).to_domain().questions[0].answered_on is None


def test_a_finding_is_made_in_the_table(assessing: Assessing, row: Assessment) -> None:
    desk = _desk(assessing, "assessor")
    given = _form(desk, _at(row, "draft/incidents?show=none"))
    name = f"{assessing.incidents[2].pk}-0"
    assert [each for each in given if each.startswith("rule-")] == [f"rule-{name}"]
    given |= {f"rule-{name}": "precautions", f"finding-{name}": "insufficient evidence"}
    wrong = desk.post(_at(row, "draft/incidents?show=none"), given)
    assert "Say why the evidence does not suffice." in said(wrong)
    assert "Write your reasons" in said(wrong)
    given |= {f"why-{name}": "no access", f"reasons-{name}": "The site is closed."}
    assert desk.post(_at(row, "draft/incidents?show=none"), given).status_code == 302
    kept = assessments.latest_revision(row).to_domain().incidents
    assert [(each.incident, each.finding) for each in kept][-1] == ("XA-INC 2031/000003", Breach.INSUFFICIENT)
    assert len(kept) == 3


def test_another_rule_adds_a_row_and_loses_nothing(assessing: Assessing, row: Assessment) -> None:
    desk = _desk(assessing, "assessor")
    first = assessing.incidents[0]
    reference = first.incident.reference
    given = _form(desk, _at(row, "draft/incidents")) | {f"reasons-{first.pk}-0": "Typed at midnight.", "do": f"add:{reference}"}
    sent = desk.post(_at(row, "draft/incidents"), given)
    assert "Typed at midnight." in said(sent)
    assert "There is a problem" not in said(sent)
    assert f'name="rule-{first.pk}-1"' in said(sent)
    given |= {f"rule-{first.pk}-1": "proportionality", f"finding-{first.pk}-1": "not yet assessed", "do": "save"}
    assert desk.post(_at(row, "draft/incidents"), given).status_code == 302
    kept = assessments.latest_revision(row).to_domain().incidents
    assert [each.rule.value for each in kept if each.incident == reference] == ["distinction", "proportionality"]


def test_the_newest_version_is_quoted_when_asked(assessing: Assessing, row: Assessment) -> None:
    newer = a_version(assessing.incidents[0].incident, 2)
    desk = _desk(assessing, "assessor")
    given = _form(desk, _at(row, "draft/incidents?show=moved"))
    assert [name for name in given if name.startswith("rule-")] == [f"rule-{newer.pk}-0"]
    assert "Nothing was changed" in said(desk.post(_at(row, "draft/incidents"), given))
    assert desk.post(_at(row, "draft/incidents"), given | {f"newest-{newer.pk}": "on"}).status_code == 302
    assert assessments.latest_revision(row).to_domain().incidents[0].incident_version == newer.pk


def test_the_findings_of_an_incident_that_was_set_aside_are_taken_out(assessing: Assessing, row: Assessment) -> None:
    first, _second, third = assessing.incidents
    for item in (first, third):
        a_version(item.incident, 2, standing=Standing.SET_ASIDE)
    desk = _desk(assessing, "assessor")
    assert "XA-INC 2031/000001: It was set aside in the evidence" in desk.words(_at(row, "draft"))
    words = desk.words(_at(row, "draft/incidents?show=moved"))
    assert "set aside in the evidence: take its findings out" in words
    assert "Quote version 2 of it" not in words
    assert third.incident.reference not in desk.words(_at(row, "draft/incidents"))
    given = _form(desk, _at(row, "draft/incidents?show=moved"))
    (name,) = [each.removeprefix("rule-") for each in given if each.startswith("rule-")]
    emptied = {f"{part}-{name}": "" for part in ("rule", "finding", "why", "reasons")}
    assert desk.post(_at(row, "draft/incidents?show=moved"), given | emptied).status_code == 302
    assert [each.incident for each in assessments.latest_revision(row).to_domain().incidents] == ["XA-INC 2031/000002"]
    assert "set aside" not in desk.words(_at(row, "draft"))


def test_a_conclusion_is_tried_saved_and_taken_away(assessing: Assessing, row: Assessment) -> None:
    desk = _desk(assessing, "assessor")
    typed = {
        "version": "2",
        "scope": "destination=QM end-use=operations-x",
        "finding": "not determined",
        "reasons": "Unknown.",
        "reason": "More.",
    }
    assert "A market was hit – XA-INC 2031/000002: distinction – insufficient evidence: intent unknown" in desk.words(
        _at(row, "draft/conclusions/1")
    )
    tried = desk.post(_at(row, "draft/conclusions/2"), typed | {"do": "preview"})
    assert "What this scope takes now" in said(tried)
    assert "It takes nothing that there is now." in said(tried)
    assert desk.post(_at(row, "draft/conclusions/2"), typed | {"do": "save"}).status_code == 302
    assert "Not determined" not in desk.words(_at(row, "draft/conclusions/2")).split("checked")[0][-200:]
    assert len(assessments.latest_revision(row).to_domain().conclusions) == 2
    given = _form(desk, _at(row, "draft/conclusions/2")) | {"do": "remove"}
    assert desk.post(_at(row, "draft/conclusions/2"), given).status_code == 302
    assert len(assessments.latest_revision(row).to_domain().conclusions) == 1
    assert desk.get(_at(row, "draft/conclusions/9")).status_code == 404


def test_a_stale_part_shows_both_another_part_does_not_conflict(assessing: Assessing, row: Assessment) -> None:
    desk = _desk(assessing, "assessor")
    days = _form(desk, _at(row, "draft/days")) | {"public_summary": "Mine."}
    themes = _form(desk, _at(row, "draft/themes")) | {"commitment_reasons": "Theirs."}
    assert _desk(assessing, "other").post(_at(row, "draft/themes"), themes).status_code == 302
    assert desk.post(_at(row, "draft/days"), days).status_code == 302
    stale = desk.post(_at(row, "draft/days"), days | {"public_summary": "Mine, later."})
    assert stale.status_code == 409
    assert "Mine, later." in said(stale)
    assert "Mine." in said(stale)
    now = assessments.latest_revision(row).to_domain()
    assert now.commitment
    assert (now.public_summary, now.commitment.reasons) == ("Mine.", "Theirs.")


def test_concluding_wants_a_second_person_and_the_warnings_read(assessing: Assessing, row: Assessment) -> None:
    assessing.draft(row, conclusions=(a_conclusion(""), a_conclusion()))
    assert _desk(assessing, "assessor").get(_at(row, "conclude")).status_code == 404
    desk = _desk(assessing, "head")
    words = desk.words(_at(row, "conclude"))
    assert "This scope takes every licence line there is" in words
    page = as_sent(desk.get(_at(row, "conclude")).text)
    unread = desk.post(_at(row, "conclude"), page)
    assert "Tick every warning" in said(unread)
    page |= {"warned": "scope-takes-everything"}
    assert desk.post(_at(row, "conclude"), page | {"version": "2"}).status_code == 409
    assert desk.post(_at(row, "conclude"), {"version": "3", "warned": "scope-takes-everything"}).status_code == 400
    done = desk.post(_at(row, "conclude"), page, follow=True)
    assert "Version 1 is concluded." in said(done)
    assert AssessmentVersion.objects.get().concluded_by == assessing["head"].id


def test_whoever_wrote_any_of_it_is_told_before_and_refused_after(assessing: Assessing, row: Assessment) -> None:
    assessing.draft(row, by="head", public_summary="Relief was held up, said the head.")
    assessing.draft(row, public_summary="Relief was held up at Keld.")
    desk = _desk(assessing, "head")
    words = desk.words(_at(row, "conclude"))
    assert "Whoever wrote any of it does not conclude it: a second person reads it first." in words
    assert "This version was written by Asm Assessor and Asm Head." in words
    refused = desk.post(_at(row, "conclude"), as_sent(words))
    assert refused.status_code == 400
    assert "You wrote in this version" in said(refused)
    deputy = _desk(assessing, "deputy")
    words = deputy.words(_at(row, "conclude"))
    assert "does not conclude it" not in words
    assert deputy.post(_at(row, "conclude"), as_sent(words)).status_code == 302


def test_what_was_not_on_the_page_is_not_read(assessing: Assessing, row: Assessment) -> None:
    """An incident is revised after the page was opened: the conclusion is refused by its name, and the page shows it."""
    first, second, _third = assessing.incidents
    a_version(first.incident, 2)
    desk = _desk(assessing, "head")
    opened = desk.get(_at(row, "conclude")).text
    assert '<a class="govuk-link" href="/desk/incidents/XA-INC-2031-000001/">XA-INC 2031/000001 version 1, now 2</a>' in opened
    page = as_sent(opened) | {"warned": "evidence-changed"}
    a_version(second.incident, 2)
    refused = desk.post(_at(row, "conclude"), page)
    assert refused.status_code == 400
    assert "Read before you conclude: XA-INC 2031/000002 version 1, now 2 (newer than what is quoted)." in said(refused)
    assert AssessmentVersion.objects.count() == 0
    again = as_sent(refused.text)
    assert "warned" not in again
    assert refused.text.count('name="warned"') == 1
    assert "XA-INC 2031/000002 v2" in again["shown"]
    done = desk.post(_at(row, "conclude"), again | {"warned": "evidence-changed"}, follow=True)
    assert "Version 1 is concluded." in said(done)


def test_a_warning_that_comes_while_the_page_is_sent_is_not_read(assessing: Assessing, row: Assessment, monkeypatch: Any) -> None:
    """Between the form's own look and the service's: the service refuses, and the page shows it."""
    desk = _desk(assessing, "head")
    page = as_sent(desk.get(_at(row, "conclude")).text)
    real = assessments.conclude

    def revised_first(**given: Any) -> AssessmentVersion:
        a_version(assessing.incidents[0].incident, 2)
        return real(**given)

    monkeypatch.setattr(assessments, "conclude", revised_first)
    refused = desk.post(_at(row, "conclude"), page)
    assert "XA-INC 2031/000001 version 1, now 2 (newer than what is quoted)." in said(refused)
    assert "XA-INC 2031/000001 v2" in as_sent(refused.text)["shown"]


def test_what_is_missing_is_said_and_nothing_written(assessing: Assessing) -> None:
    row = assessing.open()
    assessing.draft(row, themes=(), conclusions=(replace(a_conclusion(), cites=()),))
    refused = _desk(assessing, "head").post(_at(row, "conclude"), {"version": "2"})
    assert refused.status_code == 400
    assert "State the theme" in said(refused)
    assert AssessmentVersion.objects.count() == 0


def test_what_it_would_do_is_said_before(assessing: Assessing, row: Assessment) -> None:
    """A scope that takes nothing, and one that takes everything there is now."""
    assessing.world.granted()
    desk = _desk(assessing, "head")
    assert "No line of a live licence or of an open case falls under these conclusions." in desk.words(_at(row, "what-if"))
    assessing.draft(row, conclusions=(a_conclusion("destination=QN rating=ML11"),))
    words = desk.words(_at(row, "what-if"))
    assert "Every line of every live licence and open case would stand under a clear risk." in words
    assert "€1,000.00" in words


def test_a_drafted_no_clear_risk_without_a_basis_would_stand_as_not_determined(assessing: Assessing, row: Assessment) -> None:
    assessing.world.granted()
    thin = a_conclusion("destination=QN rating=ML11", ConclusionFinding.NO_CLEAR_RISK)
    assessing.draft(row, conclusions=(thin,), procedures=())
    words = _desk(assessing, "head").words(_at(row, "what-if"))
    assert 'data-head="Lines of cases"' in words, "on a narrow screen each number names its column"
    assert "which has no sufficient basis and cannot be concluded: " in words
    assert counted(words, "not determined")[:2] == ["1", "1"]
    assert counted(words, "no clear risk")[:2] == ["0", "0"]


def counted(words: str, standing: str) -> list[str]:
    """Licences, their lines and so on that would stand like this."""
    [row] = [row for row in words.split("<tr")[1:] if 'scope="row"' in row and re.search(rf">\s*{standing}\s*<", row)]
    return re.findall(r"<td[^>]*>([^<]*)<", row)


def test_two_versions_word_by_word(assessing: Assessing, row: Assessment) -> None:
    assessing.conclude(row)
    assessing.draft(row, by="other", reason="More convoys.", public_summary="Relief was held up twice.")
    assessing.conclude(row)
    words = _desk(assessing, "other").words(_at(row, "versions/1/2"))
    assert "twice" in words
    assert "More convoys." in words
    assert "Version 2 against version 1" in words
    assert "You read version 1, which is not the last." in _desk(assessing, "other").words(_at(row, "versions/1/"))


def test_officers_read_and_do_not_write_exporters_see_nothing(assessing: Assessing, row: Assessment) -> None:
    officer = Desk(assessing.world, "officer")
    assert officer.get(_at(row)).status_code == 200
    assert officer.get(_at(row, "draft")).status_code == 200
    assert officer.get(_at(row, "draft/days")).status_code == 404
    assert Desk(assessing.world, "exporter").get(_at(row)).status_code == 404
    assert Desk(assessing.world, "exporter").get("assessments/").status_code == 404


def test_an_assessor_starts_with_what_is_stale_or_changed(assessing: Assessing, row: Assessment) -> None:
    assessing.conclude(row)
    a_version(assessing.incidents[0].incident, 2)
    words = _desk(assessing, "assessor").words("")
    assert "1 quoted incident has a newer version" in words
    assert "whose evidence changed" in words
    assert "whose evidence changed" not in Desk(assessing.world, "officer").words("")


def test_queries_do_not_grow(assessing: Assessing, row: Assessment, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    assessing.conclude(row)
    assessing.draft(row, public_summary="Again.")
    desk = _desk(assessing, "head")
    for address, most in (
        ("assessments/", 8),
        (_at(row), 15),
        (_at(row, "draft"), 15),
        (_at(row, "history"), 15),
        (_at(row, "conclude"), 15),
    ):
        desk.words(address)
        with django_assert_max_num_queries(most):
            desk.words(address)


def _form(desk: Desk, address: str) -> dict[str, Any]:
    """The form at an address as it stands, with a reason."""
    return as_sent(desk.get(address).text) | {"reason": "Looked at it again."}
