"""No path to a licence in force without every bar answered and two signers; the log verifies after any sequence.

Conclusions of assessments, holds, departures, suspensions and reinstatements come in any order between.

The services are driven at random, by random people; what they refuse is part of the way. What must hold is read back from
what was written, not from what the machine believes it did.
"""

from __future__ import annotations

import tempfile
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from tests import world as worlds
from tests.internal import recorded_count
from tests.module.assessments.builders import Assessing, a_conclusion
from tests.world import NOW

from licet.assessments import public as assessments
from licet.assessments.models import Assessment
from licet.assessments.public import ConclusionFinding
from licet.casework import public as casework
from licet.casework.public import Case, Finding
from licet.decisions import public as decisions
from licet.decisions.public import ActKind, ActStatus, HoldKind, Outcome
from licet.kernel.errors import LicetError
from licet.kernel.scope import Match, Scope
from licet.ledger import public as ledger
from licet.licences import public as licences
from licet.licences.public import Licence, LicenceStatus, StatusChange
from licet_verify import canonical
from licet_verify.log import verify_log
from licet_verify.note import Checkpoint
from licet_verify.record import verify_record

PEOPLE = ("officer", "officer", "manager", "countersigner", "countersigner", "minister", "exporter", "foreign")
people = st.sampled_from(PEOPLE)
proposers = st.sampled_from(["officer", "officer", "other officer", "exporter"])
outcomes = st.sampled_from([Outcome.GRANT, *Outcome])
signers_ = st.one_of(st.just(["officer", "countersigner"]), st.lists(people, max_size=3))
scopes = st.sampled_from(["destination=QN", "destination=QM rating=ML11", "rating=ML11", "pool=yes", "end-use=roads"])
conclusions = st.sampled_from([ConclusionFinding.NO_CLEAR_RISK, *ConclusionFinding])
findings = st.sampled_from([Finding.CLEAR, Finding.CLEAR, Finding.WEIGHS, Finding.BARS, Finding.UNDETERMINED])


class Spine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.folder = tempfile.TemporaryDirectory()
        self.world = worlds.build(Path(self.folder.name))
        self.assessing = Assessing.begin(self.world)
        self.in_force: set[str] = set()

    def teardown(self) -> None:
        self._log_verifies()
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)
        self.folder.cleanup()

    def _try(self, act: Any) -> None:
        """What is refused changes nothing: the refused act's transaction is undone."""
        before = recorded_count()
        try:
            with transaction.atomic():
                act()
        except LicetError:
            assert recorded_count() == before

    def _case(self, data: st.DataObject) -> Case:
        return data.draw(st.sampled_from(list(Case.objects.order_by("reference"))))

    @initialize()
    def some_cases(self) -> None:
        self.world.ready()
        self.world.case()

    @precondition(lambda self: Case.objects.count() < 4)
    @rule(destination=st.sampled_from(["QN", "QM"]), ready=st.booleans())
    def submit(self, destination: str, ready: bool) -> None:
        if ready:
            self.world.ready(destination=destination)
        else:
            self.world.case(destination=destination)

    @precondition(lambda self: Case.objects.exists())
    @rule(data=st.data(), controlled=st.booleans())
    def rate(self, data: st.DataObject, controlled: bool) -> None:
        case = self._case(data)
        self._try(lambda: self.world.rate(case, controlled=controlled))

    @precondition(lambda self: Case.objects.exists())
    @rule(data=st.data(), finding=findings)
    def advise(self, data: st.DataObject, finding: Finding) -> None:
        case = self._case(data)
        self._try(lambda: self.world.advise(case, c2c=finding))

    @precondition(lambda self: not decisions.holds_in_force())
    @rule(scope=st.sampled_from(["destination=QN", "onward=QN", "rating=ML11"]))
    def hold(self, scope: str) -> None:
        def place() -> None:
            act = decisions.propose_hold(
                actor=self.world["manager"],
                kind=HoldKind.PAUSE,
                title="Pause",
                scope=Scope.parse(scope),
                legal_basis="Policy.",
                reasons="Paused.",
                now=self.world.now(),
            )
            self.world.sign(act, "manager", "countersigner")

        self._try(place)

    @precondition(lambda self: decisions.holds_in_force())
    @rule()
    def lift(self) -> None:
        act = decisions.propose_lifting(
            actor=self.world["manager"], hold=decisions.holds_in_force()[0].reference, reasons="Over.", now=self.world.now()
        )
        self.world.sign(act, "manager", "countersigner")

    @precondition(lambda self: Case.objects.exists())
    @rule(data=st.data())
    def forget_the_pool(self, data: st.DataObject) -> None:
        """Rated anew by somebody who does not know whether it goes to a shared pool."""
        case = self._case(data)
        line = worlds.lines_of(case)[0]
        last = casework.LineRating.objects.filter(line=line).count()
        rating = casework.RatingDraft(
            controlled=True, rating="ML11", reasons="As described.", end_use=frozenset({"roads"}), incorporation=False, started_from=last
        )
        self._try(lambda: casework.rate_line(actor=self.world["assessor"], case=case.pk, line=line, rating=rating, now=self.world.now()))

    @rule(destination=st.sampled_from(["QN", "QM"]), scope=scopes, finding=conclusions)
    def conclude(self, destination: str, scope: str, finding: ConclusionFinding) -> None:
        def act() -> None:
            row = Assessment.objects.filter(destination=destination).first() or self.assessing.open(destination=destination)
            self.assessing.draft(row, incidents=(), conclusions=(a_conclusion(scope, finding),), reason=f"For the {row.revision}th time.")
            self.assessing.conclude(row, read=True)

        self._try(act)

    @rule(scope=scopes)
    def depart(self, scope: str) -> None:
        def act() -> None:
            proposed = decisions.propose_departure(
                actor=self.world["officer"],
                criteria=("2c",),
                scope=Scope.parse(scope),
                legal_basis="Section 5.",
                reasons="Overriding need.",
                publication="The minister departed.",
                expires_on=NOW.date() + timedelta(days=30),
                now=self.world.now(),
            )
            self.world.sign(proposed, "minister", "countersigner")

        self._try(act)

    @rule(data=st.data(), outcome=outcomes, by=proposers, signers=signers_)
    def decide(self, data: st.DataObject, outcome: Outcome, by: str, signers: list[str]) -> None:
        case = self._case(data)
        words: dict[str, tuple[str, ...]] = {}
        if outcome is Outcome.REFUSE:
            words = {"criteria": ("7",)}
        elif outcome is Outcome.GRANT_WITH_CONDITIONS:
            words = {"conditions": ("Report.",)}
        self._try(lambda: self.world.propose(case, outcome, by=by, **words))
        self.sign(signers)

    @rule(signers=signers_)
    def sign(self, signers: list[str]) -> None:
        for act in decisions.Act.objects.filter(status=ActStatus.PROPOSED).order_by("reference"):
            for name in signers:
                self._try(lambda act=act, name=name: self.world.sign(act, name))

    @precondition(lambda self: Licence.objects.exists())
    @rule(data=st.data(), kind=st.sampled_from([ActKind.SUSPEND, ActKind.REINSTATE, ActKind.REVOKE]))
    def change(self, data: st.DataObject, kind: ActKind) -> None:
        licence = data.draw(st.sampled_from(list(Licence.objects.order_by("reference"))))
        departures = [item.reference for item in decisions.departures_in_force(NOW.date())] if kind is ActKind.REINSTATE else []
        departure = data.draw(st.sampled_from(["", *departures]))

        def act() -> None:
            proposed = licences.propose_status_change(
                actor=self.world["manager"],
                kind=kind,
                licences=[licence.reference],
                legal_basis="Section 9.",
                reasons="Changed.",
                now=self.world.now(),
                departure=departure,
            )
            self.world.sign(proposed, "manager", "countersigner")

        self._try(act)

    @invariant()
    def every_licence_was_open_and_twice_signed(self) -> None:
        for licence in Licence.objects.select_related("decision__act", "decision__record"):
            signatures = licence.decision.act.signatures.filter(voided_at=None)
            assert len({item.signed_by for item in signatures}) >= 2
            assert all(item.digest == licence.decision.act.digest for item in signatures)
            signed: Any = canonical.loads(licence.decision.record.signed_part)
            granted = {line["line"] for line in signed["lines"] if line["outcome"].startswith("grant")}
            assert granted == set(licence.lines.values_list("line_id", flat=True))
            states = {line["line"]: line["state"] for line in signed["gate"]["lines"]}
            assert all(states[line] == "open" for line in granted)
            assert not [bar for bar in signed["gate"]["bars"] if bar["line"] in granted and bar["code"] != "by-departure"]

    @invariant()
    def nothing_came_into_force_under_a_clear_risk_or_where_it_is_unknown(self) -> None:
        """Asked of the rows themselves, not of the gate: what is in force since the step before, granted or reinstated."""
        today = NOW.date()
        now = {item.pk: item for item in Licence.objects.filter(status=LicenceStatus.IN_FORCE).prefetch_related("lines")}
        risks = [item for item in assessments.conclusions_in_force(today) if item.finding is ConclusionFinding.CLEAR_RISK]
        departures = decisions.departures_in_force(today)
        for licence in (item for key, item in now.items() if key not in self.in_force):
            for line, risk in ((line.to_facts(), risk) for line in licence.lines.all() for risk in risks):
                answer = risk.scope.takes(line)
                assert answer is not Match.UNKNOWN
                opens = {made.reference for made in departures if risk.version in made.conclusions and made.scope.takes(line) is Match.YES}
                if answer is not Match.NO:
                    assert opens
                    assert self._named(licence) in {"", *opens}
        self.in_force = set(now)

    def _named(self, licence: Licence) -> str:
        """The departure in the record of the last decision; of a grant the gate says which."""
        last = decisions.Decision.objects.filter(licence=licence.reference).order_by("reference").last()
        if last is None or last.kind == ActKind.DECIDE:
            return ""
        signed: Any = canonical.loads(last.record.signed_part)
        return str(signed["departure"]["reference"])

    @invariant()
    def status_is_what_its_changes_say(self) -> None:
        for licence in Licence.objects.all():
            changes = list(StatusChange.objects.filter(licence=licence).order_by("changed_at"))
            assert changes[-1].target == licence.status
            assert all(later.source == earlier.target for earlier, later in pairwise(changes))
            assert all(change.decision_id for change in changes)
            if licence.status == LicenceStatus.REVOKED:
                assert changes[-1].target == LicenceStatus.REVOKED

    def _log_verifies(self) -> None:
        size = ledger.size()
        checkpoint = Checkpoint("log", size, ledger.root(size))
        assert verify_log(ledger.entries(0), [checkpoint]).entries == size
        for decision in decisions.Decision.objects.select_related("record"):
            verify_record(decisions.record_file(decision))


@pytest.mark.slow
@pytest.mark.django_db
def test_no_way_round_the_gate_and_the_second_signer() -> None:
    """A failure is shown as found: making it smaller would take minutes of database work."""
    chosen = settings(
        max_examples=20,
        stateful_step_count=14,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Spine, settings=chosen)
