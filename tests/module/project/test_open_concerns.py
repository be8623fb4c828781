"""Nobody signs unaware: signers are shown what the daily batch listed, and sign nothing where it cannot be read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError
from django.test import override_settings
from tests import world as worlds
from tests.module.concerns.told import POINTS

from licet.api.schemas.acts import ConcernsShown
from licet.concerns import public as concerns
from licet.concerns.public import Naming
from licet.decisions import public as decisions
from licet.decisions.public import ConcernNotice, Shown
from licet.kernel.errors import Conflict, Refused
from licet.platform import clock
from licet.web.desk.forms.signing import SignForm
from licet.web.desk.presenting.acts import concerns_words

pytestmark = pytest.mark.django_db(databases=["default", "concerns"])
DAY = worlds.NOW.date()


@pytest.fixture(autouse=True)
def listed(tmp_path: Path) -> Iterator[None]:
    wired = "licet.project.concerns.FromDailyView"
    with override_settings(LICET_OPEN_CONCERNS=wired, LICET_CONCERNS_ROOT=tmp_path / "concerns"):
        yield


def raised(*topics: str) -> concerns.Filed:
    return concerns.file_concern(topics=topics, points=POINTS, naming=Naming.NOBODY, today=DAY)


def test_a_concern_raised_after_the_page_was_read_is_read_before_signing(tmp_path: Path) -> None:
    world = worlds.build(tmp_path)
    case = world.ready()
    act = world.propose(case)
    assert decisions.concerns_about(act) == Shown(installed=True)
    filed = raised("destination:QN", f"case:{case.reference}")
    assert decisions.concerns_about(act).notices == ()  # to the day: the batch has not left
    concerns.daily_batch(worlds.NOW + timedelta(days=1))
    shown = decisions.concerns_about(act)
    expected = sorted([(DAY.isoformat(), f"case:{case.reference}"), (DAY.isoformat(), "destination:QN")])
    assert [(notice.day, notice.topic) for notice in shown.notices] == expected
    assert {notice.references for notice in shown.notices} == {(filed.reference_for_raiser,)}
    assert {notice.joined for notice in shown.notices} == {"fewer than 5"}
    with pytest.raises(Conflict, match="Open concerns changed"):
        decisions.sign_act(signer=world.signer("officer"), act=act.pk, digest=act.digest, shown=Shown(installed=True), now=world.now())
    signed = decisions.sign_act(signer=world.signer("officer"), act=act.pk, digest=act.digest, shown=shown, now=world.now())
    assert signed.act.signatures.get().shown == shown.to_json()
    assert not any(point in str(shown) for point in POINTS)


def test_where_the_list_cannot_be_read_nobody_signs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = worlds.build(tmp_path)
    act = world.propose(world.ready())

    def fails(topics: object, now: object) -> None:
        raise DatabaseError("no such file")

    monkeypatch.setattr("licet.project.concerns.concerns.open_about", fails)
    with pytest.raises(Refused, match="nobody can sign now"):
        decisions.sign_act(signer=world.signer("officer"), act=act.pk, digest=act.digest, shown=Shown(installed=True), now=world.now())
    assert not act.signatures.exists()


def test_by_a_list_more_than_a_day_behind_nobody_signs(tmp_path: Path) -> None:
    world = worlds.build(tmp_path)
    act = world.propose(world.ready())
    raised("destination:QR")
    with clock.at(worlds.NOW + timedelta(days=2)), pytest.raises(Refused, match="more than a day behind"):  # none was ever made
        decisions.concerns_about(act)
    concerns.daily_batch(worlds.NOW + timedelta(days=1))  # of the day before, for the hour has not come
    with clock.at(worlds.NOW + timedelta(days=2)):
        assert decisions.concerns_about(act) == Shown(installed=True)
    with clock.at(worlds.NOW + timedelta(days=3)), pytest.raises(Refused, match="more than a day behind"):
        decisions.sign_act(signer=world.signer("officer"), act=act.pk, digest=act.digest, shown=Shown(installed=True), now=world.now())
    assert not act.signatures.exists()


def test_what_a_signer_was_shown_comes_back_whole_from_page_and_api() -> None:
    many = ConcernNotice("2031-05-05", "destination:QM", tuple(f"{number:026d}" for number in range(2_000)), "10 to 24")
    shown = Shown(True, (many, ConcernNotice("2031-05-06", "case:XA-IND 2031/000001", ("0" * 26,), "")))
    form = SignForm({"digest": "0" * 64, "shown": json.dumps(shown.to_json()), "read": "on"})
    assert form.is_valid(), form.errors
    assert form.seen() == shown
    assert ConcernsShown.model_validate(shown.to_json()).to_domain() == shown


def test_signatures_of_earlier_versions_are_still_read() -> None:
    earlier = {"day": "2031-05-05", "topic": "destination:QM", "reference": "0" * 26}
    now = ConcernNotice("2031-05-05", "destination:QM", ("0" * 26, "1" * 26), "fewer than 5").to_json()
    assert concerns_words({"concerns": [earlier, now]}) == "open concerns shown: 3"
