"""Reviews, assessments and the record of a destination as the public reads them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client
from tests.module.register import facts
from tests.module.register.published import tell

from licet.platform import clock
from licet.register import public as register
from licet.reviews.events import ReviewFrozen

pytestmark = pytest.mark.django_db
LATER = datetime(2031, 7, 2, 12, tzinfo=UTC)


@pytest.fixture
def told() -> Any:
    tell(*facts.whole())
    register.catch_up()
    with clock.at(LATER):
        yield


def text(client: Client, address: str, budget: Any = None) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    "address",
    [
        "/reviews/",
        "/reviews/?q=Kasdara",
        "/licences/?q=Kasdara",
        "/reviews/XA-REV-2031-000001",
        "/reviews/XA-REV-2031-000002",
        "/destinations/QM",
        "/destinations/QM/record",
        "/destinations/IT/record",
        "/",
    ],
)
def test_every_page_answers_and_keeps_its_budget(client: Client, address: str, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(19):
        words = text(client, address)
    assert "Demonstration Licensing Authority</title>" in words
    assert " style=" not in words
    assert [secret for secret in facts.SECRETS if secret in words] == []


@pytest.mark.usefixtures("told")
def test_review_reads_from_question_to_conclusion(client: Client) -> None:
    words = text(client, "/reviews/XA-REV-2031-000001")
    for said in (
        "Which licences to Kasdara can stand?",
        "The Secretary of State",
        "28 May 2031",
        facts.SENTENCE,
        "The list is being drawn up.",
        "Licences of which it could not be told",
        "Two licences were suspended; one does not reach the valley.",
        "A conclusion of a central assessment",
        "touches 3 licences and 2 cases; of 1 it could not be told",
        "now with: minister",
        "counted from the decisions themselves",
        "XA-LIC 2031/000001",
        "not under a checkpoint yet",
    ):
        assert said in words, said


@pytest.mark.usefixtures("told")
def test_review_that_has_done_nothing_yet_says_so(client: Client) -> None:
    words = text(client, "/reviews/XA-REV-2031-000002")
    assert "not frozen yet" in words
    assert "of which it could not be told" not in words
    assert "Nothing has been decided in it yet" in words
    assert "Its conclusion" not in words


@pytest.mark.usefixtures("told")
def test_list_shows_what_waits_and_finds_by_words(client: Client) -> None:
    words = text(client, "/reviews/")
    assert "2 suspended" in words
    assert "touches fewer than 10 licences" in words
    assert "XA-TRG 2031/000003" not in words
    assert "A watchlist hit" not in words
    assert "What of spares?" in words
    assert "What of spares?" not in text(client, "/reviews/?q=kasdara")
    assert "No review holds these words" in text(client, "/reviews/?q=zzz")
    assert text(client, "/reviews/?q=%00")


@pytest.mark.usefixtures("told")
def test_downloads_of_the_reviews_follow_their_search(client: Client) -> None:
    assert "/data/reviews.csv?q=kasdara" in text(client, "/reviews/?q=kasdara")
    whole, searched = ("".join(map(bytes.decode, client.get(f"/data/reviews.csv{query}"))) for query in ("", "?q=kasdara"))  # type: ignore[arg-type]
    assert "What of spares?" in whole
    assert "What of spares?" not in searched
    assert "kasdara" in searched.lower()
    refused = client.get("/data/decisions.csv?q=kasdara")
    assert (refused.status_code, "This table has no search" in refused.content.decode()) == (400, True)


@pytest.mark.usefixtures("told")
def test_search_leads_to_destinations_and_reviews_too(client: Client) -> None:
    words = text(client, "/licences/?q=Kasdara")
    assert 'href="/destinations/QM"' in words
    assert 'href="/reviews/XA-REV-2031-000001"' in words


@pytest.mark.usefixtures("told")
def test_destination_shows_its_assessment_with_coverage_and_age(client: Client) -> None:
    words = text(client, "/destinations/QM")
    assert "clear risk" in words
    assert facts.SENTENCE in words
    assert "Evidence until 30 April 2031 (63 days old)" in words
    assert "could not be determined: 44" in words
    assert "url(#c-coverage-of-xa-asm-2031-000001-none)" in words  # grey hatching
    assert "past its review day" not in words
    assert "its evidence is older than" not in words
    with clock.at(LATER.replace(year=2032)):
        old = text(client, "/destinations/QM")
    assert "past its review day, 1 November 2031" in old
    assert "its evidence is older than the authority’s policy allows" in old


@pytest.mark.usefixtures("told")
def test_record_holds_what_was_said_against_what_was_known(client: Client) -> None:
    words = text(client, "/destinations/QM/record")
    assert "“No comment on individual cases.”" in words
    assert "On that day the record held: 150 registered, 61 assessed." in words
    assert "Prosecutor against a minister" in words
    assert "sought on 5 May 2031; issued on 9 May 2031" in words
    assert "Earlier versions" in words
    assert "1 more was set aside" in words
    assert "Registered is not proved" in words


def test_empty_record_claims_nothing(client: Client) -> None:
    words = text(client, "/destinations/QM/record")
    assert "No assessment has been published" in words
    assert "does not say that none happened" in words
    assert client.get("/destinations/ZZ/record").status_code == 404
    assert client.get("/reviews/XA-REV-2031-000009").status_code == 404


@pytest.mark.usefixtures("told")
def test_front_page_feed_leads_to_reviews(client: Client) -> None:
    words = text(client, "/")
    assert 'href="/reviews/XA-REV-2031-000001"' in words
    assert "Review concluded" in words


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("name", ["reviews", "assessments", "proceedings", "official-lines", "incidents", "triggers", "concern-figures"])
def test_tables_stand_under_data(client: Client, name: str) -> None:
    assert f"/data/{name}.csv" in text(client, "/data/")
    assert b"".join(client.get(f"/data/{name}.csv").streaming_content)  # type: ignore[attr-defined]
    assert json.loads(b"".join(client.get(f"/data/{name}.json").streaming_content))  # type: ignore[attr-defined]


@pytest.mark.usefixtures("told")
def test_a_review_that_froze_two_lists_gives_both_beside_its_outcomes(client: Client) -> None:
    (frozen,) = (event for event in facts.review() if isinstance(event, ReviewFrozen))
    tell(replace(frozen, licences=18, digest="c" * 64))
    register.catch_up()
    for address in ("/reviews/", f"/reviews/{frozen.ref.replace(' ', '-').replace('/', '-')}"):
        assert f"{frozen.licences}, then 18" in text(client, address)
