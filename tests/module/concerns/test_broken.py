"""A concern that cannot be opened is shown, counted and left as it is; for every other everything goes on."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from tests.module.concerns.test_batch import at, mails
from tests.module.concerns.told import DAY, Involved, Office
from typer.testing import CliRunner

from licet.cli.concern import app
from licet.concerns import public as concerns
from licet.concerns import sealing
from licet.concerns.domain import Climb, Rung, StepKind
from licet.concerns.models import Batch, Concern, LevelKey
from licet.concerns.public import Attached, CannotOpen, Filed
from licet.concerns.selectors import opening
from licet.concerns.services import attaching, filing, telling, writing
from licet.platform import clock
from licet.platform.mail import Mail

pytestmark = pytest.mark.django_db(databases=["default", "concerns"])

OTHER_KEY = base64.b64encode(b"\x07" * 32).decode()


def damaged(office: Office, monkeypatch: pytest.MonkeyPatch) -> Filed:
    """Its box of parties was changed by one bit: who must not handle it cannot be known."""
    make = filing._row

    def row(*given: object, **named: bool) -> Concern:
        made = make(*given, **named)  # type: ignore[arg-type]
        made.parties = bytes(made.parties[:-1]) + bytes([made.parties[-1] ^ 1])
        return made

    with monkeypatch.context() as patched:
        patched.setattr(filing, "_row", row)
        return office.raise_one()


def of_another_key(office: Office, monkeypatch: pytest.MonkeyPatch) -> Filed:
    """Sealed to levels whose keys this process does not hold."""
    with override_settings(LICET_CONCERNS_KEY=OTHER_KEY), monkeypatch.context() as patched:
        levels = {level.id: sealing.level_public_bytes(level.id) for level in concerns.levels()}
        patched.setattr(filing, "level_keys", lambda _day: levels)
        return office.raise_one()


def without_keys(office: Office, monkeypatch: pytest.MonkeyPatch) -> Filed:
    """Restored without the rows of its sealed keys."""
    make = filing._wraps
    with monkeypatch.context() as patched:
        patched.setattr(filing, "_wraps", lambda *given: make(*given)[-2:])
        return office.raise_one()


WAYS = {damaged: "Restore it from a backup", of_another_key: "Set the key it was filed under", without_keys: "from a backup"}
type Break = Callable[[Office, pytest.MonkeyPatch], Filed]


@pytest.mark.parametrize("breaking", WAYS)
def test_all_others_climb_are_told_listed_and_carried(office: Office, breaking: Break, monkeypatch: pytest.MonkeyPatch) -> None:
    before = office.raise_one()
    broken = breaking(office, monkeypatch)
    after = office.raise_one()
    carried = concerns.daily_batch(at(DAY, 18))
    assert (carried.steps, carried.handlers_told, carried.left) == (3, 2, 1)
    assert {reference for notice in concerns.open_about(["destination:QM"]) for reference in notice.references} == {
        each.reference_for_raiser for each in office.filed
    }, "signers know of it: what they are shown is not sealed"
    listed = concerns.handler_list(actor=office["head"], today=DAY)
    assert {each.reference for each in listed.waiting} == {before.reference_for_raiser, after.reference_for_raiser}
    assert [each.reference for each in listed.broken] == [broken.reference_for_raiser]
    assert WAYS[breaking] in listed.broken[0].why
    late = before.answer_by + timedelta(days=1)
    assert concerns.escalate_due(late) == 2
    assert [concerns.come_back(each.receipt).rung.level for each in (before, after)] == ["nominated"] * 2
    assert [each.reference for each in concerns.cannot_be_opened()] == [broken.reference_for_raiser]
    assert {row.count for row in concerns.overdue_now(today=late)} <= {0, None}, "figures open nothing"
    with pytest.raises(CannotOpen):
        concerns.access_concern(actor=office["head"], concern=office.id_of(broken))


def test_every_level_sees_that_it_is_there_and_who_took_part_does_not(
    office: Office, involved: type[Involved], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = of_another_key(office, monkeypatch)
    for name in ("head", "nominated", "commission"):
        assert [each.reference for each in concerns.handler_list(actor=office[name], today=DAY).broken] == [broken.reference_for_raiser]
    involved.people = frozenset({office["head"].id})
    assert concerns.handler_list(actor=office["head"], today=DAY).broken == ()


def test_opened_again_it_is_told_of_the_same_day_and_climbs(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    with override_settings(LICET_CONCERNS_KEY=OTHER_KEY):
        filed = office.raise_one()
    assert concerns.daily_batch(at(DAY, 18)).handlers_told == 0
    assert not Batch.objects.get().told, "tried again with the next round"
    with override_settings(LICET_CONCERNS_KEY=OTHER_KEY):
        assert LevelKey.objects.count() == 4
        assert concerns.daily_batch(at(DAY, 19)).handlers_told == 2
        assert concerns.daily_batch(at(DAY, 20)).handlers_told == 0
        assert concerns.escalate_due(filed.answer_by + timedelta(days=1)) == 1
        assert concerns.cannot_be_opened() == []


def test_a_level_that_the_pack_lost_is_said(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.raise_one()
    filed = office.raise_one()
    opened = opening.by_system(Concern.objects.get(notice=filed.reference_for_raiser))
    rungs = (opened.course.rung.leave(DAY, Climb.OVERDUE), Rung("ombudsman", DAY, acknowledge_by=DAY, answer_by=DAY))
    step = writing.write_step(opened.row, opened.key, StepKind.CLIMBED, {"why": Climb.OVERDUE.value}, level="head", day=DAY)
    writing.apply(opened, replace(opened.course, rungs=rungs), day=DAY, step=step)
    listed = concerns.handler_list(actor=office["head"], today=DAY)
    assert (len(listed.waiting), listed.broken[0].why.split(",")[0]) == (1, "This concern stands at the level “ombudsman”")
    assert concerns.escalate_due(DAY + timedelta(days=60)) == 1


def test_one_handler_whom_no_mail_reaches_keeps_no_other_from_being_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.raise_one()

    @contextmanager
    def away() -> Iterator[None]:
        class Mailer:
            def send(self, mail: Mail) -> None:
                if mail.to == ("head@example.org",):
                    raise ConnectionRefusedError
                real.send(mail)

        real = telling.mailer()
        with monkeypatch.context() as patched:
            patched.setattr(telling, "mailer", Mailer)
            yield

    with away():
        carried = concerns.daily_batch(at(DAY, 18))
        assert (carried.handlers_told, carried.left) == (1, 1)
    assert [to for to, _ in mails()] == ["other-head@example.org"]
    assert concerns.daily_batch(at(DAY, 19)).handlers_told == 1
    assert [to for to, _ in mails()] == ["head@example.org", "other-head@example.org"]


def test_one_file_that_the_disk_refuses_is_read_as_it_came_and_tried_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    filed = [office.raise_one(attachments=[Attached("a.txt", "text/plain", [b"x"])]) for _ in range(3)]
    write, refused = attaching._write, sorted(Path(settings.LICET_CONCERNS_ROOT).glob("*.new"))[0].stem

    def full(path: Path, *given: object) -> None:
        if path.stem == refused:
            raise OSError("disk full")
        write(path, *given)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(attaching, "_write", full)
        carried = concerns.daily_batch(at(DAY, 18))
    assert (carried.left, carried.handlers_told) == (1, 2)
    assert sorted(path.suffix for path in Path(settings.LICET_CONCERNS_ROOT).iterdir()) == [".new", ".sealed", ".sealed"]
    assert {b"".join(concerns.attachment_of_raiser(each.receipt, 1)) for each in filed} == {b"x"}
    assert concerns.daily_batch(at(DAY, 19)).left == 0


def test_the_key_is_tried_on_the_keys_of_the_levels(office: Office) -> None:
    assert concerns.key_fits() is None, "nothing was sealed yet"
    concerns.level_keys(DAY)
    assert concerns.key_fits() is True
    with override_settings(LICET_CONCERNS_KEY=OTHER_KEY):
        assert concerns.key_fits() is False
    office.raise_one()
    assert concerns.key_fits() is True


def test_the_key_is_tried_on_a_concern_where_the_keys_of_the_levels_are_gone(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    of_another_key(office, monkeypatch)
    assert not LevelKey.objects.exists()
    assert concerns.key_fits() is False
    with override_settings(LICET_CONCERNS_KEY=OTHER_KEY):
        assert concerns.key_fits() is True


def test_the_command_line_counts_them_and_says_what_to_do(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = of_another_key(office, monkeypatch)
    with clock.at(at(DAY, 9)):
        said = CliRunner().invoke(app, ["overdue"]).output
        told = json.loads(CliRunner().invoke(app, ["overdue", "--json"]).output)
    assert f"Cannot be opened: {broken.reference_for_raiser}. This concern was sealed to another key" in said
    assert [each["reference"] for each in told["cannot_be_opened"]] == [broken.reference_for_raiser]
