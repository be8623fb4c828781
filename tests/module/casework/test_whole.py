"""An act is whole or not at all: when the log cannot be written, nothing of it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import DatabaseError
from tests.module.casework.builders import NOW, People, drafted, taken

from licet.casework.public import (
    AdviceDraft,
    Case,
    Finding,
    RatingDraft,
    answer_enquiry,
    ask_exporter,
    assign,
    close,
    give_advice,
    hand_over,
    rate_line,
    recuse,
    refer_to_minister,
    settle_referral,
    submit,
    take,
    withdraw,
)

type Act = Callable[[People, Case], object]


def first_line(case: Case) -> str:
    return str(case.version.lines.get(number=1).pk)


def advice(case: Case) -> AdviceDraft:
    return AdviceDraft(line=first_line(case), criterion="1", finding=Finding.CLEAR, reasons="Nothing found.")


RATING = RatingDraft(controlled=True, rating="ML15", reasons="Made for weapons.")


def nothing(who: People, case: Case) -> None:
    """No step before."""


def asked(who: People, case: Case) -> None:
    ask_exporter(actor=who.officer, case=case.pk, question="Why?", revision=case.revision, now=NOW)


def referred(who: People, case: Case) -> None:
    refer_to_minister(actor=who.officer, case=case.pk, question="May I?", revision=case.revision, now=NOW)


def given_up(who: People, case: Case) -> None:
    recuse(actor=who.officer, case=case.pk, reasons="Shares.", now=NOW)


def withdrawn(who: People, case: Case) -> None:
    withdraw(actor=who.exporter, case=case.pk, reasons="Enough.", now=NOW)


ACTS: dict[str, tuple[Act, Act]] = {
    "submit again": (nothing, lambda who, case: submit(actor=who.exporter, application=case.application_id, revision=2, now=NOW)),
    "take": (given_up, lambda who, case: take(actor=who.second_officer, case=case.pk, revision=case.revision, now=NOW)),
    "assign": (nothing, lambda who, case: assign(actor=who.manager, case=case.pk, to=who.manager.id, revision=case.revision, now=NOW)),
    "hand over": (
        nothing,
        lambda who, case: hand_over(
            actor=who.officer, case=case.pk, to=who.second_officer.id, reasons="Leave.", revision=case.revision, now=NOW
        ),
    ),
    "recuse": (nothing, lambda who, case: recuse(actor=who.officer, case=case.pk, reasons="Shares.", now=NOW)),
    "rate": (nothing, lambda who, case: rate_line(actor=who.assessor, case=case.pk, line=first_line(case), rating=RATING, now=NOW)),
    "advise": (nothing, lambda who, case: give_advice(actor=who.foreign, case=case.pk, advice=[advice(case)], now=NOW)),
    "ask": (nothing, asked),
    "answer": (asked, lambda who, case: answer_enquiry(actor=who.exporter, case=case.pk, enquiry=1, answer="So.", now=NOW)),
    "refer": (nothing, referred),
    "settle": (
        referred,
        lambda who, case: settle_referral(
            actor=who.minister, case=case.pk, words="So.", findings=[advice(case)], revision=case.revision, now=NOW
        ),
    ),
    "withdraw": (nothing, withdrawn),
    "close": (withdrawn, lambda who, case: close(actor=who.officer, case=case.pk, revision=case.revision, now=NOW)),
}


def rows() -> dict[str, list[dict[str, object]]]:
    """Everything that casework, the applications below it, and notices hold, and what waits to be told."""
    labels = {"applications", "casework", "screening", "notices", "platform", "ledger"}
    models = [model for model in apps.get_models() if model._meta.app_label in labels]
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in models}


def broken(*args: object, **kwargs: object) -> None:
    raise DatabaseError("the log cannot be written")


def test_no_case_is_opened_when_the_log_cannot_be_written(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    application = drafted(who)
    held = rows()
    monkeypatch.setattr("licet.ledger.public.append", broken)
    with pytest.raises(DatabaseError, match="cannot be written"):
        submit(actor=who.exporter, application=application.pk, revision=application.revision, now=NOW)
    assert rows() == held


@pytest.mark.parametrize("name", ACTS)
def test_nothing_is_saved_when_the_log_cannot_be_written(who: People, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, act = ACTS[name]
    case = taken(who)
    before(who, case)
    case.refresh_from_db()
    held = rows()
    monkeypatch.setattr("licet.ledger.public.append", broken)
    with pytest.raises(DatabaseError, match="cannot be written"):
        act(who, case)
    assert rows() == held


@pytest.mark.parametrize("name", ACTS)
def test_each_act_is_told_and_makes_one_revision_with_one_step(who: People, name: str) -> None:
    before, act = ACTS[name]
    case = taken(who)
    before(who, case)
    case.refresh_from_db()
    held, revision = rows(), case.revision
    act(who, case)
    case.refresh_from_db()
    assert case.revision == revision + 1
    assert case.steps.filter(number=case.revision).count() == 1
    assert len(rows()["ledger.InternalEvent"]) > len(held["ledger.InternalEvent"])
    assert rows()["ledger.Entry"] == held["ledger.Entry"]
