"""The case under a central assessment as its people see it: panel, assessment, concerns, the minister's departure."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.module.assessments.builders import Assessing, a_conclusion, a_version, an_incident
from tests.module.web_desk.browsing import as_sent
from tests.module.web_desk.desk import Desk, said, slug
from tests.world import NOW, World

from licet.assessments.models import AssessmentVersion
from licet.assessments.public import ConclusionFinding
from licet.decisions import public as decisions
from licet.decisions.public import Act, ActStatus, ConcernNotice, Decision, Shown
from licet.evidence.models import OfficialLine
from licet.evidence.public import Standing
from licet.kernel.scope import Scope
from licet.policy import public as policy
from licet_verify import canonical

RISK, NONE, OPEN = ConclusionFinding.CLEAR_RISK, ConclusionFinding.NO_CLEAR_RISK, ConclusionFinding.NOT_DETERMINED
RADIOS = "destination=QM rating=ML11"


@pytest.fixture
def assessing(world: World) -> Assessing:
    return Assessing.begin(world)


def concluded(assessing: Assessing, *findings: tuple[str, ConclusionFinding], **changes: Any) -> AssessmentVersion:
    row = assessing.open()
    assessing.draft(row, conclusions=tuple(a_conclusion(text, finding) for text, finding in findings), **changes)
    return assessing.conclude(row, read=True)


@pytest.mark.parametrize(
    ("findings", "words"),
    [
        (
            ((RADIOS, RISK),),
            "Criterion 2c: clear risk — Kasdara assessment v1, scope “Licence lines with a party in Kasdara, rated ML11”",
        ),
        (((RADIOS, OPEN),), "Criterion 2c: not determined, which is never “no risk” — Kasdara assessment v1"),
        (((RADIOS, NONE),), "Criterion 2c: no clear risk — Kasdara assessment v1"),
        ((("destination=QM rating=ML15", NONE),), "policy asks for a central assessment of Kasdara; none takes this line"),
    ],
)
def test_panel_says_what_is_concluded_of_which_scope_and_on_what(
    world: World, assessing: Assessing, desk: Callable[[str], Desk], findings: tuple[tuple[str, ConclusionFinding], ...], words: str
) -> None:
    concluded(assessing, *findings)
    case = world.ready(destination="QM")
    page = desk("officer").words(f"cases/{case.pk}/")
    assert words in page
    if "assessment v1" in words:
        assert "evidence to 25 April 2031 (10 days old) · 3 incidents registered, 2 assessed, 50 % of these undetermined" in page


def test_panel_says_that_an_assessment_is_stale_and_why(world: World, assessing: Assessing, desk: Callable[[str], Desk]) -> None:
    concluded(assessing, (RADIOS, NONE), incidents=(), evidence_until=NOW.date() - timedelta(days=130))
    page = desk("officer").words(f"cases/{world.ready(destination='QM').pk}/")
    assert "the assessment is stale" in page
    assert "stale: its evidence is older than 120 days" in page


def test_not_determined_elsewhere_is_a_notice_and_bars_nothing(world: World, assessing: Assessing, desk: Callable[[str], Desk]) -> None:
    row = assessing.open(destination="QN")
    assessing.draft(row, incidents=(), conclusions=(a_conclusion("destination=QN", OPEN),))
    assessing.conclude(row, read=True)
    case = world.ready()
    assert f"not determined — {policy.destination_name('QN')} assessment v1" in desk("officer").words(f"cases/{case.pk}/")
    world.propose(case)


def test_gate_for_programs_names_the_assessments_it_used(world: World, assessing: Assessing, desk: Callable[[str], Desk]) -> None:
    version = concluded(assessing, (RADIOS, RISK))
    case = world.ready(destination="QM")
    told = json.loads(desk("officer").get(f"cases/{case.pk}/gate.json").content)
    (used,) = told["assessments"]
    assert (used["conclusion"], used["finding"], used["evidence_until"]) == (
        f"{version.assessment.reference} v1 c1",
        "clear risk",
        "2031-04-25",
    )
    assert [bar["code"] for bar in told["bars"]] == ["clear-risk"]
    assert "clear risk — Kasdara" in desk("officer").words(f"cases/{case.pk}/gate")


def test_assessment_of_a_case_shows_coverage_lines_and_what_moved_since(
    world: World, assessing: Assessing, desk: Callable[[str], Desk], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    concluded(assessing, (RADIOS, RISK))
    case = world.ready(destination="QM", products=2)
    a_version(assessing.incidents[0].incident, 2)
    officer = desk("officer")
    with django_assert_max_num_queries(15):
        page = officer.words(f"cases/{case.pk}/assessment")
    assert "Evidence changed since this assessment: XA-INC 2031/000001 (quoted in version 1, now 2)" in page
    assert "1. Radio set 1 and 2. Radio set 2" in page
    assert "undetermined: intent unknown" in page
    with django_assert_max_num_queries(15):
        officer.words(f"cases/{case.pk}/")
    assert "No central assessment takes a line of this case" in officer.words(f"cases/{world.ready().pk}/assessment")


def test_what_happened_after_the_cut_off_is_said_wherever_the_assessment_is_quoted(
    world: World, assessing: Assessing, desk: Callable[[str], Desk]
) -> None:
    version = concluded(assessing, (RADIOS, NONE))
    for number, day in enumerate((NOW.date(), NOW.date() - timedelta(days=3), version.evidence_until), 11):
        an_incident(number, day=day)
    a_version(an_incident(20, day=NOW.date()).incident, 2, NOW.date(), standing=Standing.SET_ASIDE)
    words, officer = "2 incidents after the cut-off are not considered", desk("officer")
    case = world.ready(destination="QM")
    act = world.propose(case)
    for address in (f"cases/{case.pk}/", f"cases/{case.pk}/assessment", f"acts/{slug(act.reference)}/"):
        assert words in officer.words(address), address
    assert words in desk("asm-other").words("assessments/")
    (used,) = json.loads(officer.get(f"cases/{case.pk}/gate.json").content)["assessments"]
    assert used["after_cutoff"] == 2
    world.sign(act, "officer", "countersigner")
    row = Decision.objects.get()
    an_incident(30, day=NOW.date())  # recorded after signing: the record says what was known then
    assert words in officer.words(f"decisions/{slug(row.reference)}/")
    envelope: Any = canonical.loads(row.record.envelope)
    assert [item["after_cutoff"] for item in envelope["evidence"]["assessments"]] == [2]


def test_a_departure_says_what_the_assessment_that_it_departs_from_does_not_consider(
    world: World, assessing: Assessing, desk: Callable[[str], Desk]
) -> None:
    concluded(assessing, (RADIOS, RISK))
    an_incident(11, day=NOW.date())
    words = "1 incident after the cut-off is not considered"
    assert words in said(propose(desk, do="preview"))
    propose(desk)
    act = Act.objects.get()
    for address in ("minister/", f"acts/{slug(act.reference)}/"):
        assert words in desk("minister").words(address), address


class SomeOpen:
    """Two concerns about the assessment and none about anything else."""

    asked: ClassVar[list[str]] = []

    def about(self, topics: Sequence[str]) -> Shown:
        about = next((topic for topic in topics if topic.startswith("assessment:")), "")
        notices = (ConcernNotice("2031-05-03", about, ("K7Q2",), ""), ConcernNotice("2031-05-04", about, ("P4M9",), ""))
        return Shown(True, notices if about else ())


class Unreadable:
    def about(self, topics: Sequence[str]) -> Shown:
        raise OSError("no such file")


def test_open_concerns_stand_on_the_case_and_their_text_does_not(
    world: World, assessing: Assessing, desk: Callable[[str], Desk], settings: Any
) -> None:
    concluded(assessing, (RADIOS, NONE))
    case = world.ready(destination="QM")
    settings.LICET_OPEN_CONCERNS = f"{__name__}.SomeOpen"
    page = desk("officer").words(f"cases/{case.pk}/")
    assert "2 open concerns are about assessment XA-ASM 2031/000001 (first on 3 May 2031)" in page
    assert "ask the nominated officer" in page
    settings.LICET_OPEN_CONCERNS = f"{__name__}.Unreadable"
    assert "Open concerns cannot be read, so nobody can sign now" in desk("officer").words(f"cases/{case.pk}/")


class OpenAboutKasdara:
    """A concern about the destination, which some joined."""

    def about(self, topics: Sequence[str]) -> Shown:
        return Shown(True, (ConcernNotice("2031-05-03", "destination:QM", ("K7Q2",), "5 to 9"),) if "destination:QM" in topics else ())


def test_open_concerns_are_shown_while_drafting_concluding_and_publishing(
    assessing: Assessing, desk: Callable[[str], Desk], settings: Any
) -> None:
    row = assessing.open()
    assessing.draft(row)
    settings.LICET_OPEN_CONCERNS = f"{__name__}.OpenAboutKasdara"
    head = desk("asm-head")
    for page in ("draft", "conclude"):
        words = head.words(f"assessments/{slug(row.reference)}/{page}")
        assert "1 open concern is about Kasdara (since 3 May 2031)" in words, page
        assert "colleagues who joined: 5 to 9" in words, page
    line = {"destination": "QM", "topic": "destination:QM", "said_by": "Minister", "venue": "Briefing", "words": "No comment."}
    line |= {"said_on-day": "1", "said_on-month": "5", "said_on-year": "2031"}
    asked = head.post("official-lines/record", line)
    assert asked.status_code == 400
    assert "1 open concern is about Kasdara" in said(asked)
    assert OfficialLine.objects.count() == 0
    assert head.post("official-lines/record", as_sent(said(asked))).status_code == 302
    assert OfficialLine.objects.count() == 1


def propose(desk: Callable[[str], Desk], **changes: str) -> Any:
    given = {
        "criteria": "2c",
        "scope": RADIOS,
        "legal_basis": "Section 5.",
        "reasons": "A programme of many states stands on it.",
        "publication": "The minister departed from criterion 2c for radios.",
        "expires_on-day": "31",
        "expires_on-month": "12",
        "expires_on-year": "2031",
        "do": "propose",
    }
    return desk("officer").post("departures/propose", given | changes)


def test_departure_from_a_conclusion_reads_in_full_on_the_ministers_page(
    world: World, assessing: Assessing, desk: Callable[[str], Desk]
) -> None:
    version = concluded(assessing, (RADIOS, RISK))
    preview = said(propose(desk, do="preview"))
    assert "The conclusions that it would depart from" in preview
    assert "clear risk — Kasdara assessment v1" in preview
    no_expiry = propose(desk, **{"expires_on-day": "", "expires_on-month": "", "expires_on-year": ""})
    assert no_expiry.status_code == 400
    assert propose(desk).status_code == 302
    act = Act.objects.latest("proposed_at")
    page = desk("minister").words("minister/")
    for words in (
        "A programme of many states",
        "31 December 2031",
        "Clear risk: Licence lines with a party in Kasdara",
        "Evidence to 25 April",
    ):
        assert words in page
    page = desk("minister").words(f"acts/{slug(act.reference)}/")
    assert "The conclusions that it departs from: they stand" in page
    assert version.text.splitlines()[-1] in page
    assert "Why do you approve it?" in page


def test_minister_approves_in_words_that_stand_with_the_signature(world: World, assessing: Assessing, desk: Callable[[str], Desk]) -> None:
    concluded(assessing, (RADIOS, RISK))
    propose(desk)
    act = Act.objects.latest("proposed_at")
    assert desk("minister").sign(act, why=" ").status_code == 400
    assert desk("minister").sign(act, why="I accept the risk for the joint programme.").status_code == 302
    assert desk("countersigner").sign(act, why="").status_code == 302
    page = desk("officer").words(f"acts/{slug(act.reference)}/")
    assert "I accept the risk for the joint programme." in page
    departure = decisions.Departure.objects.get()
    assert "XA-ASM 2031/000001 v1 c1" in desk("officer").words(f"departures/{slug(departure.reference)}/")
    case = world.ready(destination="QM")
    page = desk("officer").words(f"cases/{case.pk}/")
    assert f"it bars; passed by departure {departure.reference}" in page
    world.sign(world.propose(case), "officer", "countersigner")
    decision = Decision.objects.get(licence="", case=case)
    page = desk("officer").words(f"decisions/{slug(decision.reference)}/")
    assert "evidence to 25 April 2031 (10 days old)" in page
    assert "Kasdara assessment v1, XA-ASM 2031/000001, as it was read" in page


@pytest.mark.parametrize(("do", "closing"), [("refuse", "Refused. Not on this evidence."), ("return", "Not on this evidence.")])
def test_minister_refuses_or_sends_back_in_words(
    world: World, assessing: Assessing, desk: Callable[[str], Desk], do: str, closing: str
) -> None:
    concluded(assessing, (RADIOS, RISK))
    propose(desk)
    act = Act.objects.latest("proposed_at")
    address = f"acts/{slug(act.reference)}/return"
    assert desk("minister").post(address, {"words": " ", "do": do}).status_code == 400
    assert desk("minister").post(address, {"words": "Not on this evidence.", "do": do}).status_code == 302
    act.refresh_from_db()
    assert (act.status, act.closing_words) == (ActStatus.RETURNED, closing)
    assert not decisions.departures_in_force(NOW.date())
    assert closing in desk("officer").words(f"acts/{slug(act.reference)}/")


def test_departure_of_elsewhere_shows_no_clear_risk(world: World, assessing: Assessing, desk: Callable[[str], Desk]) -> None:
    concluded(assessing, (RADIOS, RISK))
    assert "would depart from" not in said(propose(desk, do="preview", scope="destination=QN"))
    act = decisions.propose_departure(
        actor=world["officer"],
        criteria=("7",),
        scope=Scope.parse(RADIOS),
        legal_basis="Section 5.",
        reasons="Need.",
        publication="Departed from criterion 7.",
        expires_on=NOW.date() + timedelta(days=30),
        now=world.now(),
    )
    assert "they stand" not in desk("minister").words(f"acts/{slug(act.reference)}/")
