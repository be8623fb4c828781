"""Coming back with a code: read, judge, take further, add, withdraw; a forged code opens nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.module.concerns.told import DAY, Office
from tests.module.web_concerns.conftest import Browser

from licet.concerns import public as concerns
from licet.concerns.public import Closing, Filed, Naming, Status

pytestmark = pytest.mark.django_db(databases=["default", "concerns"])


def post(client: Client, name: str, filed: Filed, *args: Any, **given: Any) -> Any:
    return client.post(reverse(f"concerns:{name}", args=args), {"code": filed.receipt.written(), **given})


def test_points_and_the_ladder_are_shown(client: Client, office: Office) -> None:
    filed = office.raise_one()
    words = post(client, "back", filed).content.decode()
    assert "although nobody looked at the strike of 2 May" in words
    assert "27 May 2031" in words
    assert "Not reached. Without an answer in time it goes here by itself." in words


@pytest.mark.parametrize("typed", ["", "AAAAA", "ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567"])
def test_a_forged_code_opens_nothing(client: Client, office: Office, typed: str) -> None:
    response = client.post(reverse("concerns:back"), {"code": typed})
    assert response.status_code == 400
    assert "There is a problem" in response.content.decode()


def test_another_concerns_secret_opens_nothing(client: Client, office: Office) -> None:
    one, other = office.raise_one().receipt, office.raise_one().receipt
    mixed = concerns.Receipt(one.lookup, other.secret).written()
    response = client.post(reverse("concerns:back"), {"code": mixed})
    assert response.status_code == 400
    assert "This code opens nothing here." in response.content.decode()


def test_an_answer_is_judged_point_by_point(client: Client, office: Office) -> None:
    filed = office.raise_one()
    office.answer_all(filed)
    shown = post(client, "back", filed).content.decode()
    assert "Answer of head to point 2." in shown
    partly = post(client, "verdicts", filed, point_1="answers", words="Nothing on the second.")
    assert partly.status_code == 400
    assert "Say of point 2 whether it is answered." in partly.content.decode()
    assert "Nothing on the second." in partly.content.decode()
    response = post(client, "verdicts", filed, point_1="answers", point_2="does not", words="Nothing on the second.")
    assert "What you said of the answers is kept." in response.content.decode()
    seen = concerns.come_back(filed.receipt, DAY)
    assert seen.rung.level == "nominated"
    assert [said.words for said in seen.words] == ["Nothing on the second."]


def test_a_verdict_on_nothing_is_refused(client: Client, office: Office) -> None:
    filed = office.raise_one()
    response = post(client, "verdicts", filed)
    assert response.status_code == 400
    assert "no answer here that waits for your word" in response.content.decode()


def test_words_are_added_and_an_empty_box_is_refused(client: Client, office: Office) -> None:
    filed = office.raise_one()
    assert "Write something first." in post(client, "words", filed, words="  ").content.decode()
    assert "The second strike, too." in post(client, "words", filed, words="The second strike, too.").content.decode()


def test_taken_further_of_right_and_withdrawn(client: Client, office: Office) -> None:
    filed = office.raise_one()
    post(client, "further", filed)
    assert concerns.come_back(filed.receipt, DAY).rung.level == "nominated"
    post(client, "withdraw", filed)
    seen = concerns.come_back(filed.receipt, DAY)
    assert (seen.status, seen.closing) == (Status.CLOSED, Closing.WITHDRAWN)
    assert "closed already" in post(client, "withdraw", filed).content.decode()


def test_own_file_comes_back_as_an_attachment(client: Client, office: Office) -> None:
    filed = office.raise_one(attachments=[concerns.Attached("a.txt", "text/plain", [b"words"])])
    response = post(client, "own-attachment", filed, 1)
    assert b"".join(response.streaming_content) == b"words"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Type"] == "application/octet-stream"
    assert post(client, "own-attachment", filed, 2).status_code == 200  # back to the code


def test_every_way_in_asks_for_the_code(client: Client, office: Office) -> None:
    for name in ("verdicts", "words", "further", "withdraw"):
        response = client.post(reverse(f"concerns:{name}"), {"code": "nothing"})
        assert response.status_code == 400
        assert client.get(reverse(f"concerns:{name}")).status_code == 405


def test_colleagues_read_then_sign_once_each(client: Client, office: Office, signed_in: Browser) -> None:
    filed = office.raise_one()
    code = concerns.come_back(filed.receipt).colleagues_code
    assert code
    typed = {"code": code.written()}
    assert client.post(reverse("concerns:sign-too"), typed).status_code == 302
    adviser = signed_in("adviser")
    assert "nobody looked at the strike" in adviser.post(reverse("concerns:sign-too"), typed).content.decode()
    assert concerns.come_back(filed.receipt).co_signatures == 0
    for _ in range(2):
        assert "Your signature counts." in adviser.post(reverse("concerns:sign-too"), typed | {"sign": "yes"}).content.decode()
    assert concerns.come_back(filed.receipt).co_signatures == 1
    assert "opens nothing" in adviser.post(reverse("concerns:sign-too"), {"code": filed.receipt.written()}).content.decode()


def test_who_asked_for_the_name_is_shown(client: Client, office: Office) -> None:
    filed = office.raise_one(naming=Naming.HANDLER, name="A. Official")
    concerns.escalate_as_of_right(filed.receipt, today=DAY)
    concern = office.id_of(filed)
    concerns.ask_for_name(actor=office["nominated"], concern=concern, reason="To ask what was seen.", today=DAY)
    assert "To ask what was seen." in post(client, "back", filed).content.decode()
