"""Asked on coming back whether they were treated worse; a yes waits above the level that answered, and is read there in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.module.concerns.told import DAY, NOW, Involved, Office
from tests.module.web_concerns.conftest import Browser
from tests.module.web_concerns.test_coming_back import post

from licet.concerns import public as concerns
from licet.concerns.public import Filed, Status
from licet.platform import clock

pytestmark = pytest.mark.django_db(databases=["default", "concerns"])

QUESTION = "Has anyone treated you worse because you raised this?"
WORDS = "Since June I am given no files of my own."
LATER = NOW + timedelta(days=90)


@pytest.fixture
def filed(office: Office) -> Filed:
    """Answered and closed three months ago."""
    found = office.raise_one()
    office.answer_all(found)
    concerns.give_verdicts(found.receipt, {1: "answers", 2: "answers"}, today=DAY)
    return found


@pytest.fixture
def three_months_later(filed: Filed) -> Iterator[None]:
    with clock.at(LATER):
        yield


def test_not_asked_before_its_day(client: Client, filed: Filed) -> None:
    page = post(client, "back", filed)
    assert QUESTION not in page.content.decode()
    early = post(client, "afterwards", filed, said="yes", words=WORDS)
    assert early.status_code == 400
    assert "Nothing is asked of you now" in early.content.decode()
    assert WORDS in early.content.decode(), "what was typed is shown again"


@pytest.mark.usefixtures("three_months_later")
def test_asked_with_who_reads_it_and_kept_with_what_happens_next(client: Client, filed: Filed) -> None:
    page = post(client, "back", filed).content.decode()
    assert QUESTION in page
    assert "Everybody is asked this 90 days after their concern was closed. You need not answer." in page
    assert "Who can read your answer: Nominated officer, Permanent secretary, Commission for public service." in page
    assert "Who is kept from it: Head of the unit; anybody who dealt with your concern, whom you named" in page
    assert "Nobody who may read it is in office" not in page
    assert "what happened? (optional)" not in page, "with a yes it is asked for"
    empty = post(client, "afterwards", filed, said="yes", words=" ")
    assert (empty.status_code, "Write what happened: one sentence is enough." in empty.content.decode()) == (400, True)
    unsaid = post(client, "afterwards", filed, words=WORDS)
    assert "Say yes or no." in unsaid.content.decode()
    assert WORDS in unsaid.content.decode()
    kept = post(client, "afterwards", filed, said="yes", words=WORDS).content.decode()
    assert "Your answer is kept. Who can read it is said below." in kept
    assert WORDS in kept
    assert "Who can read this: Nominated officer, Permanent secretary, Commission for public service, and you" in kept
    assert "What happens next: it waits on their list" in kept
    assert QUESTION not in kept
    again = post(client, "back", filed).content.decode()
    assert (WORDS in again, QUESTION in again) == (True, False)


@pytest.mark.usefixtures("three_months_later")
def test_a_no_is_kept_and_promises_nothing(client: Client, filed: Filed, signed_in: Browser) -> None:
    kept = post(client, "afterwards", filed, said="no").content.decode()
    assert "no, not treated worse" in kept
    assert "What happens next" not in kept
    assert filed.reference_for_raiser not in signed_in("nominated").get("/concerns/handling/").content.decode()


@pytest.mark.usefixtures("three_months_later")
def test_a_yes_waits_above_and_its_reply_is_read_by_the_raiser(client: Client, office: Office, filed: Filed, signed_in: Browser) -> None:
    post(client, "afterwards", filed, said="yes", words=WORDS)
    address = f"/concerns/handling/{office.id_of(filed)}"
    head, nominated = signed_in("head"), signed_in("nominated")
    assert "Treated worse" not in head.get("/concerns/handling/").content.decode()
    assert "treated worse" not in head.get(address).content.decode()
    assert head.post(f"{address}/afterwards/{office.follow_up_of(filed)}", {"words": "Read."}).status_code == 404
    assert "Treated worse afterwards: to be read" in nominated.get("/concerns/handling/").content.decode()
    page = nominated.get(address).content.decode()
    assert WORDS in page
    assert "Send all answers" not in page
    refused = nominated.post(f"{address}/afterwards/{office.follow_up_of(filed)}", {"words": " "})
    assert (refused.status_code, "Write something first" in refused.content.decode()) == (400, True)
    assert (
        nominated.post(f"{address}/afterwards/{office.follow_up_of(filed)}", {"words": "I shall speak with your head."}).status_code == 302
    )
    assert "Treated worse" not in nominated.get("/concerns/handling/").content.decode()
    seen = post(client, "back", filed).content.decode()
    assert "I shall speak with your head." in seen
    assert "What happens next" not in seen
    assert concerns.come_back(filed.receipt).status is Status.CLOSED
    refused = nominated.post(f"{address}/afterwards/{office.follow_up_of(filed)}", {"words": "What a second person typed."})
    assert (refused.status_code, "What a second person typed." in refused.content.decode()) == (400, True)


def test_two_of_the_same_number_of_days_wait_apart(office: Office, signed_in: Browser) -> None:
    """Closed anew, it was asked anew: each yes has a box of its own, and its words go to it."""
    filed = office.raise_one(points=["One."])
    office.answer_all(filed)
    concerns.escalate_due(DAY + timedelta(days=61))
    concerns.answer_follow_up(filed.receipt, "yes", "The first time.", today=DAY + timedelta(days=151))
    again = DAY + timedelta(days=161)
    concerns.give_verdicts(filed.receipt, {1: "does not"}, today=again)
    office.answer_all(filed, by="nominated", today=again)
    concerns.give_verdicts(filed.receipt, {1: "answers"}, today=again)
    concerns.answer_follow_up(filed.receipt, "yes", "The second time.", today=again + timedelta(days=90))
    with clock.at(NOW + timedelta(days=251)):
        secretary, address = signed_in("secretary"), f"/concerns/handling/{office.id_of(filed)}"
        page = secretary.get(address).content.decode()
        ids = re.findall(r'(?<= id=")[^"]+', page)
        assert sorted(ids) == sorted(set(ids))
        boxes = re.findall(rf'action="({address}/afterwards/[^"]+)"', page)
        assert len(boxes) == len(set(boxes)) == 2
        refused = secretary.post(boxes[1], {"words": " "}).content.decode()
        assert refused.count("Write something first") == 2, "in the summary, and at the box that was sent"
        assert secretary.post(boxes[1], {"words": "To the second."}).status_code == 302
    assert [(each.words, each.reply and each.reply.words) for each in concerns.come_back(filed.receipt).follow_ups] == [
        ("The first time.", None),
        ("The second time.", "To the second."),
    ]


@pytest.mark.usefixtures("three_months_later")
def test_where_all_who_could_read_it_took_part_the_raiser_is_told(
    client: Client, office: Office, filed: Filed, involved: type[Involved]
) -> None:
    involved.people = frozenset(office[name].id for name in ("nominated", "secretary", "commission", "other commissioner"))
    page = post(client, "back", filed).content.decode()
    assert "Nobody who may read it is in office there today" in page


@pytest.mark.usefixtures("three_months_later")
def test_the_pages_ask_no_more_for_it(
    office: Office, filed: Filed, signed_in: Browser, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    post(client, "afterwards", filed, said="yes", words=WORDS)
    concerns.read_follow_up(
        actor=office["secretary"],
        concern=office.id_of(filed),
        follow_up=office.follow_up_of(filed),
        words="Read.",
        today=DAY + timedelta(days=90),
    )
    nominated, address = signed_in("nominated"), f"/concerns/handling/{office.id_of(filed)}"
    with django_assert_max_num_queries(15, using="concerns"):
        nominated.get(address)
    with django_assert_max_num_queries(7, using="concerns"):  # one for each table
        nominated.get("/concerns/handling/")
