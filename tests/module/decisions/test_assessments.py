"""Cases under central assessments: what bars, what a departure opens and for how long, what stands in the record."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, ClassVar

import pytest
from tests.module.assessments.builders import Assessing, a_conclusion
from tests.world import NOW, World

from licet.assessments.models import Assessment, AssessmentVersion
from licet.assessments.public import ConclusionFinding
from licet.casework import public as casework
from licet.casework.public import Case, Finding, GateState
from licet.decisions import public as decisions
from licet.decisions.public import ActStatus, Decision, Departure, HoldKind, Shown
from licet.kernel.errors import Refused
from licet.kernel.scope import Scope
from licet.ledger import public as ledger
from licet.licences import public as licences
from licet.licences.public import Licence
from licet.platform import clock, outbox
from licet_verify import canonical
from licet_verify.record import verify_record

RISK, NONE, OPEN = ConclusionFinding.CLEAR_RISK, ConclusionFinding.NO_CLEAR_RISK, ConclusionFinding.NOT_DETERMINED
TODAY = NOW.date()
RADIOS = "destination=QM rating=ML11"


@pytest.fixture
def assessing(world: World) -> Assessing:
    return Assessing.begin(world)


def concluded(
    assessing: Assessing, *findings: tuple[str, ConclusionFinding], row: Assessment | None = None, **changes: Any
) -> AssessmentVersion:
    row = row or Assessment.objects.first() or assessing.open()
    assessing.draft(row, conclusions=tuple(a_conclusion(text, finding) for text, finding in findings), **changes)
    return assessing.conclude(row, read=True)


def depart(world: World, scope: str = RADIOS, until: date = date(2031, 12, 31)) -> decisions.Act:
    return decisions.propose_departure(
        actor=world["officer"],
        criteria=("2c",),
        scope=Scope.parse(scope),
        legal_basis="Section 5.",
        reasons="A programme of many states stands on it.",
        publication="The minister departed from criterion 2c for radios.",
        expires_on=until,
        now=world.now(),
    )


def signed_of(act: decisions.Act) -> Any:
    return canonical.loads(act.signed_part)


def test_kasdara_opens_by_no_clear_risk_and_the_record_holds_the_whole_assessment(world: World, assessing: Assessing) -> None:
    case = world.ready(destination="QM")
    with pytest.raises(Refused, match="missing: no-assessment 2c QM"):
        world.propose(case)
    version = concluded(assessing, (RADIOS, NONE))
    act = world.propose(case)
    (named,) = signed_of(act)["assessment"]
    assert (named["version"], named["evidence_until"], named["text"]) == (version.pk, "2031-04-25", f"sha256:{version.text_sha256}")
    assert named["conclusions"][0]["about"] == f"{version.assessment.reference} v1 c1"
    world.sign(act, "officer", "countersigner")
    data = decisions.record_file(decisions.access_decision(actor=world["officer"], reference=Decision.objects.get().reference))
    assert verify_record(data).signatures == 2
    whole: Any = canonical.loads(data)
    assert whole["texts"][version.text_sha256] == version.text
    assert whole["envelope"]["evidence"]["assessments"] == [
        {"assessment": version.assessment.reference, "number": 1, "evidence_until": "2031-04-25", "age_days": 10, "after_cutoff": 0}
    ]
    assert whole["envelope"]["evidence"]["age_days"] == 10


def test_where_no_assessment_takes_a_line_the_record_says_so(world: World, assessing: Assessing) -> None:
    concluded(assessing, (RADIOS, RISK))
    licence = world.granted()
    assert signed_of(licence.decision.act)["assessment"] == "no central assessment"
    envelope: Any = canonical.loads(licence.decision.record.envelope)
    assert envelope["evidence"] == {"assessment": "no central assessment", "age_days": None}


@pytest.mark.parametrize(
    ("finding", "scope", "words"),
    [
        (RISK, RADIOS, "barred: clear-risk 2c XA-ASM 2031/000001 v1 c1"),
        (OPEN, RADIOS, "missing: not-determined 2c XA-ASM 2031/000001 v1 c1"),
        (RISK, "destination=QM onward=QT", "missing: clear-risk-unknown 2c"),
        (NONE, "destination=QM rating=ML15", "missing: no-assessment 2c QM"),
    ],
)
def test_a_grant_is_refused_by_what_the_assessment_concludes(
    world: World, assessing: Assessing, finding: ConclusionFinding, scope: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    concluded(assessing, (scope, finding))
    case = world.ready(destination="QM")
    if "onward" in scope:
        unknown_onward(monkeypatch)
    with pytest.raises(Refused, match=words):
        world.propose(case)


def unknown_onward(monkeypatch: pytest.MonkeyPatch) -> None:
    """The exporter of these tests says where goods go on to; here nobody knows."""
    read = casework.gate_facts

    def facts(cases: Any) -> Any:
        return {key: replace(item, lines=tuple(replace(line, onward=None) for line in item.lines)) for key, item in read(cases).items()}

    monkeypatch.setattr("licet.casework.public.gate_facts", facts)


def test_a_stale_assessment_carries_no_grant(world: World, assessing: Assessing) -> None:
    concluded(assessing, (RADIOS, NONE), incidents=(), evidence_until=TODAY - timedelta(days=121))
    case = world.ready(destination="QM")
    with pytest.raises(Refused, match="missing: stale-assessment 2c"):
        world.propose(case)


def test_a_version_concluded_between_signatures_voids_them(world: World, assessing: Assessing) -> None:
    concluded(assessing, (RADIOS, NONE))
    act = world.propose(world.ready(destination="QM"))
    world.sign(act, "officer")
    concluded(assessing, (RADIOS, NONE))
    signed = world.sign(act, "countersigner")
    assert "Assessment XA-ASM 2031/000001 is version 2 now; version 1 was signed." in signed.voided
    assert not Licence.objects.exists()


def test_an_assessment_of_elsewhere_voids_nothing(world: World, assessing: Assessing) -> None:
    act = world.propose(world.ready())
    world.sign(act, "officer")
    concluded(assessing, (RADIOS, RISK))
    assert world.sign(act, "countersigner").complete


def test_a_departure_covers_the_version_the_minister_read_and_no_later_one(world: World, assessing: Assessing) -> None:
    version = concluded(assessing, (RADIOS, RISK))
    act = depart(world)
    body = signed_of(act)
    assert body["conclusions"] == [{"about": "XA-ASM 2031/000001 v1 c1", "version": version.pk}]
    assert decisions.texts_named(act.signed_part)[version.text_sha256] == version.text
    world.sign(act, "minister", "countersigner")
    granted = world.propose(world.ready(destination="QM"))
    (bar,) = signed_of(granted)["gate"]["bars"]
    assert (bar["code"], bar["passes"]) == ("by-departure", "XA-ASM 2031/000001 v1 c1")
    world.sign(granted, "officer", "countersigner")
    assert Licence.objects.exists()
    concluded(assessing, (RADIOS, RISK))
    with pytest.raises(Refused, match="barred: clear-risk 2c XA-ASM 2031/000001 v2 c1"):
        world.propose(world.ready(destination="QM"))


def test_a_departure_is_published_with_the_version_that_it_departs_from(world: World, assessing: Assessing) -> None:
    concluded(assessing, (RADIOS, RISK))
    world.sign(depart(world), "minister", "countersigner")
    entry = next(item for item in ledger.published() if item.kind == "decisions:departure:from-assessment")
    assert entry.published["conclusions"] == [
        {"assessment": "XA-ASM 2031/000001", "number": 1, "conclusion": 1, "evidence_until": "2031-04-25"}
    ]


def test_a_departure_is_void_when_the_assessment_changes_before_it_is_signed(world: World, assessing: Assessing) -> None:
    concluded(assessing, (RADIOS, RISK))
    act = depart(world)
    world.sign(act, "minister")
    concluded(assessing, (RADIOS, RISK))
    signed = world.sign(act, "countersigner")
    assert signed.voided
    act.refresh_from_db()
    assert act.status == ActStatus.VOID
    assert not Departure.objects.exists()


def test_a_departure_that_would_have_expired_before_its_last_signature_is_refused(world: World) -> None:
    act = depart(world, until=TODAY + timedelta(days=1))
    world.sign(act, "minister")
    late = {"signer": world.signer("countersigner"), "act": act.pk, "digest": act.digest, "shown": decisions.concerns_about(act)}
    with pytest.raises(Refused, match="would have expired"):
        decisions.sign_act(**late, now=NOW + timedelta(days=1))
    assert not Departure.objects.exists()


@pytest.mark.parametrize("scope", ["destination=QN rating=ML11", "destination=QM rating=ML15"])
def test_a_departure_is_made_from_no_clear_risk_that_it_cannot_meet(world: World, assessing: Assessing, scope: str) -> None:
    concluded(assessing, (RADIOS, RISK))
    assert "conclusions" not in signed_of(depart(world, scope))


def test_a_departure_that_has_ended_opens_nothing(world: World, assessing: Assessing) -> None:
    concluded(assessing, (RADIOS, RISK))
    world.sign(depart(world, until=TODAY + timedelta(days=1)), "minister", "countersigner")
    case = world.ready(destination="QM")
    assert decisions.at_gate([case.pk], today=TODAY)[case.pk].result.summary().state is GateState.OPEN
    assert decisions.at_gate([case.pk], today=TODAY + timedelta(days=2))[case.pk].result.summary().state is GateState.BARRED


def test_the_ministers_finding_is_no_departure_from_a_conclusion(world: World, assessing: Assessing) -> None:
    concluded(assessing, (RADIOS, RISK))
    case = world.case(destination="QM")
    world.rate(case)
    world.advise(case, c2c=Finding.BARS)
    depart_from_advice = depart(world)
    with pytest.raises(Refused, match=r"barred: .*clear-risk"):
        world.propose(case)
    world.sign(depart_from_advice, "minister", "countersigner")
    world.propose(case)


class Asked:
    """An adapter that remembers what it was asked about."""

    topics: ClassVar[list[str]] = []

    def about(self, topics: Sequence[str]) -> Shown:
        self.topics[:] = topics
        return Shown(installed=True)


def test_concerns_are_asked_about_the_assessments_that_are_used(world: World, assessing: Assessing, settings: Any) -> None:
    concluded(assessing, (RADIOS, NONE))
    settings.LICET_OPEN_CONCERNS = f"{__name__}.Asked"
    case = world.ready(destination="QM")
    decisions.concerns_about(world.propose(case))
    assert Asked.topics == [f"case:{case.reference}", "destination:QM", "assessment:XA-ASM 2031/000001"]
    concluded(assessing, (RADIOS, RISK))
    act = depart(world)
    decisions.concerns_about(act)
    assert Asked.topics == [f"act:{act.reference}", "destination:QM", "assessment:XA-ASM 2031/000001"]


def test_concerns_are_asked_about_licences_named_one_by_one_and_their_countries(world: World, settings: Any) -> None:
    settings.LICET_OPEN_CONCERNS = f"{__name__}.Asked"
    one = world.granted().reference
    act = licences.propose_status_change(
        actor=world["manager"], kind=decisions.ActKind.SUSPEND, licences=[one], legal_basis="S. 9.", reasons="R.", now=world.now()
    )
    decisions.concerns_about(act)
    assert Asked.topics == [f"act:{act.reference}", "destination:QN", f"licence:{one}"]


def test_gate_summaries_follow_a_conclusion_and_the_end_of_a_departure(world: World, assessing: Assessing) -> None:
    concluded(assessing, (RADIOS, NONE))
    case = world.ready(destination="QM")
    deliver()
    assert state_of(case) is GateState.OPEN
    concluded(assessing, (RADIOS, RISK))
    deliver()
    assert state_of(case) is GateState.BARRED
    world.sign(depart(world, until=TODAY + timedelta(days=1)), "minister", "countersigner")
    deliver()
    assert state_of(case) is GateState.OPEN
    later = world.now() + timedelta(days=2)
    assert decisions.gates_due(now=later) == 1
    assert state_of(case) is GateState.BARRED
    assert decisions.gates_due(now=later) == 0


def deliver() -> None:
    with clock.at(NOW + timedelta(hours=5)):
        outbox.deliver_pending()


def state_of(case: Case) -> GateState:
    return Case.objects.get(pk=case.pk).gate().state


@pytest.mark.parametrize("cases", [1, 4])
def test_the_gate_takes_seven_queries_whatever_number_of_cases(
    world: World, assessing: Assessing, cases: int, django_assert_num_queries: Any
) -> None:
    concluded(assessing, (RADIOS, RISK), ("destination=QM rating=ML15", NONE), ("end-use=roads", OPEN))
    world.sign(depart(world), "minister", "countersigner")
    act = decisions.propose_hold(
        actor=world["manager"],
        kind=HoldKind.PAUSE,
        title="Pause",
        scope=Scope.parse("destination=QT"),
        legal_basis="Policy.",
        reasons="Paused.",
        now=world.now(),
    )
    world.sign(act, "manager", "countersigner")
    ids = [world.case(destination="QM").pk for _ in range(cases)]
    with django_assert_num_queries(7):
        found = decisions.at_gate(ids, today=TODAY)
    for item in found.values():
        assert (len(item.given.holds), len(item.given.departures), len(item.given.conclusions)) == (1, 1, 3)
        assert item.given.departures[0] == Departure.objects.get().to_domain()
        assert item.given.holds[0] == decisions.Hold.objects.get().to_domain()
