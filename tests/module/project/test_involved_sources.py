"""Each way in which somebody takes part, told by people who did nothing else; left out, they would be let in to the concern."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import world as worlds
from tests.module.assessments.builders import Assessing
from tests.module.reviews import reviewing
from tests.world import NOW, World

from licet.applications.public import Version
from licet.casework.public import Case
from licet.decisions import public as decisions
from licet.decisions.public import Act, ActKind, Hold, HoldKind
from licet.kernel.actor import Actor
from licet.kernel.scope import Scope
from licet.licences import public as licences
from licet.people import public as people
from licet.people.public import Role
from licet.platform.ids import new_id
from licet.policy import public as policy
from licet.project import involved
from licet.project.involved import Records
from licet.register import public as register
from licet.reviews import public as reviews
from licet.reviews.public import Outcome
from licet.screening import public as screening
from licet.screening.models import Hit

WATCHED = "Dravon Keshmir Trading"


@pytest.fixture
def world(db: None, tmp_path: Path) -> World:
    found = worlds.build(tmp_path)
    for name, role in NEWCOMERS.items():
        found.actors[name] = newcomer(name, role)
    return found


NEWCOMERS = {
    "new manager": Role.LICENSING_MANAGER,
    "new signer": Role.LICENSING_MANAGER,
    "new countersigner": Role.COUNTERSIGNER,
    "new officer": Role.CASE_OFFICER,
    "new minister": Role.MINISTER,
}


def newcomer(name: str, role: Role) -> Actor:
    username = name.replace(" ", "-")
    user = people.create_user(
        actor=worlds.ADMINISTRATOR,
        username=username,
        full_name=name.title(),
        email=f"{username}@example.org",
        now=NOW,
        department="licensing",
    )
    people.give_role(actor=worlds.ADMINISTRATOR, user=user.pk, role=role, reasons="x", now=NOW, valid_from=NOW.date())
    return people.actor_for(user, on=NOW.date())


def names(world: World, *topics: str) -> set[str]:
    """Those involved who are of interest here, by their short names."""
    found = frozenset().union(*Records().of(topics).values())
    return {name for name in (*NEWCOMERS, "screener") if world[name].id in found}


def case_of(reference: str) -> str:
    return f"case:{licences.Licence.objects.get(reference=reference).case.reference}"


def status_act(world: World, kind: ActKind, *references: str) -> Act:
    return licences.propose_status_change(
        actor=world["new manager"], kind=kind, licences=references, legal_basis="S. 9.", reasons="Found since.", now=world.now()
    )


def hit_of(case: Case, actor: Actor) -> screening.HitView:
    return screening.access_hits_for(actor=actor, subject_ref=case.version_id)[0]


def adjudicated(world: World) -> Case:
    case = world.case(end_user=WATCHED)
    screening.lead_adjudication(
        actor=world["screener"],
        hit=hit_of(case, world["screener"]).id,
        outcome=screening.Outcome.NOT_SAME,
        reasons="Another.",
        now=world.now(),
    )
    return case


def without(monkeypatch: pytest.MonkeyPatch, table: str, way: str = "") -> None:
    left = tuple(part for part in involved.TOOK_PART if part.table != table or not part.way.startswith(way))
    assert left != involved.TOOK_PART
    monkeypatch.setattr(involved, "TOOK_PART", left)


def test_who_adjudicated_a_hit(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    case = adjudicated(world)
    assert names(world, f"case:{case.reference}") == {"screener"}
    without(monkeypatch, "screening.Adjudication")
    assert names(world, f"case:{case.reference}") == set()


def test_who_adjudicated_the_hit_of_another_case_that_this_one_took_over(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    adjudicated(world)
    later = world.case(end_user=WATCHED)
    assert Hit.objects.filter(run__subject_ref=later.version_id, carried_from__isnull=False).exists()
    assert names(world, f"case:{later.reference}") == {"screener"}
    without(monkeypatch, "screening.Adjudication", "hit__carried_to")
    assert names(world, f"case:{later.reference}") == set()


def test_who_screened_another_version_than_the_present_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    case = world.case()
    fields = {"application": case.version.application, "sha256": "0" * 64, "submitted_at": NOW, "submitted_by": world["exporter"].id}
    other = Version.objects.create(id=new_id(), number=2, content="{}", end_use="", **fields)
    screening.screen_parties(
        actor=world["new officer"], subject_ref=other.pk, parties=[screening.PartyName("e", WATCHED, "QN")], now=world.now()
    )
    assert names(world, f"case:{case.reference}") == {"new officer"}
    without(monkeypatch, "screening.Compared")
    assert names(world, f"case:{case.reference}") == {"new officer"}
    without(monkeypatch, "screening.Run")
    assert names(world, f"case:{case.reference}") == set()


def test_who_compared_the_parties_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    case = world.case()
    later = world.now() + timedelta(days=policy.pack().screening.rescreen_after_days)
    assert screening.rescreen(actor=world["new officer"], subject_refs=[case.version_id], now=later).compared == 1
    assert names(world, f"case:{case.reference}") == {"new officer"}
    without(monkeypatch, "screening.Compared")
    assert names(world, f"case:{case.reference}") == set()


@pytest.mark.parametrize("kind", [ActKind.SUSPEND, ActKind.REVOKE])
def test_who_changed_a_licence(world: World, kind: ActKind, monkeypatch: pytest.MonkeyPatch) -> None:
    licence = world.granted()
    topic = case_of(licence.reference)
    assert names(world, topic) == set()
    world.sign(status_act(world, kind, licence.reference), "new signer", "new countersigner")
    assert names(world, topic) == {"new manager", "new signer", "new countersigner"}
    without(monkeypatch, "licences.StatusChange")
    assert names(world, topic) == set()


def test_who_reinstated_it(world: World) -> None:
    licence = world.granted()
    earlier = licences.propose_status_change(
        actor=world["manager"], kind=ActKind.SUSPEND, licences=[licence.reference], legal_basis="S. 9.", reasons="A.", now=world.now()
    )
    world.sign(earlier, "manager", "countersigner")
    world.sign(status_act(world, ActKind.REINSTATE, licence.reference), "new signer", "new countersigner")
    assert names(world, case_of(licence.reference)) == {"new manager", "new signer", "new countersigner"}


def test_who_put_up_or_signed_a_change_that_was_not_done(world: World) -> None:
    licence, other = world.granted(), world.granted()
    world.sign(status_act(world, ActKind.SUSPEND, licence.reference), "new signer")
    assert names(world, case_of(licence.reference)) == {"new manager", "new signer"}
    assert names(world, case_of(other.reference)) == set(), "an act over other licences"


def test_who_ran_or_signed_a_review_that_left_a_licence_as_it_was(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    licence = world.granted()
    review = reviewing.opened(world)
    reviewing.frozen(world, review)
    outcome = reviewing.all_get(Outcome.MAINTAIN)
    reviewing.decide(world, review, outcome)
    act = reviews.propose_act(
        actor=world["new manager"], review=review.reference, legal_basis="S. 9.", reasons="It stands.", now=world.now()
    )
    world.sign(act, "new minister", "new countersigner")
    assert names(world, case_of(licence.reference)) == {"new manager", "new minister", "new countersigner"}
    assert names(world, f"review:{review.reference}") == {"new manager", "new minister", "new countersigner"}
    without(monkeypatch, "reviews.OutcomeRow")
    assert names(world, case_of(licence.reference)) == set()
    assert names(world, f"review:{review.reference}") == {"new manager", "new minister", "new countersigner"}
    without(monkeypatch, "reviews.Frozen")
    monkeypatch.setattr(involved, "acts_over", lambda *_: set())
    assert names(world, f"review:{review.reference}") == set()


def test_who_raised_the_trigger_of_a_review(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.granted()  # else there is nothing that it touches
    trigger = reviews.raise_trigger(actor=world["new officer"], title="A strike.", scope=Scope.parse("destination=QN"), now=world.now())
    review = reviewing.opened(world, triggers=[trigger.reference])
    assert names(world, f"review:{review.reference}") == {"new officer"}
    without(monkeypatch, "reviews.Trigger")
    assert names(world, f"review:{review.reference}") == set()


def hold(world: World, scope: str, *, by: str = "new manager") -> Act:
    return decisions.propose_hold(
        actor=world[by],
        kind=HoldKind.EMBARGO,
        title="Embargo",
        scope=Scope.parse(scope),
        legal_basis="Resolution.",
        reasons="Embargo.",
        now=world.now(),
    )


def test_who_placed_a_hold_over_a_line(world: World) -> None:
    case = world.ready()
    act = hold(world, "destination=QN")
    assert names(world, f"case:{case.reference}") == {"new manager"}, "also while it waits for its signatures"
    world.sign(act, "new signer", "new countersigner")
    assert names(world, f"case:{case.reference}") == {"new manager", "new signer", "new countersigner"}


def test_who_placed_a_hold_elsewhere_took_no_part(world: World) -> None:
    case = world.ready()
    world.sign(hold(world, "destination=QM"), "new signer", "new countersigner")
    assert names(world, f"case:{case.reference}") == set()


def test_who_lifted_a_hold_and_none_that_was_lifted_before_the_case_came(world: World) -> None:
    case = world.ready()
    act = decisions.propose_hold(
        actor=world["manager"],
        kind=HoldKind.PAUSE,
        title="A pause",
        scope=Scope.parse("destination=QN"),
        legal_basis="-",
        reasons="-",
        now=NOW,
    )
    world.sign(act, "manager", "countersigner")
    reference = Hold.objects.get().reference
    lifting = decisions.propose_lifting(actor=world["new manager"], hold=reference, reasons="Over.", now=world.now())
    world.sign(lifting, "new signer", "new countersigner")
    assert names(world, f"case:{case.reference}") == {"new manager", "new signer", "new countersigner"}
    Hold.objects.update(lifted_on=NOW.date() - timedelta(days=1))
    assert names(world, f"case:{case.reference}") == set()


def departed(world: World, scope: str) -> decisions.Departure:
    world.actors["officer"], before = world["new officer"], world["officer"]
    world.actors["minister"], world.actors["countersigner"] = world["new minister"], world["new countersigner"]
    made = reviewing.departed(world, scope)
    world.actors["officer"] = before
    return made


def test_who_departed_from_a_criterion_for_a_line(world: World) -> None:
    case = world.ready()
    departed(world, "destination=QN")
    assert names(world, f"case:{case.reference}") == {"new officer", "new minister", "new countersigner"}


def test_who_departed_from_an_assessment(world: World) -> None:
    version = reviewing.concluded(Assessing.begin(world), "clear risk")
    topic = f"assessment:{version.assessment.reference}"
    assert names(world, topic) == set()
    departed(world, "destination=QN rating=ML11")
    assert names(world, topic) == {"new officer", "new minister", "new countersigner"}


def test_licence_and_decision_lead_to_their_case(world: World) -> None:
    licence = world.granted()
    act = status_act(world, ActKind.SUSPEND, licence.reference)
    world.sign(act, "new signer", "new countersigner")
    (expected,) = Records().of([case_of(licence.reference)]).values()
    assert {world[name].id for name in ("new manager", "new signer", "new countersigner")} <= expected
    suspension = decisions.Decision.objects.get(act=act)
    for reference in (licence.reference, licence.decision.reference, suspension.reference):
        assert Records().of([f"case:{reference}"]) == {f"case:{reference}": expected}, reference


def test_each_topic_has_its_own_people(world: World) -> None:
    """Asked of all at once: what leads to one by a column, a version, a licence, a decision, a scope or a review is not another's."""
    adjudicated_case, changed, other = adjudicated(world), world.granted(), world.granted()
    act = status_act(world, ActKind.SUSPEND, changed.reference)
    world.sign(act, "new signer")
    version = reviewing.concluded(Assessing.begin(world), "clear risk")
    review = reviewing.opened(world)
    expected = {
        f"case:{adjudicated_case.reference}": {"screener"},
        case_of(changed.reference): {"new manager", "new signer"},
        f"case:{changed.reference}": {"new manager", "new signer"},
        f"licence:{changed.reference}": {"new manager", "new signer"},
        f"licence:{other.reference}": set(),
        f"case:{changed.decision.reference}": {"new manager", "new signer"},
        case_of(other.reference): set(),
        f"case:{other.reference}": set(),
        f"assessment:{version.assessment.reference}": set(),
        f"review:{review.reference}": set(),
        "destination:QN": set(),
    }
    found = Records().of(expected)
    interesting = {world[name].id: name for name in (*NEWCOMERS, "screener")}
    assert {topic: {interesting[one] for one in some if one in interesting} for topic, some in found.items()} == expected
    assert all(found[topic] == Records().of([topic])[topic] for topic in expected)
    assert world["manager"].id in found[f"review:{review.reference}"]


def test_who_signed_a_correction_of_what_was_published(world: World) -> None:
    other, licence = world.granted(), world.granted()
    register.catch_up()
    editor = newcomer("new editor", Role.REGISTER_EDITOR)
    act = decisions.propose_correction(
        actor=editor, decision=licence.decision.reference, line=1, field="value", after="900", reason="Mistyped.", now=world.now()
    )
    world.sign(act, "new officer", "new countersigner")
    assert names(world, f"licence:{licence.reference}", case_of(licence.reference)) == {"new officer", "new countersigner"}
    assert editor.id in Records().of([case_of(licence.reference)])[case_of(licence.reference)]
    assert names(world, case_of(other.reference)) == set()


def test_questions_do_not_grow_with_topics(world: World) -> None:
    found = [case_of(world.granted().reference) for _ in range(3)]

    def asked(act: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as queries:
            act()
        return len(queries)

    assert asked(lambda: Records().of(found[:1])) == asked(lambda: Records().of(found)) == 7
    assert asked(lambda: Records().of(["destination:QM"])) == 0
