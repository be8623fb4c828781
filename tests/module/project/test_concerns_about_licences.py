"""A concern about a licence, or about what led to it, reaches whoever signs about it, and nobody who signs about another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from tests import world as worlds
from tests.module.concerns.told import POINTS
from tests.module.reviews import reviewing
from tests.module.web_desk.desk import Desk, slug
from tests.world import NOW, World

from licet.casework import public as casework
from licet.concerns import public as concerns
from licet.concerns.models import Concern, Topic
from licet.concerns.public import Filed, Naming
from licet.decisions import public as decisions
from licet.decisions.public import Act, ActKind, Hold, HoldKind
from licet.kernel.errors import Conflict, InvalidTransition
from licet.kernel.scope import Scope
from licet.licences import public as licences
from licet.platform import clock
from licet.platform.ids import new_id
from licet.project.involved import Records
from licet.reviews.public import Outcome

pytestmark = pytest.mark.django_db(databases=["default", "concerns"])
ELSEWHERE = "destination:QM"  # no licence here goes there


@pytest.fixture
def world(db: None, tmp_path: Path) -> Iterator[World]:
    wired = "licet.project.concerns.FromDailyView"
    with override_settings(LICET_OPEN_CONCERNS=wired, LICET_CONCERNS_ROOT=tmp_path / "concerns"):
        yield worlds.build(tmp_path)


def raised(*topics: str) -> Filed:
    return concerns.file_concern(topics=topics, points=POINTS, naming=Naming.NOBODY, today=NOW.date())


def listed() -> None:
    concerns.daily_batch(NOW + timedelta(days=1))


def change(world: World, kind: ActKind, *references: str) -> Act:
    return licences.propose_status_change(
        actor=world["manager"], kind=kind, licences=references, legal_basis="S. 9.", reasons="Found since.", now=world.now()
    )


def shown(act: Act) -> list[tuple[str, str]]:
    return [(notice.topic, reference) for notice in decisions.concerns_about(act).notices for reference in notice.references]


@pytest.mark.parametrize("written", ["licence", "case"])
@pytest.mark.parametrize("kind", [ActKind.SUSPEND, ActKind.REVOKE])
def test_who_changes_it_and_however_it_was_written(world: World, kind: ActKind, written: str) -> None:
    licence, other = world.granted(), world.granted()
    filed = raised(ELSEWHERE, f"{written}:{licence.reference}")
    listed()
    expected = [(f"licence:{licence.reference}", filed.reference_for_raiser)]
    assert shown(change(world, kind, other.reference, licence.reference)) == expected
    assert shown(change(world, kind, other.reference)) == []


def test_who_reinstates_it(world: World) -> None:
    licence = world.granted()
    with override_settings(LICET_OPEN_CONCERNS="licet.project.concerns.NotInstalled"):
        reviewing.suspend(world, licence.reference)
    filed = raised(ELSEWHERE, f"licence:{licence.reference}")
    listed()
    assert shown(change(world, ActKind.REINSTATE, licence.reference)) == [(f"licence:{licence.reference}", filed.reference_for_raiser)]


def test_who_signs_a_review_that_has_it_in_its_list(world: World) -> None:
    licence, review = world.granted(), reviewing.opened(world)
    reviewing.frozen(world, review)
    act = reviewing.proposed(world, review, reviewing.all_get(Outcome.MAINTAIN))
    filed = raised(ELSEWHERE, f"licence:{licence.reference}")
    listed()
    assert shown(act) == [(f"licence:{licence.reference}", filed.reference_for_raiser)]


def signed(world: World, kind: ActKind, *references: str) -> None:
    with override_settings(LICET_OPEN_CONCERNS="licet.project.concerns.NotInstalled"):
        act = licences.propose_status_change(
            actor=world["manager"], kind=kind, licences=references, legal_basis="S. 9.", reasons="R.", now=world.now()
        )
        world.sign(act, "minister", "countersigner")


@pytest.mark.parametrize("kind", [ActKind.SUSPEND, ActKind.REINSTATE, ActKind.REVOKE])
def test_one_about_its_case_reaches_whoever_changes_it(world: World, kind: ActKind) -> None:
    licence, other = world.granted(), world.granted()
    if kind is ActKind.REINSTATE:
        signed(world, ActKind.SUSPEND, licence.reference, other.reference)
    filed = raised(ELSEWHERE, f"case:{licence.case.reference}")
    listed()
    expected = [(f"case:{licence.case.reference}", filed.reference_for_raiser)]
    assert shown(change(world, kind, other.reference, licence.reference)) == expected
    assert shown(change(world, kind, other.reference)) == []


def test_one_about_its_case_reaches_whoever_signs_a_review(world: World) -> None:
    licence, review = world.granted(), reviewing.opened(world)
    reviewing.frozen(world, review)
    act = reviewing.proposed(world, review, reviewing.all_get(Outcome.SUSPEND))
    filed = raised(ELSEWHERE, f"case:{licence.case.reference}")
    listed()
    assert shown(act) == [(f"case:{licence.case.reference}", filed.reference_for_raiser)]


def test_one_about_a_decision_on_it_reaches_whoever_changes_it(world: World) -> None:
    """A raiser writes what stands on their paper: the decision that granted it, or that which suspended it."""
    licence, other = world.granted(), world.granted()
    signed(world, ActKind.SUSPEND, licence.reference, other.reference)
    suspended = decisions.Decision.objects.get(licence=licence.reference)
    raised(ELSEWHERE, f"case:{licence.decision.reference}", f"case:{suspended.reference}")
    listed()
    expected = sorted(f"case:{reference}" for reference in (licence.decision.reference, suspended.reference))
    assert [topic for topic, _ in shown(change(world, ActKind.REINSTATE, licence.reference))] == expected
    assert shown(change(world, ActKind.REINSTATE, other.reference)) == []


def test_whoever_is_shown_it_by_the_case_or_decision_takes_no_part_in_its_handling(world: World) -> None:
    """What reaches a signer by way of a licence involves the signer, by whatever the concern names it (decision 0190)."""
    licence, other = world.granted(), world.granted()
    signed(world, ActKind.SUSPEND, licence.reference)
    decided = decisions.Decision.objects.get(licence=licence.reference)
    for topic in (f"licence:{licence.reference}", *(f"case:{led}" for led in licences.leading_to([licence.reference]))):
        assert {world[name].id for name in ("manager", "minister", "countersigner")} <= Records().of([topic])[topic], topic
    assert licences.leading_to([licence.reference]) == dict.fromkeys(
        (licence.case.reference, licence.decision.reference, decided.reference), licence.reference
    )
    apart = f"case:{other.case.reference}"
    assert world["minister"].id not in Records().of([apart])[apart]


def test_no_decision_on_a_case_follows_its_licence(world: World) -> None:
    """So none has to ask about it: a further version is refused, and what is decided is not put up again (decision 0183)."""
    licence = world.granted()
    application = licence.case.application
    with pytest.raises(InvalidTransition):
        casework.submit(actor=world["exporter"], application=application.pk, revision=application.revision, now=world.now())
    with pytest.raises(InvalidTransition):
        world.propose(licence.case)


def test_who_lifts_a_hold_is_shown_those_about_its_destination(world: World) -> None:
    with override_settings(LICET_OPEN_CONCERNS="licet.project.concerns.NotInstalled"):
        scope = Scope.parse("destination=QM")
        placing = decisions.propose_hold(
            actor=world["manager"],
            kind=HoldKind.EMBARGO,
            title="Order",
            scope=scope,
            legal_basis="S. 4.",
            reasons="Ordered.",
            now=world.now(),
        )
        world.sign(placing, "officer", "countersigner")
    hold = Hold.objects.get()
    filed = raised(ELSEWHERE)
    listed()
    lifting = decisions.propose_lifting(actor=world["manager"], hold=hold.reference, reasons="Over.", now=world.now())
    assert shown(lifting) == [(ELSEWHERE, filed.reference_for_raiser)]


def test_one_kept_under_the_name_of_a_case_is_listed_under_its_own(world: World) -> None:
    licence = world.granted()
    filed = raised(ELSEWHERE)
    kept = Concern.objects.get(notice=filed.reference_for_raiser)
    Topic.objects.create(id=new_id(), concern=kept, topic=f"case:{licence.reference}")
    listed()
    assert shown(change(world, ActKind.SUSPEND, licence.reference)) == [(f"licence:{licence.reference}", filed.reference_for_raiser)]


def test_the_page_to_sign_says_it_and_nobody_signs_unaware(world: World) -> None:
    licence = world.granted()
    act = change(world, ActKind.SUSPEND, licence.reference)
    filed = raised(ELSEWHERE, f"licence:{licence.reference}")
    with clock.at(NOW + timedelta(hours=6)):
        before = decisions.concerns_about(act)
        assert "No concern is open" in Desk(world, "manager").words(f"acts/{slug(act.reference)}/")
        listed()
        page = Desk(world, "manager").words(f"acts/{slug(act.reference)}/")
        assert f"1 concern about licence {licence.reference}, raised on 5 May 2031, is open ({filed.reference_for_raiser})" in page
        assert "Colleagues who joined: fewer than 5." in page
        assert not any(point in page for point in POINTS)
        with pytest.raises(Conflict, match="Open concerns changed"):
            decisions.sign_act(signer=world.signer("manager"), act=act.pk, digest=act.digest, shown=before, now=world.now())


def test_the_page_says_which_licence_a_case_leads_to(world: World) -> None:
    licence, other = world.granted(), world.granted()
    act = change(world, ActKind.SUSPEND, licence.reference, other.reference)
    raised(ELSEWHERE, f"case:{licence.case.reference}")
    listed()
    with clock.at(NOW + timedelta(hours=6)):
        page = Desk(world, "manager").words(f"acts/{slug(act.reference)}/")
    assert f"1 concern about case {licence.case.reference} (licence {licence.reference}), raised on 5 May 2031, is open" in page


def test_of_many_licences_no_more_is_asked_than_of_one(world: World) -> None:
    references = [world.granted().reference for _ in range(3)]
    raised(ELSEWHERE, "case:XA-IND 2031/000001")
    listed()

    def asked(act: Act) -> tuple[list[int], list[int]]:
        with CaptureQueriesContext(connections["default"]) as records, CaptureQueriesContext(connections["concerns"]) as list_:
            decisions.concerns_about(act)
        return [len(records)], [len(one["sql"]) for one in list_]

    one, all_ = (asked(change(world, ActKind.SUSPEND, *some)) for some in (references[:1], references))
    assert one == all_ == ([1], [one[1][0]])


def test_of_thousands_of_licences_one_question_is_asked_that_names_none(world: World) -> None:
    filed = raised(ELSEWHERE, "licence:XA-LIC 2031/000007", "case:XA-IND 2031/000008")
    raised(ELSEWHERE, "licence:XA-LIC 2031/900000", "case:XA-IND 2031/900000")
    listed()
    named = (f"{kind} 2031/{number:06d}" for kind in ("licence:XA-LIC", "case:XA-IND") for number in range(1, 5_001))
    with CaptureQueriesContext(connections["concerns"]) as asked:
        found = concerns.open_about(list(named))
    expected = [("case:XA-IND 2031/000008", filed.reference_for_raiser), ("licence:XA-LIC 2031/000007", filed.reference_for_raiser)]
    assert [(notice.topic, reference) for notice in found for reference in notice.references] == expected
    assert len(asked) == 1
    assert "XA-" not in asked[0]["sql"]
