"""The daily batch: once a day, everything up to its day, nothing twice, nothing finer than a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.conf import settings
from tests.module.concerns.told import DAY, Involved, Office

from licet.concerns import public as concerns
from licet.concerns.public import Attached
from licet.concerns.services import carrying, writing
from licet.kernel.errors import Refused
from licet.ledger import public as ledger
from licet.platform import clock
from licet_verify.prove import verify_inclusion
from licet_verify.tree import leaf_hash

pytestmark = pytest.mark.django_db(databases=["default", "concerns"])


def at(day: date, hour: int) -> datetime:
    """The demonstration's zone is UTC, its batch leaves after 17."""
    return datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC)


def mails() -> list[tuple[str, str]]:
    folder = Path(settings.MAILERS["default"]["OPTIONS"]["file_path"])
    found = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.glob("*.eml")]
    return sorted((str(mail["To"]), mail.get_content()) for mail in found)


def test_nothing_leaves_before_the_first_concern_nor_before_the_hour(office: Office) -> None:
    size = ledger.size()
    assert concerns.daily_batch(at(DAY, 20)).day is None
    office.raise_one()
    assert concerns.open_about(["destination:QM"]) == ()
    assert concerns.daily_batch(at(DAY, 16)).steps == 0
    assert concerns.open_about(["destination:QM"]) == ()
    assert concerns.daily_batch(at(DAY, 17)).steps == 1
    assert ledger.size() == size + 1, "this day, and nothing at the moment of the first filing"


def test_signers_see_day_topic_and_an_opaque_reference(office: Office) -> None:
    filed = office.raise_one(topics=["destination:QM", "case:XA-IND 2031/000412"])
    office.raise_one(topics=["destination:QN"])
    concerns.daily_batch(at(DAY, 18))
    wanted = ["case:XA-IND 2031/000412", "destination:QM"]
    expected = [concerns.Notice(DAY, topic, (filed.reference_for_raiser,), "fewer than 5") for topic in wanted]
    assert concerns.open_about(wanted) == tuple(expected)
    concerns.withdraw(filed.receipt, today=DAY)
    assert concerns.open_about(wanted), "until the next batch"
    concerns.daily_batch(at(DAY + timedelta(days=1), 18))
    assert concerns.open_about(wanted) == ()


def test_day_ends_with_its_batch(office: Office) -> None:
    concerns_of_the_day = office.raise_one()
    concerns.daily_batch(at(DAY, 18))
    later = office.raise_one()
    assert concerns.come_back(concerns_of_the_day.receipt).filed_on == DAY
    assert concerns.come_back(later.receipt).filed_on == DAY + timedelta(days=1)
    assert concerns.daily_batch(at(DAY, 23)).day is None
    assert concerns.daily_batch(at(DAY + timedelta(days=1), 17)).steps == 1


def test_after_the_hour_the_day_has_ended_with_or_without_a_batch(office: Office) -> None:
    with clock.at(at(DAY, 18)):
        first = office.raise_one()
        assert concerns.come_back(first.receipt).filed_on == DAY + timedelta(days=1), "else the log would tell its minute"
        assert concerns.daily_batch(at(DAY, 18)).day is None
    assert concerns.daily_batch(at(DAY + timedelta(days=1), 18)).steps == 1
    after_an_outage = DAY + timedelta(days=5)
    with clock.at(at(after_an_outage, 18)):
        assert concerns.come_back(office.raise_one(today=after_an_outage).receipt).filed_on == after_an_outage + timedelta(days=1)
        assert concerns.daily_batch(at(after_an_outage, 18)).steps == 0


def test_every_act_takes_the_turn_of_the_batch(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[tuple[str, str]] = []
    monkeypatch.setattr(writing, "take_turn", lambda name, using: taken.append((name, using)))
    filed = office.raise_one()
    concerns.add_words(filed.receipt, "More.", today=DAY)
    office.answer_all(filed)
    assert taken == [(carrying.TURN, "concerns")] * 3, "else one could commit on a day whose batch has closed"


def test_raiser_can_prove_that_it_was_filed_and_nothing_else_is_told(office: Office) -> None:
    filed = [office.raise_one() for _ in range(20)]
    concerns.daily_batch(at(DAY, 18))
    entry = ledger.find(f"concerns {DAY}")[0]
    assert dict(entry.sealed) == {}
    for each in filed:
        proof = concerns.come_back(each.receipt).proofs[0]
        assert (proof.root, proof.ref, proof.day) == (entry.published["root"], entry.ref, DAY)
        verify_inclusion(
            index=proof.index,
            size=proof.size,
            leaf_hash=leaf_hash(bytes.fromhex(proof.commitment)),
            proof=[bytes.fromhex(value) for value in proof.path],
            root=bytes.fromhex(proof.root),
        )
        assert proof.size % 16 == 0, "how much was filed is not told"


def test_killed_between_the_two_databases_it_is_entered_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.raise_one()
    size = ledger.size()

    def killed(**_: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(carrying.policy, "record_events", killed)
        with pytest.raises(RuntimeError):
            concerns.daily_batch(at(DAY, 18))
    assert ledger.size() == size
    concerns.daily_batch(at(DAY, 18))
    assert ledger.size() == size + 1
    from licet.concerns.models import Batch

    Batch.objects.update(entered=False)  # killed after the log took it, before this was written down
    concerns.daily_batch(at(DAY, 19))
    assert ledger.size() == size + 1
    assert not Batch.objects.filter(entered=False).exists()


def test_handlers_are_told_once_that_something_waits_and_never_the_named(office: Office, involved: type[Involved]) -> None:
    office.raise_one(complained_of=[office["head"].id])
    concerns.daily_batch(at(DAY, 18))
    assert [to for to, _ in mails()] == ["other-head@example.org"]
    assert "QM" not in mails()[0][1]
    concerns.daily_batch(at(DAY + timedelta(days=1), 18))
    assert len(mails()) == 1
    office.raise_one(today=DAY + timedelta(days=2))
    concerns.daily_batch(at(DAY + timedelta(days=2), 18))
    assert sorted(to for to, _ in mails()) == ["head@example.org", "other-head@example.org", "other-head@example.org"]


def test_killed_before_handlers_were_told_they_are_told_next_time(office: Office, involved: type[Involved]) -> None:
    office.raise_one()
    involved.broken = True
    with pytest.raises(Refused):
        concerns.daily_batch(at(DAY, 18))
    assert concerns.open_about(["destination:QM"]), "what signers are shown does not wait for the mail"
    involved.broken = False
    assert concerns.daily_batch(at(DAY, 19)).handlers_told == 2
    assert concerns.daily_batch(at(DAY, 20)).handlers_told == 0


def test_attachments_of_a_day_are_made_anew_together(office: Office) -> None:
    filed = [office.raise_one(attachments=[Attached("a.txt", "text/plain", [b"x"])]) for _ in range(3)]
    folder = Path(settings.LICET_CONCERNS_ROOT)
    before = {path.stem: path.stat().st_ino for path in folder.iterdir()}
    concerns.daily_batch(at(DAY, 18))
    assert {path.suffix for path in folder.iterdir()} == {".sealed"}
    assert all(before[path.stem] != path.stat().st_ino for path in folder.iterdir())
    assert b"".join(concerns.attachment_of_raiser(filed[0].receipt, 1)) == b"x"
