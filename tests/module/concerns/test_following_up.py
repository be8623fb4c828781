"""Asked afterwards whether they were treated worse: sealed past the level that answered, read there, and no answer to a point."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.module.concerns.told import DAY, Involved, Office

from licet.concerns import public as concerns
from licet.concerns import sealing
from licet.concerns.models import Batch, Concern, ProtectionFollowUp, Step
from licet.concerns.public import Closing, Filed, FollowUpSeen, Naming, Status, StepKind, Treated
from licet.concerns.sealing import CannotOpen, Part
from licet.concerns.selectors import following_up
from licet.concerns.selectors.proofs import DIGEST, leaves_of
from licet.kernel.errors import Invalid, InvalidTransition, LicetError, NotFound
from licet.people.public import Role

pytestmark = pytest.mark.django_db(databases=["default", "concerns"])

WORDS = "Since June I am given no files of my own."
FIRST, SECOND = DAY + timedelta(days=90), DAY + timedelta(days=180)


def closed(office: Office, *, by: tuple[str, ...] = ("head",), **given: object) -> Filed:
    """Answered by each of these in turn, and accepted of the last."""
    filed = office.raise_one(points=["One."], **given)
    for place, name in enumerate(by, start=1):
        office.answer_all(filed, by=name)
        concerns.give_verdicts(filed.receipt, {1: "answers" if place == len(by) else "does not"}, today=DAY)
    return filed


def said(filed: Filed, today: date = FIRST) -> tuple[FollowUpSeen, ...]:
    return concerns.come_back(filed.receipt, today).follow_ups


def listed(office: Office, name: str, today: date = FIRST) -> list[tuple[str, bool]]:
    return [(row.reference, row.treated_worse) for row in concerns.for_handling(actor=office[name], today=today)]


def test_asked_when_its_day_has_come_and_once(office: Office) -> None:
    filed = closed(office)
    assert concerns.come_back(filed.receipt, FIRST - timedelta(days=1)).asked is None
    asked = concerns.come_back(filed.receipt, FIRST).asked
    assert asked is not None
    assert asked.readers == ("Nominated officer", "Permanent secretary", "Commission for public service")
    assert asked.not_read_by == ("Head of the unit",)
    concerns.answer_follow_up(filed.receipt, Treated.NOT_WORSE, today=FIRST)
    assert concerns.come_back(filed.receipt, FIRST).asked is None
    with pytest.raises(InvalidTransition, match="Nothing is asked"):
        concerns.answer_follow_up(filed.receipt, Treated.WORSE, WORDS, today=FIRST)
    concerns.answer_follow_up(filed.receipt, Treated.WORSE, WORDS, today=SECOND)
    assert [(each.after_days, each.day, each.said, each.words) for each in said(filed)] == [
        (90, FIRST, Treated.NOT_WORSE, ""),
        (180, SECOND, Treated.WORSE, WORDS),
    ]


def test_nothing_is_asked_of_what_is_open(office: Office) -> None:
    filed = office.raise_one()
    assert concerns.come_back(filed.receipt, SECOND).asked is None
    with pytest.raises(InvalidTransition):
        concerns.answer_follow_up(filed.receipt, Treated.WORSE, WORDS, today=SECOND)
    concerns.withdraw(filed.receipt, today=DAY)
    assert concerns.come_back(filed.receipt, FIRST).asked is not None


def test_only_by_the_raisers_code(office: Office) -> None:
    filed, other = closed(office), closed(office)
    code = concerns.come_back(filed.receipt).colleagues_code
    assert code is not None
    for wrong in (code, concerns.Receipt(filed.receipt.lookup, other.receipt.secret)):
        with pytest.raises(NotFound):
            concerns.answer_follow_up(wrong, Treated.WORSE, WORDS, today=FIRST)
    with pytest.raises(Invalid, match="what happened"):
        concerns.answer_follow_up(filed.receipt, Treated.WORSE, " ", today=FIRST)
    assert not ProtectionFollowUp.objects.exists()


def test_a_yes_shows_the_concern_above_the_level_that_answered_and_not_there(office: Office) -> None:
    filed = closed(office, naming=Naming.HANDLER, name="Ilse Varn")
    concern = office.id_of(filed)
    concerns.answer_follow_up(filed.receipt, Treated.WORSE, WORDS, today=FIRST)
    for name in ("nominated", "secretary", "commission"):
        assert listed(office, name) == [(filed.reference_for_raiser, True)]
        seen = concerns.access_concern(actor=office[name], concern=concern, today=FIRST)
        assert [(each.words, each.waits) for each in seen.follow_ups] == [(WORDS, True)]
        assert (seen.name, seen.may, seen.attachments) == ("", frozenset(), ())
    for name in ("head", "other head"):
        assert listed(office, name) == [(filed.reference_for_raiser, False)]
        assert concerns.access_concern(actor=office[name], concern=concern, today=FIRST).follow_ups == ()
        with pytest.raises(NotFound):
            concerns.read_follow_up(actor=office[name], concern=concern, follow_up=office.follow_up_of(filed), words="Read.", today=FIRST)


def test_what_the_level_that_answered_holds_does_not_open_it(office: Office) -> None:
    """Not its rule but its keys: neither its own private key nor the key of the concern."""
    filed = closed(office)
    concerns.answer_follow_up(filed.receipt, Treated.WORSE, WORDS, today=FIRST)
    row = ProtectionFollowUp.objects.get()
    assert following_up.readers(row) == ("nominated", "secretary", "commission")
    wrap = Concern.objects.get().wraps.get(whom="level:head")
    key = sealing.open_with_level(wrap.sealed, concern=row.concern_id, level="head")
    for column, sealed in (("answer", row.answer), ("reply", row.answer)):
        with pytest.raises(CannotOpen):
            sealing.open_box(key, following_up.box_of(row, column), sealed)
    for sealed in following_up._wraps(row).values():
        with pytest.raises(CannotOpen):
            sealing.open_with_level(sealed, concern=row.pk, level="head", parts=(Part.STEPS,))


def test_at_the_top_the_top_itself_reads(office: Office) -> None:
    filed = closed(office, by=("head", "nominated", "secretary", "commission"))
    concerns.answer_follow_up(filed.receipt, Treated.WORSE, WORDS, today=FIRST)
    assert listed(office, "other commissioner") == [(filed.reference_for_raiser, True)]
    for name in ("commission", "secretary"):  # whoever answered there does not read it, nor any other level
        assert listed(office, name) == [(filed.reference_for_raiser, False)]


def test_an_office_that_comes_later_does_not_show_it_to_who_had_answered(office: Office) -> None:
    filed = closed(office)
    concerns.answer_follow_up(filed.receipt, Treated.WORSE, WORDS, today=FIRST)
    risen = office.with_role("head", Role.PERMANENT_SECRETARY)
    assert [(row.reference, row.treated_worse) for row in concerns.for_handling(actor=risen, today=FIRST)] == [
        (filed.reference_for_raiser, False)
    ]
    concern = office.id_of(filed)
    assert concerns.access_concern(actor=risen, concern=concern, today=FIRST).follow_ups == ()
    with pytest.raises(NotFound):
        concerns.read_follow_up(actor=risen, concern=concern, follow_up=office.follow_up_of(filed), words="Read.", today=FIRST)
    assert listed(office, "secretary") == [(filed.reference_for_raiser, True)]


def test_the_raiser_is_told_where_nobody_can_read_it(office: Office) -> None:
    named = [office[name].id for name in ("commission", "other commissioner")]
    filed = closed(office, by=("head", "nominated", "secretary"), complained_of=named)
    asked = concerns.come_back(filed.receipt, FIRST).asked
    assert asked is not None
    assert (asked.readers, asked.nobody) == (("Commission for public service",), True)
    other = concerns.come_back(closed(office).receipt, FIRST).asked
    assert other is not None
    assert not other.nobody


def test_and_where_all_who_could_took_part(office: Office, involved: type[Involved]) -> None:
    """It says no more than the ladder does, which passes over a level whose holders all took part (decision 0184)."""
    filed = closed(office, by=("head", "nominated", "secretary"))
    there = [office[name].id for name in ("commission", "other commissioner")]

    def nobody() -> bool:
        asked = concerns.come_back(filed.receipt, FIRST).asked
        assert asked is not None
        return asked.nobody

    assert not nobody()
    involved.people = frozenset(there[:1])
    assert not nobody()
    involved.people = frozenset(there)
    assert nobody()
    involved.broken = True  # that it cannot be known now is no word on who is there
    assert not nobody()


def test_closed_anew_it_is_asked_anew(office: Office) -> None:
    filed = office.raise_one(points=["One."])
    office.answer_all(filed)
    concerns.escalate_due(DAY + timedelta(days=61))
    concerns.answer_follow_up(filed.receipt, Treated.NOT_WORSE, today=DAY + timedelta(days=61 + 90))
    day = DAY + timedelta(days=61 + 100)
    concerns.give_verdicts(filed.receipt, {1: "does not"}, today=day)
    office.answer_all(filed, by="nominated", today=day)
    concerns.give_verdicts(filed.receipt, {1: "answers"}, today=day)
    again = day + timedelta(days=90)
    asked = concerns.come_back(filed.receipt, again).asked
    assert asked is not None
    assert (asked.after_days, asked.readers) == (90, ("Permanent secretary", "Commission for public service"))
    concerns.answer_follow_up(filed.receipt, Treated.WORSE, WORDS, today=again)
    assert listed(office, "secretary", again) == [(filed.reference_for_raiser, True)]
    concerns.read_follow_up(
        actor=office["secretary"], concern=office.id_of(filed), follow_up=office.follow_up_of(filed), words="Read.", today=again
    )
    assert [(each.said, each.reply and each.reply.words) for each in said(filed, again)] == [
        (Treated.NOT_WORSE, None),
        (Treated.WORSE, "Read."),
    ]


def test_a_no_shows_the_concern_to_nobody_new_and_looks_like_a_yes(office: Office) -> None:
    no, yes = closed(office), closed(office)
    concerns.answer_follow_up(no.receipt, Treated.NOT_WORSE, today=FIRST)
    assert listed(office, "nominated") == []
    with pytest.raises(NotFound):
        concerns.access_concern(actor=office["nominated"], concern=office.id_of(no), today=FIRST)
    concerns.answer_follow_up(yes.receipt, Treated.WORSE, "W" * 3000, today=FIRST)
    rows = ProtectionFollowUp.objects.all()
    assert len({(len(row.answer), len(row.wraps), row.read_on) for row in rows}) == 1
    assert {step.kind for step in Step.objects.filter(day=FIRST)} == {"followed up"}
    assert len({len(step.content) for step in Step.objects.filter(day=FIRST)}) == 1


@pytest.mark.parametrize("why", ["named", "involved", "signed too", "raised it"])
def test_never_by_somebody_who_must_not_handle_it(office: Office, involved: type[Involved], why: str) -> None:
    given = {"named": {"complained_of": [office["nominated"].id]}, "raised it": {"raiser": office["nominated"], "naming": Naming.NAMED}}
    filed = closed(office, **given.get(why, {}))
    if why == "signed too":
        filed = office.raise_one(points=["One."])
        code = concerns.come_back(filed.receipt).colleagues_code
        assert code is not None
        concerns.co_sign(code, actor=office["nominated"])
        concerns.withdraw(filed.receipt, today=DAY)
    concerns.answer_follow_up(filed.receipt, Treated.WORSE, WORDS, today=FIRST)
    if why == "involved":
        involved.people = frozenset({office["nominated"].id})
    assert listed(office, "nominated") == []
    for act in (
        lambda: concerns.access_concern(actor=office["nominated"], concern=office.id_of(filed), today=FIRST),
        lambda: concerns.read_follow_up(
            actor=office["nominated"], concern=office.id_of(filed), follow_up=office.follow_up_of(filed), words="Read.", today=FIRST
        ),
    ):
        with pytest.raises(NotFound):
            act()
    assert listed(office, "secretary") == [(filed.reference_for_raiser, True)]


def test_read_once_in_words_that_the_raiser_sees_and_nothing_else_moves(office: Office) -> None:
    filed = closed(office)
    concern = office.id_of(filed)
    concerns.answer_follow_up(filed.receipt, Treated.WORSE, WORDS, today=FIRST)
    before = concerns.come_back(filed.receipt, FIRST)
    later = FIRST + timedelta(days=3)
    with pytest.raises(Invalid, match="empty"):
        concerns.read_follow_up(actor=office["secretary"], concern=concern, follow_up=office.follow_up_of(filed), words=" ", today=later)
    concerns.read_follow_up(
        actor=office["secretary"], concern=concern, follow_up=office.follow_up_of(filed), words="Come and see me.", today=later
    )
    with pytest.raises(InvalidTransition, match="already"):
        concerns.read_follow_up(
            actor=office["commission"], concern=concern, follow_up=office.follow_up_of(filed), words="Me too.", today=later
        )
    after = concerns.come_back(filed.receipt, later)
    (one,) = after.follow_ups
    assert one.reply is not None
    assert (one.reply.by, one.reply.level, one.reply.day, one.reply.words) == ("Secretary", "secretary", later, "Come and see me.")
    assert (one.words, one.waits) == (WORDS, False)
    kept = ("status", "closing", "closed_on", "points", "words", "ladder", "revision")
    assert {name: getattr(after, name) for name in kept} == {name: getattr(before, name) for name in kept}
    assert (after.status, after.closing) == (Status.CLOSED, Closing.ACCEPTED)
    assert listed(office, "nominated") == [(filed.reference_for_raiser, False)]
    assert concerns.access_concern(actor=office["nominated"], concern=concern, today=later).follow_ups == (one,)
    head = concerns.access_concern(actor=office["head"], concern=concern, today=later)
    assert "Come and see me." not in repr(head)


def test_a_level_that_reads_a_yes_cannot_answer_or_open_the_name(office: Office) -> None:
    filed = closed(office, naming=Naming.HANDLER, name="Ilse Varn")
    concerns.answer_follow_up(filed.receipt, Treated.WORSE, WORDS, today=FIRST)
    concern, reader = office.id_of(filed), office["secretary"]
    for act in (
        lambda: concerns.write_to_raiser(actor=reader, concern=concern, words="Who are you?", today=FIRST),
        lambda: concerns.ask_for_name(actor=reader, concern=concern, reason="Why.", today=FIRST),
        lambda: concerns.agree_to_open_name(actor=reader, concern=concern, reason="Why.", today=FIRST),
        lambda: concerns.attachment_for_handler(actor=reader, concern=concern, number=1),
    ):
        with pytest.raises(NotFound):
            act()


def test_contested_afterwards_it_goes_up_and_what_was_said_stays(office: Office) -> None:
    filed = office.raise_one(points=["One."])
    office.answer_all(filed)
    concerns.escalate_due(DAY + timedelta(days=61))
    day = DAY + timedelta(days=61 + 90)
    concerns.answer_follow_up(filed.receipt, Treated.WORSE, WORDS, today=day)
    concerns.give_verdicts(filed.receipt, {1: "does not"}, today=day)
    seen = concerns.come_back(filed.receipt, day)
    assert (seen.status, seen.rung.level, seen.asked) == (Status.OPEN, "nominated", None)
    assert [each.words for each in seen.follow_ups] == [WORDS]


def test_it_is_never_changed_nor_deleted(office: Office) -> None:
    filed = closed(office)
    concerns.answer_follow_up(filed.receipt, Treated.WORSE, WORDS, today=FIRST)
    rows = ProtectionFollowUp.objects.all()
    for act in (lambda: rows.update(answer=b""), lambda: rows.update(wraps=b""), lambda: rows.update(day=DAY), rows.delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(using="concerns"):
            act()
    assert [each.words for each in said(filed)] == [WORDS]


def test_the_batch_commits_to_its_words(office: Office) -> None:
    filed = closed(office)
    concerns.answer_follow_up(filed.receipt, Treated.WORSE, WORDS, today=FIRST)
    step = Step.objects.get(kind=StepKind.FOLLOWED_UP)
    concerns.daily_batch(datetime(FIRST.year, FIRST.month, FIRST.day, 18, tzinfo=UTC))
    assert len(bytes(step.commitment)) == DIGEST
    assert bytes(step.commitment) in leaves_of(Batch.objects.get(day=FIRST))
    assert len(concerns.come_back(filed.receipt, FIRST).proofs) == Step.objects.count()


def test_one_that_is_damaged_is_shown_and_keeps_the_reader_from_no_other(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = closed(office), closed(office)
    concerns.answer_follow_up(good.receipt, Treated.WORSE, WORDS, today=FIRST)
    seal = sealing.seal_box
    with monkeypatch.context() as patched:
        patched.setattr(sealing, "seal_box", lambda *given, **named: seal(*given, **named)[:-1] + b"\x00")
        concerns.answer_follow_up(bad.receipt, Treated.WORSE, WORDS, today=FIRST)
    for name in ("nominated", "commission"):
        found = concerns.handler_list(actor=office[name], today=FIRST)
        assert [row.reference for row in found.waiting] == [good.reference_for_raiser]
        assert [row.reference for row in found.broken] == [bad.reference_for_raiser]
    assert len(concerns.for_handling(actor=office["head"], today=FIRST)) == 2
    with pytest.raises(LicetError, match="Restore it"):
        concerns.come_back(bad.receipt, FIRST)


@pytest.mark.parametrize("wraps", [b"", b"[]", b"{}", b'{"code": 1}', b'{"nominated": "!"}'])
def test_damaged_wraps_are_damage_and_no_fault_of_the_list(office: Office, monkeypatch: pytest.MonkeyPatch, wraps: bytes) -> None:
    good, bad = closed(office), closed(office)
    concerns.answer_follow_up(good.receipt, Treated.WORSE, WORDS, today=FIRST)
    with monkeypatch.context() as patched:
        patched.setattr(following_up, "written", lambda _: wraps)
        concerns.answer_follow_up(bad.receipt, Treated.WORSE, WORDS, today=FIRST)
    assert [row.reference for row in concerns.handler_list(actor=office["commission"], today=FIRST).waiting] == [good.reference_for_raiser]
    assert len(concerns.for_handling(actor=office["head"], today=FIRST)) == 2
    with pytest.raises(LicetError, match="Restore it"):
        concerns.come_back(bad.receipt, FIRST)
