"""Handling: all points or none, the clock, more time with a reason; absent for everybody who may not."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.module.concerns.test_broken import of_another_key
from tests.module.concerns.told import DAY, NOW, Office, answer_of, working_days_later
from tests.module.web_concerns.conftest import Browser

from licet.concerns import public as concerns
from licet.concerns.public import AnswerKind, Attached, Naming, Standing, Status
from licet.platform import clock

REASONS = "It was not: both versions were compared line by line, and the change is explained beside it."
pytestmark = pytest.mark.django_db(databases=["default", "concerns"])


def test_absent_for_everybody_else(client: Client, office: Office, signed_in: Browser) -> None:
    concern = office.id_of(office.raise_one())
    for name in ("officer", "minister", "nominated"):
        assert signed_in(name).get(f"/concerns/handling/{concern}").status_code == 404
    assert signed_in("officer").get("/concerns/handling/").status_code == 404
    assert client.get("/concerns/handling/").status_code == 302
    assert signed_in("head").get("/concerns/handling/").status_code == 200


def test_all_points_or_none(office: Office, signed_in: Browser) -> None:
    filed = office.raise_one()
    concern, head = office.id_of(filed), signed_in("head")
    assert "What a good answer contains" in head.get(f"/concerns/handling/{concern}").content.decode()
    given = {"version": "1", "kind_1": "act", "point_1": "The strike is looked at, and the finding is put into the file."}
    given |= {"who_1": "The deputy head", "by_1-day": "9", "by_1-month": "6", "by_1-year": "2031"}
    partly = head.post(f"/concerns/handling/{concern}/answer", given | {"kind_2": "disagree", "point_2": " "})
    assert partly.status_code == 400
    assert "Point 2 has no answer; all are answered together." in partly.content.decode()
    assert "The strike is looked at, and the finding" in partly.content.decode()
    assert {point.standing for point in concerns.come_back(filed.receipt).points} == {Standing.WAITING}
    done = head.post(f"/concerns/handling/{concern}/answer", given | {"kind_2": "disagree", "point_2": REASONS})
    assert done.status_code == 302
    seen = concerns.come_back(filed.receipt)
    assert seen.status is Status.ANSWERED
    assert (seen.points[0].answers[0].who, seen.points[0].answers[0].promised_by) == ("The deputy head", date(2031, 6, 9))


def test_noted_is_no_answer_on_the_page(office: Office, signed_in: Browser) -> None:
    filed = office.raise_one(points=["One.", "Two.", "Three."])
    concern, head = office.id_of(filed), signed_in("head")
    kinds = {"version": "1", "kind_1": "act", "kind_2": "disagree", "kind_3": "refer"}
    response = head.post(f"/concerns/handling/{concern}/answer", kinds | dict.fromkeys(("point_1", "point_2", "point_3"), "Noted."))
    page = response.content.decode()
    assert response.status_code == 400
    for sentence in (
        "Point 1: say what will be done. “Noted.” does not say it.",
        "Point 1: say who will do it, by name or by post.",
        "Point 1: say by which day it will be done.",
        "Point 2: give the reasons and what they rest on. “Noted.” is no reason.",
        "Point 3: say why somebody else must deal with it and what they were told.",
        "Point 3: say who must deal with it, by name or by post.",
    ):
        assert sentence in page
    assert 'id="id_by_1-error"' in page
    assert concerns.come_back(filed.receipt).status is Status.OPEN


def test_what_was_promised_is_listed_until_it_is_said_to_be_done(office: Office, signed_in: Browser) -> None:
    filed = office.raise_one(points=["One."])
    concern, head = office.id_of(filed), signed_in("head")
    promised = answer_of(AnswerKind.ACT, "It is read again.", by=DAY)
    concerns.answer(actor=office["head"], concern=concern, answers={1: promised}, today=DAY)
    assert "Promised, not yet done" in head.get("/concerns/handling/").content.decode()
    with clock.at(NOW + timedelta(days=1)):
        late = signed_in("head")
        assert re.search(r"promised for.{0,150}overdue", late.get("/concerns/handling/").content.decode(), re.S)
        page = late.get(f"/concerns/handling/{concern}").content.decode()
        assert "Say that it was done" in page
        assert "overdue" in page
        empty = late.post(f"/concerns/handling/{concern}/done/1", {"version": "2", "words": " "})
        assert "Say what was done: the person who raised it reads it." in empty.content.decode()
        assert late.post(f"/concerns/handling/{concern}/done/1", {"version": "2", "words": "It was read again."}).status_code == 302
        assert "Promised, not yet done" not in late.get("/concerns/handling/").content.decode()
        raiser = Client().post("/concerns/back", {"code": filed.receipt.written()}).content.decode()
    assert "Done, says Head" in raiser
    assert "It was read again." in raiser
    assert "Promised, not yet done" not in signed_in("nominated").get("/concerns/handling/").content.decode()
    assert signed_in("nominated").post(f"/concerns/handling/{concern}/done/1", {"version": "3", "words": "No."}).status_code == 404


def test_an_answer_to_what_changed_since_is_a_conflict_that_keeps_it(office: Office, signed_in: Browser) -> None:
    filed = office.raise_one(points=["One."])
    concern, head = office.id_of(filed), signed_in("head")
    concerns.acknowledge(actor=office["other head"], concern=concern, today=DAY)
    response = head.post(f"/concerns/handling/{concern}/answer", {"version": "1", "kind_1": "act", "point_1": "Long words."})
    assert response.status_code == 400
    assert "changed since you opened it" in response.content.decode()
    assert "Long words." in response.content.decode()


def test_read_is_no_answer_and_more_time_needs_a_reason(office: Office, signed_in: Browser) -> None:
    filed = office.raise_one()
    concern, head = office.id_of(filed), signed_in("head")
    assert head.post(f"/concerns/handling/{concern}/acknowledge").status_code == 302
    assert concerns.come_back(filed.receipt).status is Status.OPEN
    refused = head.post(f"/concerns/handling/{concern}/extend", {"version": "2", "days": "5", "reason": ""})
    assert "Write the reason" in refused.content.decode()
    too_long = head.post(f"/concerns/handling/{concern}/extend", {"version": "2", "days": "99", "reason": "Leave."})
    assert "by 1 to 20 working days" in too_long.content.decode()
    assert head.post(f"/concerns/handling/{concern}/extend", {"version": "2", "days": "5", "reason": "Leave."}).status_code == 302
    rung = concerns.come_back(filed.receipt).rung
    assert rung.answer_by == working_days_later(DAY, 20)
    assert [(given.by, given.reason) for given in rung.extensions] == [("Head", "Leave.")]
    twice = head.post(f"/concerns/handling/{concern}/acknowledge")
    assert twice.status_code == 422
    assert "acknowledged at this level already" in twice.content.decode()


def test_gone_on_means_answered_elsewhere(office: Office, signed_in: Browser) -> None:
    filed = office.raise_one(points=["One."])
    concern, head = office.id_of(filed), signed_in("head")
    concerns.escalate_as_of_right(filed.receipt, today=DAY)
    assert "Send all answers" not in head.get(f"/concerns/handling/{concern}").content.decode()
    response = head.post(f"/concerns/handling/{concern}/answer", {"version": "2", "kind_1": "act", "point_1": "Late."})
    assert "has gone on to the next level" in response.content.decode()
    assert "gone on" in head.get("/concerns/handling/").content.decode()


def test_a_question_to_the_raiser(office: Office, signed_in: Browser) -> None:
    filed = office.raise_one()
    head = signed_in("head")
    head.post(f"/concerns/handling/{office.id_of(filed)}/write", {"words": "Which strike?"})
    assert [said.words for said in concerns.come_back(filed.receipt).words] == ["Which strike?"]


def test_a_name_is_opened_by_two(office: Office, signed_in: Browser) -> None:
    filed = office.raise_one(naming=Naming.HANDLER, name="A. Official")
    concern = office.id_of(filed)
    assert "A. Official" in signed_in("head").get(f"/concerns/handling/{concern}").content.decode()
    concerns.escalate_as_of_right(filed.receipt, today=DAY)
    nominated = signed_in("nominated")
    assert "A. Official" not in nominated.get(f"/concerns/handling/{concern}").content.decode()
    nominated.post(f"/concerns/handling/{concern}/name", {"version": "2", "reason": "To ask."})
    assert "A. Official" not in nominated.get(f"/concerns/handling/{concern}").content.decode()
    signed_in("head").post(f"/concerns/handling/{concern}/name", {"version": "2", "reason": "I agree."})
    assert "A. Official" in nominated.get(f"/concerns/handling/{concern}").content.decode()


def test_files_for_handlers_alone(office: Office, signed_in: Browser) -> None:
    filed = office.raise_one(attachments=[Attached("a.txt", "text/plain", [b"words"])])
    address = f"/concerns/handling/{office.id_of(filed)}/attachment/1"
    assert b"".join(signed_in("head").get(address).streaming_content) == b"words"  # type: ignore[attr-defined]
    assert signed_in("nominated").get(address).status_code == 404
    assert signed_in("head").get(address.replace("/1", "/2")).status_code == 404


def test_figures_for_those_who_read_them(office: Office, signed_in: Browser) -> None:
    office.raise_one()
    words = signed_in("head").get("/concerns/handling/figures").content.decode()
    assert "fewer than 5" in words
    assert signed_in("officer").get("/concerns/handling/figures").status_code == 404


def test_a_concern_is_read_with_a_fixed_number_of_queries(
    office: Office, signed_in: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    filed = office.raise_one()
    office.answer_all(filed)
    head, address = signed_in("head"), f"/concerns/handling/{office.id_of(filed)}"
    with django_assert_max_num_queries(15, using="concerns"):
        head.get(address)
    with django_assert_max_num_queries(4):
        head.get(address)


def test_what_cannot_be_opened_is_shown_with_what_to_do(office: Office, signed_in: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    good = office.raise_one()
    broken = of_another_key(office, monkeypatch)
    page = signed_in("head").get("/concerns/handling/").content.decode()
    assert "1 concern cannot be opened" in page
    assert broken.reference_for_raiser in page
    assert "Set the key it was filed under" in page
    assert f"/concerns/handling/{office.id_of(good)}" in page
    opened = signed_in("head").get(f"/concerns/handling/{office.id_of(broken)}")
    assert opened.status_code == 422
    assert "Set the key it was filed under" in opened.content.decode()
