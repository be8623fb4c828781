"""The signing queue in SQL has the acts that the rule in the domain lets somebody sign, and no others; on the engine of this run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import world as worlds

from licet.casework.public import Case, CaseStatus, Handling, HandlingKind
from licet.decisions import domain
from licet.decisions import public as decisions
from licet.decisions.domain import ActKind, SignatureFacts, SigningRole
from licet.decisions.public import Act, ActStatus, Signature, Whose
from licet.kernel.actor import Actor
from licet.kernel.errors import NotAllowed, Refused
from licet.platform.ids import new_id

PEOPLE = ("officer", "other officer", "manager", "countersigner", "second countersigner", "minister", "screener", "exporter")
SIGNERS = PEOPLE[:6]
TODAY = date(2031, 6, 2)
CASES = 3


@dataclass(frozen=True)
class Proposed:
    """An act as the services may have left it. ``case`` is the number of its case, None for an act about no case."""

    kind: ActKind
    case: int | None
    roles: tuple[SigningRole, ...]
    signers: tuple[str, ...]
    proposer: str
    wanted_on: date


@st.composite
def proposed(draw: st.DrawFn) -> Proposed:
    roles = tuple(draw(st.lists(st.sampled_from(SigningRole), min_size=2, max_size=4, unique=True)))
    signers = tuple(draw(st.lists(st.sampled_from(SIGNERS), max_size=len(roles) - 1, unique=True)))
    return Proposed(
        kind=draw(st.sampled_from(ActKind)),
        case=draw(st.none() | st.integers(0, CASES - 1)),
        roles=roles,
        signers=signers,
        proposer=draw(st.sampled_from(SIGNERS)),
        wanted_on=TODAY + timedelta(days=draw(st.integers(-3, 3))),
    )


def _one_act_of_a_case(acts: list[Proposed]) -> bool:
    cases = [act.case for act in acts if act.case is not None]
    return len(cases) == len(set(cases))


queues = st.lists(proposed(), min_size=1, max_size=7).filter(_one_act_of_a_case)
recusals = st.sets(st.tuples(st.sampled_from(SIGNERS), st.integers(0, CASES - 1)), max_size=4)
statuses = st.lists(st.sampled_from([CaseStatus.FOR_SIGNATURE, CaseStatus.WITHDRAWN]), min_size=CASES, max_size=CASES)


@pytest.fixture
def world(db: None, tmp_path: Path) -> worlds.World:
    made = worlds.build(tmp_path)
    for _ in range(CASES):
        made.case()
    return made


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(acts=queues, recused=recusals, found_statuses=statuses)
def test_the_queue_has_what_the_rule_lets_somebody_sign(
    world: worlds.World, acts: list[Proposed], recused: set[tuple[str, int]], found_statuses: list[CaseStatus]
) -> None:
    with transaction.atomic():
        store = Stored(world, acts, recused, found_statuses)
        for person in PEOPLE:
            store.check(world[person])
        transaction.set_rollback(True)


class Stored:
    """The acts as rows, and what the rule says of each of them."""

    def __init__(self, world: worlds.World, acts: list[Proposed], recused: set[tuple[str, int]], statuses: list[CaseStatus]) -> None:
        self.cases = list(Case.objects.order_by("reference"))
        for case, status in zip(self.cases, statuses, strict=True):
            case.status = status
            case.save(update_fields=["status"])
        self.recused = {(world[person].id, case) for person, case in recused}
        Handling.objects.bulk_create(
            Handling(
                id=new_id(),
                case=self.cases[case],
                kind=HandlingKind.RECUSED,
                person=person,
                reasons="A relative.",
                done_at=world.now(),
                done_by=person,
            )
            for person, case in sorted(self.recused)
        )
        self.acts = {f"XA-ACT 2031/{number:06}": act for number, act in enumerate(acts, 1)}
        for reference, act in self.acts.items():
            self._write(world, reference, act)
        self.world = world

    def _write(self, world: worlds.World, reference: str, act: Proposed) -> None:
        row = Act.objects.create(
            id=new_id(),
            reference=reference,
            kind=act.kind,
            status=ActStatus.PROPOSED,
            case=None if act.case is None else self.cases[act.case],
            title="About something",
            subject={},
            signed_part="{}",
            digest="0" * 64,
            roles=[role.value for role in act.roles],
            proposed_at=world.now(),
            proposed_by=world[act.proposer].id,
            waits_for=act.roles[len(act.signers)],
            wanted_on=act.wanted_on,
        )
        for role, signer in zip(act.roles, act.signers, strict=False):
            Signature.objects.create(
                id=new_id(),
                act=row,
                role=role,
                name=signer,
                digest=row.digest,
                means="demo",
                authenticated=world.now(),
                shown={},
                signed_at=world.now(),
                signed_by=world[signer].id,
            )

    def open(self) -> dict[str, Proposed]:
        waiting = {number for number, case in enumerate(self.cases) if case.status == CaseStatus.FOR_SIGNATURE}
        return {reference: act for reference, act in self.acts.items() if act.case is None or act.case in waiting}

    def may_sign(self, actor: Actor, act: Proposed) -> bool:
        facts = [SignatureFacts(self.world[signer].id, role, "0" * 64) for role, signer in zip(act.roles, act.signers, strict=False)]
        try:
            domain.role_to_sign(
                act.roles,
                facts,
                signer=actor,
                proposer=self.world[act.proposer].id,
                recused={person for person, case in self.recused if case == act.case},
            )
        except (NotAllowed, Refused):
            return False
        return True

    def check(self, actor: Actor) -> None:
        sees = self.open() if actor.organisation is None else {}
        wanted = sorted(sees, key=lambda reference: (sees[reference].wanted_on, reference))
        mine = [reference for reference in wanted if self.may_sign(actor, sees[reference])]
        assert self.pages(actor, Whose.MINE) == mine
        assert self.pages(actor, Whose.OTHERS) == [reference for reference in wanted if reference not in mine]
        assert self.pages(actor, Whose.ANYBODY) == wanted
        counts = decisions.signing_counts(actor=actor, today=TODAY)
        assert (counts.mine, decisions.count_acts_waiting(actor=actor)) == (len(mine), len(wanted))
        assert counts.overdue == sum(sees[reference].wanted_on < TODAY for reference in mine)
        for row in Act.objects.filter(reference__in=sees):
            assert (decisions.due_role(actor=actor, act=row) is not None) == (row.reference in mine)

    def pages(self, actor: Actor, whose: Whose) -> list[str]:
        """Every reference of the list, read two rows at a time."""
        found, after = list[str](), None
        while True:
            page = decisions.acts_waiting(actor=actor, whose=whose, after=after, limit=2)
            found += [item.act.reference for item in page.rows]
            if page.after is None:
                return found
            after = page.after
