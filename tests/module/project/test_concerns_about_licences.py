"""A concern about a licence reaches whoever signs about that licence, and nobody who signs about another (I14, joints 16)."""

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

from licet.concerns import public as concerns
from licet.concerns.models import Concern, Topic
from licet.concerns.public import Filed, Naming
from licet.decisions import public as decisions
from licet.decisions.public import Act, ActKind
from licet.kernel.errors import Conflict
from licet.licences import public as licences
from licet.platform import clock
from licet.platform.ids import new_id
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
    return [(topic, reference) for _, topic, reference in decisions.concerns_about(act).notices]


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
        assert f"A concern about licence {licence.reference} is open since 2031-05-05 ({filed.reference_for_raiser})" in page
        assert not any(point in page for point in POINTS)
        with pytest.raises(Conflict, match="Open concerns changed"):
            licences.sign_act(signer=world.signer("manager"), act=act.pk, digest=act.digest, shown=before, now=world.now())


def test_of_thousands_of_licences_one_question_is_asked_that_names_none(world: World) -> None:
    filed = raised(ELSEWHERE, "licence:XA-LIC 2031/000007")
    raised(ELSEWHERE, "licence:XA-LIC 2031/900000")
    listed()
    with CaptureQueriesContext(connections["concerns"]) as asked:
        found = concerns.open_about([f"licence:XA-LIC 2031/{number:06d}" for number in range(1, 5_001)])
    assert [(topic, reference) for _, topic, reference in found] == [("licence:XA-LIC 2031/000007", filed.reference_for_raiser)]
    assert len(asked) == 1
    assert "XA-LIC" not in asked[0]["sql"]
